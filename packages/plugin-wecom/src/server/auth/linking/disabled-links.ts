import type { Model, Transaction } from '@nocobase/database';
import type { Application } from '@nocobase/server';
import { LINKS_COLLECTION } from '../../../constants';

/** No session goes on for longer without being renewed; after that nobody has to remember that it was ended. */
const REMEMBERED_MS = 31 * 86_400_000;

/** Disabling a link ends the sessions that were begun with it, at once. Sessions begun with a password stay. */
export function endSessionsOfDisabledLinks(app: Application): void {
  app.db.on(`${LINKS_COLLECTION}.beforeUpdate`, async (link: Model, { transaction }: { transaction?: Transaction }) => {
    if (!link.changed('disabled') || !link.get('disabled')) return;
    const end = () => endSessions(app, link.get('userId') as number, link.get('authenticator') as string);
    // The host's list of ended tokens knows no transactions, and SQLite no second writer beside one.
    if (transaction) transaction.afterCommit(end);
    else await end();
  });
}

async function endSessions(app: Application, userId: number, authenticator: string): Promise<void> {
  const issued = app.db.getModel<Model>('issuedTokens');
  const where = { userId, authenticator };
  const expiration = new Date(Date.now() + REMEMBERED_MS).toString();
  for (const session of await issued.findAll({ where })) {
    await app.authManager.jwt.blacklist.add({ token: session.get('jti') as string, expiration });
  }
  // Without its row a token is not renewed either.
  await issued.destroy({ where });
}
