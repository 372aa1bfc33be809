import { useCallback, useEffect, useState } from 'react';
import { ReloadOutlined } from '@ant-design/icons';
import { Alert, Button, Space } from 'antd';
import type { CallbackReadiness } from '../../callback-status';
import { callbackReadiness } from '../callback/callback-api';
import { hrefOf } from '../host';
import { useT } from '../locale';
import { useKind } from './kind-context';

const AUTHENTICATORS_PAGE = '/admin/settings/auth/authenticators';

/** For parts of a card that can be clicked: says before anything is sent when WeCom would refuse it, and what to do. */
export function CallbackNeed() {
  const { t } = useT();
  const { channel } = useKind();
  const [state, setState] = useState<CallbackReadiness>();
  const load = useCallback(async () => {
    setState(undefined);
    // Who may not ask is told what is always true.
    if (channel) setState(await callbackReadiness(channel).catch(() => undefined));
  }, [channel]);
  useEffect(() => void load(), [load]);

  const always = t(
    'WeCom refuses a card with a menu (43012) as long as the application has no callback URL. Set up message reception in the WeCom console first.',
  );
  const findings: Record<Exclude<CallbackReadiness, 'ready'>, string> = {
    missing: t(
      'Message reception is not set up for the application of this channel, and WeCom refuses a card with a menu (43012) without it. In the settings of its authenticator enable "Receive messages", save, and paste the callback address into the WeCom console.',
    ),
    unverified: t(
      'Message reception is set up, but WeCom has not verified the callback address yet. Paste it into the WeCom console and save there; until then WeCom refuses a card with a menu (43012).',
    ),
    refused: t(
      'WeCom has tried the callback address and was rejected. The settings where Token and EncodingAESKey were entered say why; until that is mended WeCom refuses a card with a menu (43012).',
    ),
    unusable: t(
      'The settings of message reception do not work at the moment, so clicks on the menu are lost. Open the settings of the authenticator: they say what is wrong.',
    ),
  };
  if (state === 'ready') return null;
  return (
    <Alert
      type={state ? 'warning' : 'info'}
      showIcon
      style={{ marginBottom: 12 }}
      message={t('Needs message reception')}
      description={state ? findings[state] : always}
      action={
        state && (
          <Space direction="vertical">
            <Button size="small" href={hrefOf(AUTHENTICATORS_PAGE)} target="_blank">
              {t('Open authenticators')}
            </Button>
            <Button size="small" block icon={<ReloadOutlined />} onClick={() => void load()}>
              {t('Look again')}
            </Button>
          </Space>
        )
      }
    />
  );
}
