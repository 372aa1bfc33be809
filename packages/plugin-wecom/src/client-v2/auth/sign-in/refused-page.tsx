import { Button } from 'antd';
import { hrefOf } from '../../host';
import { useT } from '../../locale';
import { PageFrame } from './page-frame';
import type { Refusal } from './refusal';
import { clientBase } from './sign-in-api';
import { wantedPage } from './wanted-page';
import { wantedBefore } from './session-notes';

/** Why nobody was signed in, and the ways on from here. */
export function RefusedPage({ refusal, authenticator }: { refusal: Refusal; authenticator: string }) {
  const { t } = useT();
  const wanted = wantedPage(wantedBefore(), clientBase());
  const retry = new URLSearchParams({ authenticator, ...(wanted && { to: wanted }) });
  const signIn = wanted ? `?${new URLSearchParams({ redirect: wanted }).toString()}` : '';
  return (
    <PageFrame
      title={t('Signing in with WeCom failed')}
      role="alert"
      actions={
        <>
          {refusal.mayRetry && authenticator && (
            <Button type="primary" href={`${hrefOf('/wecom/entry')}?${retry.toString()}`}>
              {t('Try again')}
            </Button>
          )}
          <Button href={hrefOf('/signin') + signIn}>{t('Back to sign-in')}</Button>
        </>
      }
    >
      {refusal.text}
    </PageFrame>
  );
}
