import type { Database, Model, Transaction } from '@nocobase/database';
import { LINKS_COLLECTION } from '../../../constants';
import { findMatching } from '../../auth/member/match-user';
import { protectedAmong } from '../../auth/member/protected-user';
import type { Conflict } from '../contact-book';
import type { MemberRecord } from '../member-record';
import type { SyncMatchRule } from '../sync-options';
import type { UnusedValues } from './unused-values';

export interface MatchRequest {
  authenticator: string;
  match: SyncMatchRule;
  /** Whom look-ups have found: ids of users, by key of the member. */
  lookedUp: ReadonlyMap<string, readonly string[]>;
  unused?: UnusedValues | undefined;
}

/** Who members are whom nobody has linked: the user a rule finds for them, or why a person has to say. Whom it does not find is missing. */
export async function matchMembers(
  db: Database,
  records: readonly MemberRecord[],
  { authenticator, match, lookedUp, unused }: MatchRequest,
  transaction: Transaction,
): Promise<Map<string, Model | Conflict>> {
  const valueOf = (record: MemberRecord) => matchValue(record, match);
  const matches =
    match === 'none'
      ? new Map<string, Model[]>()
      : await findMatching(
          db,
          match,
          records.flatMap((record) => valueOf(record) ?? []),
          transaction,
          match === 'phone' ? undefined : unused?.[match],
        );
  const byLookUp = await usersById(
    db,
    records.flatMap(({ key }) => [...(lookedUp.get(key) ?? [])]),
    transaction,
  );
  const found = new Map(
    records.map((record) => {
      const byRule = matches.get(valueOf(record) ?? '') ?? [];
      const users = (lookedUp.get(record.key) ?? []).flatMap((id) => byLookUp.get(id) ?? []);
      return [record.key, users.length > 0 ? users : byRule];
    }),
  );
  const ids = [...new Set([...found.values()].flatMap((users) => users.map(idOf)))];
  const locked = await protectedAmong(db, ids, transaction);
  const holders = await holdersOf(db, authenticator, ids, transaction);
  const answers = new Map<string, Model | Conflict>();
  for (const [key, users] of found) {
    const [user] = users;
    if (!user) continue;
    const conflict = (code: Conflict['code']): Conflict => ({ code, users: users.map(idOf) });
    const holder = holders.get(idOf(user));
    if (users.length > 1) answers.set(key, conflict('ambiguous'));
    else if (locked.has(idOf(user))) answers.set(key, conflict('protectedUser'));
    else if (holder !== undefined && holder !== key) answers.set(key, conflict('userTaken'));
    else {
      answers.set(key, user);
      // Two members with one phone number are not one person.
      holders.set(idOf(user), key);
    }
  }
  return answers;
}

/** What the rule compares; undefined when WeCom does not tell. */
export function matchValue({ key, mobile, email }: MemberRecord, match: SyncMatchRule): string | undefined {
  return { none: undefined, username: key, phone: mobile, email }[match];
}

const idOf = (user: Model) => String(user.get('id'));

export async function usersById(
  db: Database,
  ids: readonly string[],
  transaction: Transaction,
): Promise<Map<string, Model>> {
  if (ids.length === 0) return new Map();
  const users = await db.getModel<Model>('users').findAll({ where: { id: [...ids] }, transaction });
  return new Map(users.map((user) => [idOf(user), user]));
}

/** Which member a user is linked to, by the user's id. */
export async function holdersOf(
  db: Database,
  authenticator: string,
  userIds: readonly string[],
  transaction: Transaction,
): Promise<Map<string, string>> {
  if (userIds.length === 0) return new Map();
  const links = await db.getModel<Model>(LINKS_COLLECTION).findAll({
    where: { authenticator, userId: [...userIds] },
    attributes: ['userId', 'wecomUserId'],
    transaction,
  });
  return new Map(links.map((link) => [String(link.get('userId')), link.get('wecomUserId') as string]));
}
