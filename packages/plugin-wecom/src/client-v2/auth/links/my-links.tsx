import { useCallback, useEffect, useState } from 'react';
import { WechatWorkOutlined } from '@ant-design/icons';
import { Alert, Button, Empty, Flex, List, Popconfirm, Spin, Tag, Typography } from 'antd';
import { errorText } from '../../error-text';
import { useT } from '../../locale';
import { isInsideWeCom } from '../sign-in/inside-wecom';
import { panelCanShow } from '../sign-in/panel-origin';
import { QrDialog } from '../sign-in/qr-dialog';
import { finishLink, startLink, type Start } from '../sign-in/sign-in-api';
import { myLinks, unlinkMe, type MyLink } from './links-api';

/** With which WeCom members one can sign in oneself; to link and unlink. */
export default function MyLinks() {
  const { t } = useT();
  const [links, setLinks] = useState<MyLink[]>();
  const [busy, setBusy] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const [scanning, setScanning] = useState<{ authenticator: string; start: Start }>();

  const load = useCallback(async () => setLinks(await myLinks()), []);
  useEffect(() => {
    load().catch((error: unknown) => setProblem(errorText(error)));
  }, [load]);

  const attempt = async (authenticator: string, act: () => Promise<void>) => {
    setBusy(authenticator);
    setProblem(undefined);
    try {
      await act();
    } catch (error) {
      setProblem(errorText(error));
    } finally {
      setBusy(undefined);
    }
  };

  const link = (authenticator: string) =>
    attempt(authenticator, async () => {
      const { pathname, search } = window.location;
      const start = await startLink(authenticator, pathname + search);
      if (!isInsideWeCom() && panelCanShow(start.url)) setScanning({ authenticator, start });
      else window.location.assign(start.url);
    });

  const unlink = (authenticator: string) =>
    attempt(authenticator, async () => {
      await unlinkMe(authenticator);
      await load();
    });

  return (
    <Flex vertical gap={16}>
      <Typography.Text type="secondary">
        {t('Linked with WeCom, you can sign in with it and receive notifications there.')}
      </Typography.Text>
      {problem && <Alert type="error" showIcon role="alert" message={problem} />}
      {!links && !problem && <Spin />}
      {links?.length === 0 && <Empty description={t('No WeCom sign-in is set up here.')} />}
      {links && links.length > 0 && (
        <List
          bordered
          dataSource={links}
          renderItem={({ authenticator, title, wecomUserId, disabled }) => (
            <List.Item>
              <Flex align="center" gap={12} style={{ width: '100%' }}>
                <WechatWorkOutlined aria-hidden style={{ fontSize: 24 }} />
                <div style={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
                  <Typography.Text strong>{title}</Typography.Text>
                  <div>
                    <Typography.Text type="secondary">
                      {wecomUserId === null ? t('Not linked') : t('Linked as {{member}}', { member: wecomUserId })}
                    </Typography.Text>{' '}
                    {disabled && <Tag color="warning">{t('Disabled by an administrator')}</Tag>}
                  </div>
                </div>
                {wecomUserId === null ? (
                  <Button type="primary" loading={busy === authenticator} onClick={() => void link(authenticator)}>
                    {t('Link with WeCom')}
                  </Button>
                ) : (
                  <Popconfirm
                    placement="bottomRight"
                    title={t('Unlink from WeCom?')}
                    description={t(
                      'You will no longer be able to sign in with WeCom or be notified there. Other devices on which you signed in with it are signed out.',
                    )}
                    okText={t('Unlink')}
                    cancelText={t('Cancel')}
                    overlayStyle={{ maxWidth: 320 }}
                    onConfirm={() => void unlink(authenticator)}
                  >
                    <Button danger disabled={disabled === true} loading={busy === authenticator}>
                      {t('Unlink')}
                    </Button>
                  </Popconfirm>
                )}
              </Flex>
            </List.Item>
          )}
        />
      )}
      {scanning && (
        <QrDialog
          key={scanning.start.panel.state}
          title={t('Link with WeCom')}
          authenticator={scanning.authenticator}
          start={scanning.start}
          onTicket={async (ticket) => {
            await finishLink(ticket);
            setScanning(undefined);
            await load();
          }}
          onAgain={() => void link(scanning.authenticator)}
          onClose={() => setScanning(undefined)}
        />
      )}
    </Flex>
  );
}
