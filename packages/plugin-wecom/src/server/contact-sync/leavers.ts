import { Op, type Model, type Transaction } from '@nocobase/database';
import { CONTACTS_COLLECTION, LINKS_COLLECTION } from '../../constants';
import { protectedAmong } from '../auth/member/protected-user';
import { ContactBook, isAboutLeaver, isOutdated, later, newContact, type Conflict, type Contact } from './contact-book';
import { heldByOthers, leaveDepartments } from './other-sources';
import type { LeaverChoice, SyncOptions } from './sync-options';
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
 * Does to members who left what the source says. Administrators are left alone, and listed for a person to decide. So is whoever an
 * open conflict names, until that is decided: often it is the same person, with another userid. Whom another source has, too, keeps the
 * link, until that one has them no more either.
 *
 * @param keys of members WeCom does not have, or the source does not cover
 * @param toldAt when an event says that they left, by key, in milliseconds since 1970
 */
export async function applyLeavers(
  context: WriteContext,
  keys: readonly string[],
  transaction: Transaction,
  toldAt: ReadonlyMap<string, number> = new Map(),
): Promise<Left> {
  const { app, source, options, readAt } = context;
  const book = new ContactBook(app.db, source, 'member');
  const locked = await book.lock(keys, transaction);
  // Without whom something newer was written meanwhile.
  const leavers = [...locked.values()].filter(
    (contact) => (contact.readAt ?? 0) <= readAt && !isOutdated(contact, toldAt.get(contact.key)),
  );
  const isKept = options.leavers === 'keep';
  const inQuestion = isKept ? new Set<string>() : await usersInQuestion(context, transaction);
  const were = leavers.filter(({ state, target }) => state === 'synced' && !inQuestion.has(target ?? ''));
  const targets = were.flatMap(({ target }) => target ?? []);
  const protectedUsers = isKept ? new Set<string>() : await protectedAmong(app.db, targets, transaction);
  const staying = were.filter(({ target }) => protectedUsers.has(target ?? ''));
  const going = were.filter(({ target }) => !protectedUsers.has(target ?? ''));
  const disabled = await applyChoice(context, going, transaction);
  // Whom a person had shut out already, no sync lets in again.
  const leftAs = ({ key }: Contact): LeaverChoice =>
    options.leavers === 'disable' && !disabled.has(key) ? 'keep' : options.leavers;

  const known = leavers.filter(isAboutLeaver);
  const isNobody = (contact: Contact) =>
    contact.state === 'ignored' ||
    contact.state === 'newcomer' ||
    (contact.state === 'conflict' && !isAboutLeaver(contact));
  await book.forget(
    leavers.filter(isNobody).map(({ key }) => key),
    transaction,
  );
  const left = { state: 'left', fingerprint: null, conflict: null, readAt, leftAt: Date.now() } as const;
  await book.save(
    [
      ...going.map((contact) => ({
        ...(options.leavers === 'remove' ? newContact(contact.key, '') : contact),
        ...left,
        toldAt: later(contact.toldAt, toldAt.get(contact.key)),
        leftAs: leftAs(contact),
      })),
      // What happened earlier may still be told of somebody nobody knows.
      ...[...toldAt]
        .filter(([key]) => keys.includes(key) && !locked.has(key))
        .map(([key, at]) => ({ ...newContact(key, ''), state: 'left' as const, readAt, toldAt: at })),
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

/** Ids of the users that people are still asked about: who a member is here. */
async function usersInQuestion({ app: { db } }: WriteContext, transaction: Transaction): Promise<Set<string>> {
  const open = await db.getModel<Model>(CONTACTS_COLLECTION).findAll({
    where: { kind: 'member', state: 'conflict' },
    attributes: ['conflict'],
    transaction,
  });
  return new Set(open.flatMap((contact) => (JSON.parse(contact.get('conflict') as string) as Conflict).users));
}

/** @returns keys of the members whose links were enabled, and are disabled now */
async function applyChoice(
  context: WriteContext,
  going: readonly Contact[],
  transaction: Transaction,
): Promise<ReadonlySet<string>> {
  const keys = going.map(({ key }) => key);
  const held = await heldByOthers(context, keys, transaction);
  const unlinked = keys.filter((key) => !held.has(key));
  const moved = going.filter(({ key }) => held.has(key));
  const users = moved.flatMap(({ target }) => target ?? []);
  await leaveDepartments(context, context.source, users, transaction);
  if (context.options.leavers === 'disable') return disable(context, unlinked, transaction);
  if (context.options.leavers === 'remove') await remove(context, going, unlinked, transaction);
  return new Set();
}

/**
 * Each link with its events: they end the sessions.
 *
 * @returns keys of the members whose links were enabled
 */
async function disable(
  { app: { db }, options }: WriteContext,
  keys: readonly string[],
  transaction: Transaction,
): Promise<Set<string>> {
  const links = await db.getModel<Model>(LINKS_COLLECTION).findAll({
    where: { authenticator: options.authenticator, wecomUserId: [...keys], disabled: false },
    transaction,
  });
  for (const link of links) await link.update({ disabled: true }, { transaction });
  return new Set(links.map((link) => link.get('wecomUserId') as string));
}

/**
 * As the host deletes a user. Who is also somebody else, or in another source, only loses the link of this one.
 *
 * @param unlinked keys of those whose links go
 */
async function remove(
  { app: { db }, source, options }: WriteContext,
  going: readonly Contact[],
  unlinked: readonly string[],
  transaction: Transaction,
) {
  const targets = going.flatMap(({ target }) => target ?? []);
  const isOther = { [Op.or]: [{ source: { [Op.ne]: source } }, { key: { [Op.notIn]: going.map(({ key }) => key) } }] };
  const elsewhere = await db.getModel<Model>(CONTACTS_COLLECTION).findAll({
    where: { kind: 'member', state: 'synced', target: targets, ...isOther },
    attributes: ['target'],
    transaction,
  });
  const kept = new Set(elsewhere.map((contact) => contact.get('target') as string));
  const gone = targets.filter((target) => !kept.has(target));
  if (gone.length > 0) await db.getRepository('users').destroy({ filter: { id: gone }, transaction });
  await db.getModel(LINKS_COLLECTION).destroy({
    where: { authenticator: options.authenticator, wecomUserId: [...unlinked] },
    transaction,
  });
  const recordIds = going.flatMap(({ recordId }) => recordId ?? []);
  await new SyncRecords(db, source, 'user').remove(recordIds, transaction);
}
