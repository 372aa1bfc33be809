import { Op, type Model, type Transaction } from '@nocobase/database';
import { CONTACTS_COLLECTION, LINKS_COLLECTION } from '../../constants';
import { protectedAmong } from '../auth/member/protected-user';
import { ContactBook, newContact, type Contact } from './contact-book';
import type { SyncOptions } from './sync-options';
import { SyncRecords } from './write/sync-records';
import type { WriteContext } from './write/write-context';

/** What became of members who left. */
export interface Left {
  left: number;
  /** Users who may change settings: nothing was done about them. */
  conflicts: number;
}

/** Whether so many may leave without anybody being asked. With `keep` nothing happens to anybody. */
export function mayLeave(leavers: number, members: number, { leavers: choice, leaverLimit }: SyncOptions): boolean {
  return choice === 'keep' || leavers * 100 <= members * leaverLimit;
}

/**
 * Does to members who left what the source says. Administrators are left alone, and listed for a person to decide.
 *
 * @param keys of members WeCom does not have, or the source does not cover
 */
export async function applyLeavers(
  context: WriteContext,
  keys: readonly string[],
  transaction: Transaction,
): Promise<Left> {
  const { app, source, options, readAt } = context;
  const book = new ContactBook(app.db, source, 'member');
  // Without whom something was written meanwhile that WeCom was asked for later.
  const leavers = [...(await book.lock(keys, transaction)).values()].filter(
    (contact) => (contact.readAt ?? 0) <= readAt,
  );
  const were = leavers.filter(({ state }) => state === 'synced');
  const targets = were.flatMap(({ target }) => target ?? []);
  const locked = options.leavers === 'keep' ? new Set() : await protectedAmong(app.db, targets, transaction);
  const staying = were.filter(({ target }) => locked.has(target));
  const going = were.filter(({ target }) => !locked.has(target));
  if (options.leavers === 'disable') await disable(context, going, transaction);
  if (options.leavers === 'remove') await remove(context, going, transaction);

  const known = leavers.filter(({ conflict }) => conflict?.code === 'protectedLeaver');
  const isNobody = ({ state, conflict }: Contact) =>
    state === 'ignored' || state === 'newcomer' || (state === 'conflict' && conflict?.code !== 'protectedLeaver');
  await book.forget(
    leavers.filter(isNobody).map(({ key }) => key),
    transaction,
  );
  const left = { state: 'left', fingerprint: null, readAt, leftAt: Date.now(), leftAs: options.leavers } as const;
  await book.save(
    [
      ...going.map((contact) => ({
        ...(options.leavers === 'remove' ? newContact(contact.key, '') : contact),
        ...left,
      })),
      ...staying.map((contact) => ({ ...contact, readAt, ...protectedLeaver(contact) })),
    ],
    transaction,
  );
  return { left: going.length, conflicts: staying.length + known.length };
}

function protectedLeaver({ target }: Contact): Pick<Contact, 'state' | 'fingerprint' | 'conflict'> {
  const users = target === null ? [] : [target];
  return { state: 'conflict', fingerprint: null, conflict: { code: 'protectedLeaver', users } };
}

/** Each link with its events: they end the sessions. */
async function disable({ app: { db }, options }: WriteContext, going: readonly Contact[], transaction: Transaction) {
  const links = await db.getModel<Model>(LINKS_COLLECTION).findAll({
    where: { authenticator: options.authenticator, wecomUserId: going.map(({ key }) => key), disabled: false },
    transaction,
  });
  for (const link of links) await link.update({ disabled: true }, { transaction });
}

/** As the host deletes a user. Who is also in another source only loses the link to this one. */
async function remove(
  { app: { db }, source, options }: WriteContext,
  going: readonly Contact[],
  transaction: Transaction,
) {
  const targets = going.flatMap(({ target }) => target ?? []);
  const elsewhere = await db.getModel<Model>(CONTACTS_COLLECTION).findAll({
    where: { kind: 'member', state: 'synced', target: targets, source: { [Op.ne]: source } },
    attributes: ['target'],
    transaction,
  });
  const kept = new Set(elsewhere.map((contact) => contact.get('target') as string));
  const gone = targets.filter((target) => !kept.has(target));
  if (gone.length > 0) await db.getRepository('users').destroy({ filter: { id: gone }, transaction });
  await db.getModel(LINKS_COLLECTION).destroy({
    where: { authenticator: options.authenticator, wecomUserId: going.map(({ key }) => key) },
    transaction,
  });
  const recordIds = going.flatMap(({ recordId }) => recordId ?? []);
  await new SyncRecords(db, source, 'user').remove(recordIds, transaction);
}
