import { useEffect } from 'react';
import { Alert, Button, QRCode, Spin } from 'antd';
import { AppLogo } from '../phone/app-logo';
import { useTexts } from '../texts/use-texts';
import { ConsentForm } from './consent-form';
import { PeopleList } from './people-list';
import type { PageName, SignInView } from './sign-in-api';
import { useSignInTexts } from './texts/use-sign-in-texts';
import { useSignIn } from './use-sign-in';

export function SignIn({ page, query }: { page: PageName; query: string }) {
  const common = useTexts();
  const texts = useSignInTexts();
  const { state, choose, answer, startAgain } = useSignIn(page, query);
  useEffect(() => {
    document.title = texts.title;
  }, [texts.title]);

  switch (state.kind) {
    case 'busy':
      return (
        <main className="sign-in-card sign-in-waiting">
          <Spin />
          <p className="hint" role="status">
            {texts.busy}
          </p>
        </main>
      );
    case 'done':
      return (
        <main className="sign-in-card sign-in-waiting">
          <p role="status">{texts.done}</p>
        </main>
      );
    case 'failed':
      return (
        <main className="sign-in-card">
          <Alert
            type="error"
            showIcon
            message={common.loadFailed(state.message)}
            action={<Button onClick={startAgain}>{common.retry}</Button>}
          />
        </main>
      );
    case 'refused': {
      const { errcode, reason, params } = state.refusal;
      return (
        <main className="sign-in-card sign-in-refused">
          <div role="alert">
            <p className="sign-in-errcode">{errcode}</p>
            <h1>{texts.refused.heading}</h1>
            <p>{texts.refused.reasons[reason](params)}</p>
          </div>
        </main>
      );
    }
    case 'asking':
      return (
        <main className="sign-in-card">
          <ConsentForm
            app={appName(state.view)}
            name={state.name}
            fields={state.fields}
            onAnswer={answer}
            onOther={startAgain}
          />
        </main>
      );
    case 'choosing':
      return (
        <main className={`sign-in-card sign-in-${page}`}>
          <div className="sign-in-about">
            <Logo view={state.view} />
            <h1>{texts.heading[page](appName(state.view))}</h1>
            {page === 'web' && (
              <div className="sign-in-qr" role="img" aria-label={texts.qr}>
                <div aria-hidden>
                  <QRCode
                    type="svg"
                    value={window.location.href}
                    size={168}
                    bordered={false}
                    bgColor="#fff"
                    color="#000"
                  />
                </div>
              </div>
            )}
            <p className="hint">{texts.explain[page]}</p>
            <p className="hint sign-in-back">{texts.back(state.view.redirectHost)}</p>
          </div>
          <PeopleList page={page} view={state.view} onChoose={choose} />
        </main>
      );
    default:
      return state satisfies never;
  }
}

const appName = ({ agent, corpName }: SignInView): string => agent?.name ?? corpName;

function Logo({ view: { agent } }: { view: SignInView }) {
  return agent && <AppLogo agent={agent} size={48} />;
}
