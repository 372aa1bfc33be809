import type { Model } from '@nocobase/database';
import type { Application } from '@nocobase/server';
import { LINKS_COLLECTION } from '../../constants';
import type { RequestContext } from '../request-context';
import { requestTexts, systemTexts } from '../texts';

/** WeCom's own rule (document 90195). It also keeps `@all` out, which would make one person's message everybody's. */
const USER_ID = /^[0-9a-z][0-9a-z_\-@.]{0,63}$/;

/** The member id in what somebody typed, in lower case; undefined when it is none, or more than one. */
export function readUserId(given: string): string | undefined {
  const userId = given.trim().toLowerCase();
  return USER_ID.test(userId) ? userId : undefined;
}

/** Answered with status 400: the administrator can correct it. */
class LinkUserIdError extends Error {
  override readonly name = 'LinkUserIdError';
  readonly status = 400;
}

/** Links hold member ids in lower case, as WeCom answers them and ignores their case: two spellings must not be two links. */
export function normaliseLinkUserIds(app: Application): void {
  const normalise = async (link: Model, { context }: { context?: RequestContext }) => {
    const given = link.get('wecomUserId') as string | null | undefined;
    const userId = readUserId(String(given ?? ''));
    if (userId === undefined) {
      const { t } = context ? requestTexts(context) : await systemTexts(app);
      throw new LinkUserIdError(t('server.auth.linkUserIdInvalid'));
    }
    link.set('wecomUserId', userId);
  };
  app.db.on(`${LINKS_COLLECTION}.beforeCreate`, normalise);
  app.db.on(`${LINKS_COLLECTION}.beforeUpdate`, normalise);
}
