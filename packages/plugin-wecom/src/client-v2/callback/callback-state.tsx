import type { ReactNode } from 'react';
import { CheckCircleFilled, ClockCircleFilled, CloseCircleFilled } from '@ant-design/icons';
import { Alert, Flex, theme, Typography } from 'antd';
import { useT } from '../locale';
import type { CallbackStatus, RefusalReason } from './callback-api';
import { relativeTime } from './relative-time';

interface CallbackStateProps {
  status: CallbackStatus;
  /** When that was so, in milliseconds since 1970. */
  now: number;
  action: ReactNode;
}

/** "Never called", "verified 3 minutes ago", "rejected: wrong Token", with what to do about it. */
export function CallbackState({ status, now, action }: CallbackStateProps) {
  const { t, language } = useT();
  const { token } = theme.useToken();
  const { problem, verifiedAt, eventAt, refusedAt, refusedReason } = status;
  const { reasons, remedies } = useRefusalTexts();
  const ago = (at: number) => relativeTime(at, now, language);
  const good = <CheckCircleFilled style={{ color: token.colorSuccess }} />;
  const lastGood = Math.max(verifiedAt ?? 0, eventAt ?? 0);
  const refused = refusedAt !== null && refusedReason !== null && refusedAt > lastGood;
  if (problem) return <Alert type="error" showIcon message={problem} />;
  return (
    <Flex wrap justify="space-between" align="flex-start" gap="small">
      <div style={{ flex: '1 1 200px' }}>
        {verifiedAt === null && eventAt === null && !refused && (
          <Line icon={<ClockCircleFilled style={{ color: token.colorTextTertiary }} />}>
            {t('Never called. WeCom calls the address when it is saved in its console.')}
          </Line>
        )}
        {verifiedAt !== null && <Line icon={good}>{t('Verified {{when}}', { when: ago(verifiedAt) })}</Line>}
        {eventAt !== null && <Line icon={good}>{t('Last message {{when}}', { when: ago(eventAt) })}</Line>}
        {refused && (
          <Line icon={<CloseCircleFilled style={{ color: token.colorError }} />}>
            {t('Rejected {{when}}: {{reason}}', { when: ago(refusedAt), reason: reasons[refusedReason] })}
            <div>
              <Typography.Text type="secondary">{remedies[refusedReason]}</Typography.Text>
            </div>
          </Line>
        )}
      </div>
      {action}
    </Flex>
  );
}

function Line({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <Flex gap="small" align="baseline">
      <span aria-hidden>{icon}</span>
      <div>{children}</div>
    </Flex>
  );
}

function useRefusalTexts() {
  const { t } = useT();
  const saveAgain = (field: string) =>
    t('Enter the {{field}} of the WeCom console here once more, save, and save there again.', { field });
  const reasons: Record<RefusalReason, string> = {
    signature: t('wrong Token'),
    decrypt: t('wrong EncodingAESKey'),
    'receive-id': t('sent for another Company ID'),
    xml: t('not a message of WeCom'),
    settings: t('the settings were incomplete'),
  };
  const remedies: Record<RefusalReason, string> = {
    signature: saveAgain(t('Token')),
    decrypt: saveAgain(t('EncodingAESKey')),
    'receive-id': t('Compare the Company ID with the one in the WeCom console, under "My company".'),
    xml: t('Anybody can call the address. If it was WeCom, a proxy changes what it sends.'),
    settings: t('Fill in what is missing, and save in the WeCom console again.'),
  };
  return { reasons, remedies };
}
