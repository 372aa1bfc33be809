import type { Database, Model, Transaction } from '@nocobase/database';
import { LINKS_COLLECTION } from '../../constants';

export interface Link {
  authenticator: string;
  wecomUserId: string;
  userId: number | string;
}

/** What sequelize gives to hooks. */
interface HookOptions {
  transaction?: unknown;
  individualHooks?: boolean;
}

/**
 * Keeps the host's `usersAuthenticators` the same as our links: created, changed and removed with them, in the same transaction. The
 * host and other plugins look there to see who signs in with what.
 */
export function mirrorLinks(db: Database): void {
  const on = (hook: string, handle: (link: Model, options: HookOptions) => Promise<void> | void) =>
    db.on(`${LINKS_COLLECTION}.${hook}`, handle);

  on('afterCreate', (link, options) => write(db, current(link), options));
  on('beforeUpdate', async (link, options) => {
    const before = previous(link);
    const after = current(link);
    if (before.authenticator !== after.authenticator || before.userId !== after.userId)
      await remove(db, before, options);
  });
  on('afterUpdate', (link, options) => write(db, current(link), options));
  on('afterDestroy', (link, options) => remove(db, current(link), options));

  // Statements on many rows skip the hooks of single rows unless told otherwise.
  for (const hook of ['beforeBulkCreate', 'beforeBulkUpdate', 'beforeBulkDestroy']) {
    db.on(`${LINKS_COLLECTION}.${hook}`, (...args: HookOptions[]) => {
      const options = args.at(-1);
      if (options) options.individualHooks = true;
    });
  }
}

/**
 * Inserts links and what mirrors them, in two statements and without an event for each row: a contact sync makes thousands at once.
 *
 * @param links with lower-cased member ids
 */
export async function createLinks(db: Database, links: readonly Link[], transaction: Transaction): Promise<void> {
  if (links.length === 0) return;
  await db.getModel(LINKS_COLLECTION).bulkCreate(
    links.map((link) => ({ ...link })),
    { transaction, hooks: false, returning: false },
  );
  await db.getModel('usersAuthenticators').bulkCreate(
    links.map(({ authenticator, wecomUserId, userId }) => ({ authenticator, userId, uuid: wecomUserId })),
    {
      transaction,
      hooks: false,
      returning: false,
      updateOnDuplicate: ['uuid'],
      conflictAttributes: ['authenticator', 'userId'],
    },
  );
}

function current(link: Model): Link {
  return {
    authenticator: link.get('authenticator') as string,
    wecomUserId: link.get('wecomUserId') as string,
    userId: link.get('userId') as number,
  };
}

function previous(link: Model): Link {
  return {
    authenticator: link.previous('authenticator') as string,
    wecomUserId: link.previous('wecomUserId') as string,
    userId: link.previous('userId') as number,
  };
}

async function write(db: Database, { authenticator, wecomUserId, userId }: Link, { transaction }: HookOptions) {
  const mirror = db.getModel('usersAuthenticators');
  const where = { authenticator, userId };
  const existing = await mirror.findOne({ where, transaction } as never);
  if (existing) await existing.update({ uuid: wecomUserId }, { transaction } as never);
  else await mirror.create({ ...where, uuid: wecomUserId }, { transaction } as never);
}

async function remove(db: Database, { authenticator, wecomUserId, userId }: Link, { transaction }: HookOptions) {
  await db
    .getModel('usersAuthenticators')
    .destroy({ where: { authenticator, userId, uuid: wecomUserId }, transaction } as never);
}
