import type { Model, Transaction } from '@nocobase/database';
import { LINKS_COLLECTION } from '../../../constants';
import { createLinks } from '../../auth/link-mirror';
import { freeUsernames } from '../../auth/member/free-username';
import { protectedAmong } from '../../auth/member/protected-user';
import type { MemberChange } from '../compare-members';
import { ContactBook } from '../contact-book';
import type { MemberFailure } from '../runs/run-state';
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
  failures: MemberFailure[];
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

  const taken = await takenValues(app.db, [...pairs, ...newcomers.map((change) => ({ change }))], transaction);
  const free: MemberChange[] = [];
  for (const change of newcomers) {
    const [first] = taken.get(change.record.key) ?? [];
    if (first && change.contact?.state !== 'newcomer') conflicts.push({ change, conflict: first.conflict });
    else free.push(change);
  }
  const created = await create(writing, free, taken, transaction);
  const failures = await update(writing, pairs, taken, transaction);

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
  await remember(writing, all, conflicts, new Set(failures.map(({ userId }) => userId)), transaction);
  return { created: created.length, updated: pairs.length, conflicts: conflicts.length, waiting, failures };
}

/** Without those of whom something was written meanwhile that WeCom was asked for later. With what is known of them now. */
async function stillNews(
  { app: { db }, source, readAt }: MemberWriting,
  changes: readonly MemberChange[],
  transaction: Transaction,
): Promise<MemberChange[]> {
  const keys = changes.map(({ record }) => record.key);
  const contacts = await new ContactBook(db, source, 'member').lock(keys, transaction);
  return changes
    .map((change) => ({ ...change, contact: contacts.get(change.record.key) }))
    .filter(({ contact }) => (contact?.readAt ?? 0) <= readAt && contact?.state !== 'ignored');
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
  const usernames = await freeUsernames(db, keys, transaction);
  const newUsers = newcomers.map(({ record }, index) => ({
    username: usernames[index]!,
    values: { nickname: record.userId, ...free(userValues(db, record), taken.get(record.key)) },
    memberships: membershipsOf(writing, record),
    mainDepartmentId: mainDepartmentOf(writing, record) ?? null,
  }));
  const users = await createUsers(db, newUsers, transaction);
  return users.map((user, index) => ({ change: newcomers[index]!, user }));
}

function free(values: Record<string, unknown>, taken: readonly TakenValue[] = []): Record<string, unknown> {
  const fields: readonly string[] = taken.map(({ field }) => field);
  return Object.fromEntries(Object.entries(values).filter(([field]) => !fields.includes(field)));
}

/** @returns what could not be written */
async function update(
  writing: MemberWriting,
  pairs: readonly Pair[],
  taken: ReadonlyMap<string, TakenValue[]>,
  transaction: Transaction,
): Promise<MemberFailure[]> {
  if (pairs.length === 0) return [];
  const { app, withDepartments, departmentIds, texts } = writing;
  const idOf = ({ user }: Pair) => String(user.get('id'));
  // Who may change settings is not given another phone number or mail from outside: with these one can sign in.
  const locked = await protectedAmong(app.db, pairs.map(idOf), transaction);
  if (withDepartments) {
    const wanted = pairs.map((pair) => ({ userId: idOf(pair), wanted: membershipsOf(writing, pair.change.record) }));
    await writeMemberships(app, wanted, new Set(departmentIds.values()), transaction);
  }
  const failures: MemberFailure[] = [];
  for (const pair of pairs) {
    const { user, change } = pair;
    const { record } = change;
    const values = locked.has(idOf(pair)) ? {} : userValues(app.db, record);
    for (const { field, conflict } of taken.get(record.key) ?? []) {
      const users = conflict.users.join(', ');
      const reason = texts.t(`server.contactSync.${field === 'phone' ? 'phoneTaken' : 'emailTaken'}`, { users });
      failures.push({ userId: record.key, ...(record.name && { name: record.name }), reason });
    }
    user.set(free(values, taken.get(record.key)));
    if (withDepartments) setMainDepartment(writing, pair);
    if (user.changed()) await user.save({ transaction });
  }
  return failures;
}

/** When WeCom says none, one that is there stays. */
function setMainDepartment(writing: MemberWriting, { user, change: { record } }: Pair): void {
  const before = user.get('mainDepartmentId') as string | number | null;
  const main = record.mainDepartment === undefined && before !== null ? undefined : mainDepartmentOf(writing, record);
  // Databases differ in what they make of a large integer, and sequelize takes another type for a change.
  if (main !== undefined && String(before) !== main) user.set('mainDepartmentId', main);
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
