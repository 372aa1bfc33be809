import type { Database, Model } from '@nocobase/database';
import type { Application } from '@nocobase/server';
import { AUTH_TYPE } from '../../constants';
import type { RequestContext } from '../request-context';
import { requestTexts, systemTexts } from '../texts';

/** Answered with status 400: the administrator can choose again. */
class AutoLoginTakenError extends Error {
  override readonly name = 'AutoLoginTakenError';
  readonly status = 400;
}

/** Inside WeCom only one authenticator can sign people in without a click, so only one may be told to. */
export function allowOneAutoLogin(app: Application): void {
  app.db.on('authenticators.beforeSave', async (authenticator: Model, options: SaveOptions) => {
    if (authenticator.get('authType') !== AUTH_TYPE || !wantsAutoLogin(authenticator)) return;
    const other = await otherWithAutoLogin(app.db, authenticator, options);
    if (!other) return;
    const { t } = options.context ? requestTexts(options.context) : await systemTexts(app);
    const name = (other.get('title') as string | null) || (other.get('name') as string);
    throw new AutoLoginTakenError(t('server.auth.autoLoginTaken', { name }));
  });
}

interface SaveOptions {
  transaction?: unknown;
  /** The request, when there is one. */
  context?: RequestContext;
}

async function otherWithAutoLogin(db: Database, authenticator: Model, { transaction }: SaveOptions) {
  const all = (await db.getRepository('authenticators').find({
    filter: { authType: AUTH_TYPE },
    transaction,
  } as never)) as Model[];
  // Options are plain JSON, which the databases filter each in their own way; there are only a few authenticators.
  return all.find((other) => other.get('id') !== authenticator.get('id') && wantsAutoLogin(other));
}

function wantsAutoLogin(authenticator: Model): boolean {
  return (authenticator.get('options') as { autoLogin?: unknown } | null)?.autoLogin === true;
}
