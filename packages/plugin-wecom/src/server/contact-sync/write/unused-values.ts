import type { Database } from '@nocobase/database';
import { usernameFor } from '../../auth/member/free-username';
import { ignoringCase } from '../../auth/member/ignoring-case';
import type { MemberChange } from '../compare-members';

/** What nobody here had a moment ago, in whatever case; lower-cased. */
export type UnusedValues = Readonly<Record<'username' | 'email', ReadonlySet<string>>>;

/**
 * Which of the usernames and mails of these members nobody has. Two statements that look at every user, for hundreds of members at
 * once, spare each batch such statements: of a large corp they took longer than all else.
 */
export async function unusedValues(db: Database, changes: readonly MemberChange[]): Promise<UnusedValues> {
  const newcomers = changes.filter(({ contact }) => !contact?.target).map(({ record }) => record.key);
  const usernames = newcomers.flatMap((key) => [key, usernameFor(key)]);
  const mails = changes.flatMap(({ record }) => record.email ?? []);
  return { username: await unused(db, 'username', usernames), email: await unused(db, 'email', mails) };
}

async function unused(db: Database, field: keyof UnusedValues, values: readonly string[]): Promise<Set<string>> {
  const left = new Set(values.map((value) => value.toLowerCase()));
  if (left.size === 0) return left;
  const where = ignoringCase(db, field, [...left]);
  const rows = await db.getModel('users').findAll({ where, attributes: [field], raw: true });
  for (const row of rows as unknown as Record<string, string>[]) left.delete(String(row[field]).toLowerCase());
  return left;
}
