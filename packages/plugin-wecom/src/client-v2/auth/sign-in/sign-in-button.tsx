import { useCallback, useEffect, useState } from 'react';
import { WechatWorkOutlined } from '@ant-design/icons';
import { Alert, Button, Flex, Tooltip } from 'antd';
import type { PublicAuthenticator } from '@nocobase/plugin-auth/client-v2';
import { useT } from '../../locale';
import { isInsideWeCom } from './inside-wecom';
import { panelCanShow } from './panel-origin';
import { QrDialog } from './qr-dialog';
import { refusalOf } from './refusal';
import { autoLoginRefusal, claimAutoLogin } from './session-notes';
import { clientBase, finishSignIn, startSignIn, type Start, type Ticket } from './sign-in-api';
import { redirectOf, wantedPage } from './wanted-page';

interface PublicOptions {
  autoLogin?: boolean;
  buttonText?: string;
  tooltip?: string;
}

/** Below the sign-in form: a QR code in a browser, WeCom's own sign-in inside WeCom. */
export default function SignInButton({ authenticator }: { authenticator: PublicAuthenticator }) {
  const { t } = useT();
  const { name } = authenticator;
  const { autoLogin, buttonText, tooltip } = (authenticator.options ?? {}) as PublicOptions;
  const byItself = autoLogin === true && isInsideWeCom();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState(() => (byItself ? autoLoginRefusal() : undefined));
  const [start, setStart] = useState<Start>();

  const begin = useCallback(async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const wanted = wantedPage(redirectOf(window.location.search), clientBase());
      const started = await startSignIn(name, wanted);
      if (!isInsideWeCom() && panelCanShow(started.url)) {
        setStart(started);
        setBusy(false);
      } else {
        window.location.assign(started.url); // Busy until the browser has left.
      }
    } catch (error) {
      setProblem(refusalOf(error).text);
      setBusy(false);
    }
  }, [name]);

  useEffect(() => {
    if (byItself && claimAutoLogin()) void begin();
  }, [byItself, begin]);

  const signIn = async (ticket: Ticket) => {
    window.location.replace(await finishSignIn(ticket));
  };

  const button = (
    <Button block icon={<WechatWorkOutlined aria-hidden />} loading={busy} onClick={() => void begin()}>
      {buttonText || t('Sign in with WeCom')}
    </Button>
  );
  return (
    <Flex vertical gap={8}>
      {problem && <Alert type="error" showIcon role="alert" message={problem} />}
      {tooltip ? <Tooltip title={tooltip}>{button}</Tooltip> : button}
      {start && (
        <QrDialog
          key={start.panel.state}
          title={t('Sign in with WeCom')}
          authenticator={name}
          start={start}
          onTicket={signIn}
          onAgain={() => void begin()}
          onClose={() => setStart(undefined)}
        />
      )}
    </Flex>
  );
}
