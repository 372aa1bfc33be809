import type { ReactNode } from 'react';
import { CheckCircleFilled, CloseCircleFilled, ExclamationCircleFilled, MinusCircleOutlined } from '@ant-design/icons';
import { Flex, theme, Typography } from 'antd';
import type { Check } from '../host';
import { useT } from '../locale';

/** One line for each check: passed or not, what that means, what to do, and WeCom's own words. */
export function CheckResults({ checks }: { checks: Check[] }) {
  const { t } = useT();
  const { token } = theme.useToken();
  const titles: Record<string, string> = {
    settings: t('Settings'),
    address: t('Address of the API'),
    token: t('Company ID and Secret'),
    agent: t('Application'),
    visibleRange: t('Visible range'),
    callback: t('Message reception'),
    domainFile: t('Trusted domain'),
  };
  const states: Record<Check['status'], { icon: ReactNode; text: string }> = {
    pass: { icon: <CheckCircleFilled style={{ color: token.colorSuccess }} />, text: t('passed') },
    fail: { icon: <CloseCircleFilled style={{ color: token.colorError }} />, text: t('failed') },
    warning: { icon: <ExclamationCircleFilled style={{ color: token.colorWarning }} />, text: t('warning') },
    skipped: { icon: <MinusCircleOutlined style={{ color: token.colorTextTertiary }} />, text: t('not checked') },
  };
  return (
    <ul
      style={{
        listStyle: 'none',
        margin: `${token.marginSM}px 0 0`,
        padding: token.paddingSM,
        border: `1px solid ${token.colorBorderSecondary}`,
        borderRadius: token.borderRadiusLG,
        display: 'flex',
        flexDirection: 'column',
        gap: token.marginSM,
      }}
    >
      {checks.map((check) => (
        <li key={check.id} data-check={check.id} data-status={check.status}>
          <Flex gap={token.marginXS} align="baseline">
            <span aria-hidden>{states[check.status].icon}</span>
            <div style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
              <Typography.Text strong>{titles[check.id] ?? check.id}</Typography.Text>{' '}
              <Typography.Text type="secondary">{states[check.status].text}</Typography.Text>
              {check.meaning && <div>{check.meaning}</div>}
              {check.remedy && <div>{check.remedy}</div>}
              {check.wecomText && (
                <Typography.Text type="secondary">
                  {t('WeCom says: {{text}}', { text: check.wecomText })}
                </Typography.Text>
              )}
            </div>
          </Flex>
        </li>
      ))}
    </ul>
  );
}
