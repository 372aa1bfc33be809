import { useEffect, useState } from 'react';
import { Button } from 'antd';
import { hrefOf } from '../../host';
import { useT } from '../../locale';
import { PageFrame } from './page-frame';
import { Progress } from './progress';
import { refusalOf, type Refusal } from './refusal';
import { RefusedPage } from './refused-page';
import { takeReturned, type Returned } from './returned';
import { noteRefusal } from './session-notes';
import { finishLink, finishSignIn } from './sign-in-api';

type Outcome =
  | { kind: 'nothing' }
  | { kind: 'refused'; refusal: Refusal; authenticator: string }
  | { kind: 'not-linked'; refusal: Refusal }
  | { kind: 'linked'; wecomUserId: string; redirect: string };

/** `…/wecom/callback`: WeCom sends the browser here with a code, which is traded for a session or a link. */
export default function CallbackPage() {
  const { t } = useT();
  const [outcome, setOutcome] = useState<Outcome>();

  useEffect(() => {
    const returned = takeReturned();
    if (returned) void finish(returned).then(setOutcome);
    else setOutcome({ kind: 'nothing' });
  }, []);

  switch (outcome?.kind) {
    case undefined:
      return (
        <PageFrame title={t('WeCom')} role="status">
          <Progress text={t('One moment…')} />
        </PageFrame>
      );
    case 'nothing': {
      const text = t('This page is opened by WeCom at the end of a sign-in. Nothing is under way here.');
      return <RefusedPage refusal={{ text, mayRetry: false }} authenticator="" />;
    }
    case 'refused':
      return <RefusedPage refusal={outcome.refusal} authenticator={outcome.authenticator} />;
    case 'not-linked':
      return (
        <PageFrame
          title={t('Linking with WeCom failed')}
          role="alert"
          actions={<Button href={hrefOf('/admin')}>{t('Back to the start page')}</Button>}
        >
          {outcome.refusal.text}
        </PageFrame>
      );
    case 'linked':
      return (
        <PageFrame
          title={t('Linked with WeCom')}
          role="status"
          actions={
            <Button type="primary" href={outcome.redirect}>
              {t('Continue')}
            </Button>
          }
        >
          {t('From now on you can sign in as the WeCom member {{member}}.', { member: outcome.wecomUserId })}
        </PageFrame>
      );
  }
}

/** Undefined when the browser is on its way to the page that was asked for. */
async function finish(returned: Returned): Promise<Outcome | undefined> {
  try {
    if (returned.purpose === 'link') return { kind: 'linked', ...(await finishLink(returned)) };
    const redirect = await finishSignIn(returned);
    window.location.replace(redirect);
    return undefined;
  } catch (error) {
    const refusal = refusalOf(error);
    if (returned.purpose === 'link') return { kind: 'not-linked', refusal };
    noteRefusal(refusal.text);
    return { kind: 'refused', refusal, authenticator: returned.authenticator };
  }
}
