import type { Model, Transaction } from '@nocobase/database';
import { LINKS_COLLECTION } from '../../../constants';
import { createLinks } from '../../auth/link-mirror';
import { freeUsernames } from '../../auth/member/free-username';
import { protectedAmong } from '../../auth/member/protected-user';
import type { MemberChange } from '../compare-members';
import { ContactBook, isOutdated, type Conflict } from '../contact-book';
import { takeOver } from '../other-sources';
import { createUsers } from './create-users';
import { mainDepartmentOf, membershipsOf, type MemberWriting, type Pair } from './member-writing';
import { writeMemberships } from './memberships';
import { remember } from './remember';
import { takenValues, type TakenValue } from './taken-values';
import { userValues } from './user-values';
import { whoIsWho } from './who-is-who';

/** What became of some members. */
export interface Written {
  created: number;
  updated: number;
  conflicts: number;
  waiting: number;
}

/** Writes members, all or none, with a number of statements that hardly depends on how many they are. */
export async function writeMembers(
  writing: MemberWriting,
  read: readonly MemberChange[],
  transaction: Transaction,
): Promise<Written> {
  const { app, options } = writing;
  const changes = await stillNews(writing, read, transaction);
  const links = await linksOf(writing, changes, transaction);
  const { pairs, newcomers, conflicts, waiting } = await whoIsWho(writing, changes, links, transaction);

  const members = [...pairs, ...newcomers.map((change) => ({ change }))];
  const taken = await takenValues(app.db, members, transaction, writing.unused);
  const toCreate: MemberChange[] = [];
  for (const change of newcomers) {
    const [first] = taken.get(change.record.key) ?? [];
    if (first && change.contact?.state !== 'newcomer') conflicts.push({ change, conflict: first.conflict });
    else toCreate.push(change);
  }
  const created = await create(writing, toCreate, taken, transaction);
  const incomplete = await update(writing, pairs, taken, transaction);

  const all = [...pairs, ...created];
  const added = all
    .filter(({ change }) => !links.has(change.record.key))
    .map(({ change, user }) => ({
      authenticator: options.authenticator,
      wecomUserId: change.record.key,
      userId: user.get('id') as number,
    }));
  await createLinks(app.db, added, transaction);
  for (const { change } of pairs) await welcomeBack(change, links.get(change.record.key), transaction);
  await takeOver(writing, links, transaction);
  await remember(writing, all, conflicts, incomplete, transaction);
  const undecided = conflicts.length + incomplete.size;
  return { created: created.length, updated: pairs.length, conflicts: undecided, waiting };
}

/** Without those of whom something newer was written meanwhile. With what is known of them now. */
async function stillNews(
  { app: { db }, source, readAt }: MemberWriting,
  changes: readonly MemberChange[],
  transaction: Transaction,
): Promise<MemberChange[]> {
  const keys = changes.map(({ record }) => record.key);
  const contacts = await new ContactBook(db, source, 'member').lock(keys, transaction);
  return changes
    .map((change) => ({ ...change, contact: contacts.get(change.record.key) }))
    .filter(({ contact, toldAt }) => (contact?.readAt ?? 0) <= readAt && !isOutdated(contact, toldAt))
    .filter(({ contact }) => contact?.state !== 'ignored');
}

/** By key of the member. */
async function linksOf(
  { app: { db }, options: { authenticator } }: MemberWriting,
  changes: readonly MemberChange[],
  transaction: Transaction,
): Promise<Map<string, Model>> {
  const wecomUserId = changes.map(({ record }) => record.key);
  const where = { authenticator, wecomUserId };
  const links = await db.getModel<Model>(LINKS_COLLECTION).findAll({ where, transaction });
  return new Map(links.map((link) => [link.get('wecomUserId') as string, link]));
}

async function create(
  writing: MemberWriting,
  newcomers: readonly MemberChange[],
  taken: ReadonlyMap<string, TakenValue[]>,
  transaction: Transaction,
): Promise<Pair[]> {
  if (newcomers.length === 0) return [];
  const { db } = writing.app;
  const keys = newcomers.map(({ record }) => record.key);
  const usernames = await freeUsernames(db, keys, transaction, writing.unused?.username);
  const newUsers = newcomers.map(({ record }, index) => ({
    username: usernames[index]!,
    values: { nickname: record.userId, ...without(taken.get(record.key), userValues(db, record)) },
    memberships: membershipsOf(writing, record).map(({ departmentId, isOwner = false }) => ({ departmentId, isOwner })),
    mainDepartmentId: mainDepartmentOf(writing, record) ?? null,
  }));
  const users = await createUsers(db, newUsers, transaction);
  return users.map((user, index) => ({ change: newcomers[index]!, user }));
}

/** The values that nobody else here has. */
function without(taken: readonly TakenValue[] = [], values: Record<string, unknown>): Record<string, unknown> {
  const fields: readonly string[] = taken.map(({ field }) => field);
  return Object.fromEntries(Object.entries(values).filter(([field]) => !fields.includes(field)));
}

/** @returns why not all was written of some, by key: somebody else here has it */
async function update(
  writing: MemberWriting,
  pairs: readonly Pair[],
  taken: ReadonlyMap<string, TakenValue[]>,
  transaction: Transaction,
): Promise<Map<string, Conflict>> {
  const incomplete = new Map<string, Conflict>();
  if (pairs.length === 0) return incomplete;
  const { app, withDepartments, ownDepartments } = writing;
  const idOf = ({ user }: Pair) => String(user.get('id'));
  // Who may change settings is not given another phone number or mail from outside: with these one can sign in.
  const locked = await protectedAmong(app.db, pairs.map(idOf), transaction);
  const wanted = pairs.map((pair) => ({ userId: idOf(pair), wanted: membershipsOf(writing, pair.change.record) }));
  const inside = withDepartments && (await writeMemberships(app, wanted, ownDepartments, transaction));
  for (const pair of pairs) {
    const { user, change } = pair;
    const { record } = change;
    const values = locked.has(idOf(pair)) ? {} : userValues(app.db, record);
    const [first] = locked.has(idOf(pair)) ? [] : (taken.get(record.key) ?? []);
    if (first) incomplete.set(record.key, first.conflict);
    user.set(without(taken.get(record.key), values));
    if (inside) setMainDepartment(writing, pair, inside.get(idOf(pair)) ?? new Set());
    if (user.changed()) await user.save({ transaction });
  }
  return incomplete;
}

/** When WeCom says none, one that is there stays, unless the user is no longer in it: the host refuses to save such a user. */
function setMainDepartment(
  writing: MemberWriting,
  { user, change: { record } }: Pair,
  inside: ReadonlySet<string>,
): void {
  const before = (user.get('mainDepartmentId') ?? null) as string | number | null;
  const stays = before !== null && inside.has(String(before));
  if (stays && record.mainDepartment === undefined) return;
  const [first = null] = inside;
  const main = mainDepartmentOf(writing, record) ?? (stays || before === null ? before : first);
  // Databases differ in what they make of a large integer, and sequelize takes another type for a change.
  if (String(before) !== String(main)) user.set('mainDepartmentId', main);
}

/** Whom a sync shut out when they left is let in again; whom a person shut out is not. */
async function welcomeBack(
  { contact }: MemberChange,
  link: Model | undefined,
  transaction: Transaction,
): Promise<void> {
  if (contact?.state === 'left' && contact.leftAs === 'disable' && link?.get('disabled')) {
    await link.update({ disabled: false }, { transaction });
  }
}
