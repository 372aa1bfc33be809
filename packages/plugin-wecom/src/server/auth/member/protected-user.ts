import type { Database, Model, Transaction } from '@nocobase/database';

const PROTECTED_ROLES: readonly unknown[] = ['root', 'admin'];

/**
 * Whether a user may change settings: has role root or admin, or any role with a permission of the plugin manager (`pm`, `pm.*`,
 * `pm.…`), their own or their departments'. Nobody becomes such a user by a matching phone number or mail.
 */
export async function isProtected(db: Database, userId: number): Promise<boolean> {
  return (await protectedAmong(db, [userId])).size > 0;
}

/** Those of the users who are protected, by id as text. At most three statements, however many they are. */
export async function protectedAmong(
  db: Database,
  userIds: readonly (number | string)[],
  transaction?: Transaction,
): Promise<Set<string>> {
  if (userIds.length === 0) return new Set();
  const options = transaction && { transaction };
  const roles = (await db.getRepository('roles').find({ fields: ['name', 'snippets'], ...options })) as Model[];
  const names = roles
    .filter((role) => PROTECTED_ROLES.includes(role.get('name')) || mayChangeSettings(role.get('snippets')))
    .map((role) => role.get('name') as string);
  if (names.length === 0) return new Set();
  const ids = [...userIds];
  const found = async (filter: object) =>
    (await db.getRepository('users').find({ fields: ['id'], filter: { id: ids, ...filter }, ...options })) as Model[];
  const users = [
    ...(await found({ 'roles.name': names })),
    // There only with the departments plugin.
    ...(db.getCollection('roles').hasField('departments') ? await found({ 'departments.roles.name': names }) : []),
  ];
  return new Set(users.map((user) => String(user.get('id'))));
}

/** Snippets that take a permission away begin with `!`. */
function mayChangeSettings(snippets: unknown): boolean {
  return Array.isArray(snippets) && snippets.some((snippet) => /^pm(\.|$)/.test(String(snippet)));
}
