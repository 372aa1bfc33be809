import { Op, type Model, type Transaction } from '@nocobase/database';
import type { Application } from '@nocobase/server';
import { AUTH_TYPE, LINKS_COLLECTION } from '../../../constants';
import type { RequestContext } from '../../request-context';

/** No session goes on for longer without being renewed; after that nobody has to remember that it was ended. */
const REMEMBERED_MS = 31 * 86_400_000;

interface HookOptions {
  transaction?: Transaction;
  /** The request that makes the change; of a workflow, something else. */
  context?: Partial<Pick<RequestContext, 'res' | 'getBearerToken'>>;
}

/** Sessions that were begun with one authenticator, of one user or of everybody. */
interface Begun {
  authenticator: string;
  userId?: number;
}

/**
 * A session lasts no longer than the link it was begun with: when that is disabled, removed, or given to another member or user, its
 * sessions end at once. Sessions begun with a password stay, and so does the one in which the change is made.
 */
export function endSessionsWithLinks(app: Application): void {
  app.db.on(`${LINKS_COLLECTION}.beforeUpdate`, (link: Model, options: HookOptions) => {
    const disabled = link.changed('disabled') && link.get('disabled') === true;
    const given = ['authenticator', 'wecomUserId', 'userId'].some((name) => differs(link, name));
    return disabled || given ? end(app, begunWith(link), options) : undefined;
  });
  app.db.on(`${LINKS_COLLECTION}.afterDestroy`, (link: Model, options: HookOptions) =>
    end(app, begunWith(link), options),
  );
  // Its links go with it in the database, without hooks of their own.
  app.db.on('authenticators.afterDestroy', (authenticator: Model, options: HookOptions) =>
    authenticator.get('authType') === AUTH_TYPE
      ? end(app, { authenticator: authenticator.get('name') as string }, options)
      : undefined,
  );
}

/** Whatever the case: a member id that was given in capitals is not another one. */
const differs = (link: Model, name: string): boolean =>
  String(link.previous(name)).toLowerCase() !== String(link.get(name)).toLowerCase();

/** As the link is stored, whatever it is about to become. */
const begunWith = (link: Model): Begun => ({
  authenticator: link.previous('authenticator') as string,
  userId: link.previous('userId') as number,
});

async function end(app: Application, begun: Begun, { transaction, context }: HookOptions): Promise<void> {
  const endNow = async () => endSessions(app, begun, await sessionOf(app, context));
  // The host's list of ended tokens knows no transactions, and SQLite no second writer beside one.
  if (transaction) transaction.afterCommit(endNow);
  else await endNow();
}

async function endSessions(app: Application, begun: Begun, kept: string | undefined): Promise<void> {
  const issued = app.db.getModel<Model>('issuedTokens');
  const where = { ...begun, ...(kept !== undefined && { jti: { [Op.ne]: kept } }) };
  const expiration = new Date(Date.now() + REMEMBERED_MS).toString();
  for (const session of await issued.findAll({ where })) {
    await app.authManager.jwt.blacklist.add({ token: session.get('jti') as string, expiration });
  }
  // Without its row a token is not renewed either.
  await issued.destroy({ where });
}

/** The session a request was made in, as the host's list of issued tokens names it. */
async function sessionOf(app: Application, context: HookOptions['context']): Promise<string | undefined> {
  // A token that had run out has become this one on the way here.
  const renewed = context?.res?.getHeader('x-new-token');
  const token = typeof renewed === 'string' ? renewed : context?.getBearerToken?.();
  return token ? (await app.authManager.jwt.decode(token)).jti : undefined;
}
