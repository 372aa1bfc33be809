import type { Database, Model, Transaction } from '@nocobase/database';
import { ignoringCase } from './ignoring-case';

/** So long a username the host accepts; the rest is for a suffix. */
const LONGEST_USERNAME = 44;

const CANDIDATES = 20;

/**
 * Usernames for new users, one for each of these member ids, in their order: the id itself unless somebody has it. One statement, and
 * one more for each that is taken. Free now: that they still are when the users are made, the database sees to, and then the whole is
 * tried again.
 *
 * @param unused see `ignoringCase`
 */
export async function freeUsernames(
  db: Database,
  memberIds: readonly string[],
  transaction: Transaction,
  unused?: ReadonlySet<string>,
): Promise<string[]> {
  const bases = memberIds.map(usernameFor);
  const taken = await takenAmong(db, bases, transaction, unused);
  const free: string[] = [];
  for (const base of bases) {
    const username = taken.has(base.toLowerCase()) ? await withSuffix(db, base, taken, transaction) : base;
    taken.add(username.toLowerCase());
    free.push(username);
  }
  return free;
}

/** The username of a member, unless somebody has it. */
export function usernameFor(memberId: string): string {
  return memberId.replace(/[@<>"'/]/g, '_').slice(0, LONGEST_USERNAME);
}

async function withSuffix(db: Database, base: string, taken: ReadonlySet<string>, transaction: Transaction) {
  const candidates = Array.from({ length: CANDIDATES }, (_, index) => `${base}-${index + 2}`);
  const alsoTaken = await takenAmong(db, candidates, transaction);
  const isFree = (name: string) => !taken.has(name.toLowerCase()) && !alsoTaken.has(name.toLowerCase());
  return candidates.find(isFree) ?? `${base}-${Date.now().toString(36).slice(-5)}`;
}

/** Lower-cased. */
async function takenAmong(
  db: Database,
  names: readonly string[],
  transaction: Transaction,
  unused?: ReadonlySet<string>,
): Promise<Set<string>> {
  const users = await db.getModel<Model>('users').findAll({
    where: ignoringCase(db, 'username', names, unused),
    attributes: ['username'],
    transaction,
  });
  return new Set(users.map((user) => String(user.get('username')).toLowerCase()));
}
