import { useEffect, useState } from 'react';
import { hrefOf } from '../../host';
import { useT } from '../../locale';
import { PageFrame } from './page-frame';
import { Progress } from './progress';
import { refusalOf, type Refusal } from './refusal';
import { RefusedPage } from './refused-page';
import { clientBase, isSignedIn, startSignIn } from './sign-in-api';
import { wantedPage } from './wanted-page';

/**
 * `…/wecom/entry?authenticator=NAME&to=/admin/x`: signs in without a click and opens `to`. The homepage of the workbench application
 * where automatic login is off, and an address for links in messages.
 */
export default function EntryPage() {
  const { t } = useT();
  const [refusal, setRefusal] = useState<Refusal>();
  const [{ authenticator, to }] = useState(readAddress);

  useEffect(() => {
    if (authenticator) enter(authenticator, to).catch((error: unknown) => setRefusal(refusalOf(error)));
  }, [authenticator, to]);

  if (!authenticator) {
    const text = t('The address of this page does not name an authenticator.');
    return <RefusedPage refusal={{ text, mayRetry: false }} authenticator="" />;
  }
  if (refusal) return <RefusedPage refusal={refusal} authenticator={authenticator} />;
  return (
    <PageFrame title={t('WeCom')} role="status">
      <Progress text={t('One moment…')} />
    </PageFrame>
  );
}

function readAddress() {
  const query = new URLSearchParams(window.location.search);
  return { authenticator: query.get('authenticator') ?? '', to: wantedPage(query.get('to'), clientBase()) };
}

async function enter(authenticator: string, to: string | undefined): Promise<void> {
  const address = (await isSignedIn()) ? (to ?? hrefOf('/admin')) : (await startSignIn(authenticator, to)).url;
  window.location.replace(address);
}
