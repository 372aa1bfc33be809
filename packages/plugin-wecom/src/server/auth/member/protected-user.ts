import type { Database, Model } from '@nocobase/database';

const PROTECTED_ROLES: readonly unknown[] = ['root', 'admin'];

/**
 * Whether a user may change settings: has role root or admin, or any role with a permission of the plugin manager (`pm`, `pm.*`,
 * `pm.…`), their own or their departments'. Nobody becomes such a user by a matching phone number or mail.
 */
export async function isProtected(db: Database, userId: number): Promise<boolean> {
  const roles = db.getRepository('roles');
  const found = [
    ...((await roles.find({ filter: { 'users.id': userId } })) as Model[]),
    // There only with the departments plugin.
    ...(db.getCollection('roles').hasField('departments')
      ? ((await roles.find({ filter: { 'departments.members.id': userId } })) as Model[])
      : []),
  ];
  return found.some((role) => PROTECTED_ROLES.includes(role.get('name')) || mayChangeSettings(role.get('snippets')));
}

/** Snippets that take a permission away begin with `!`. */
function mayChangeSettings(snippets: unknown): boolean {
  return Array.isArray(snippets) && snippets.some((snippet) => /^pm(\.|$)/.test(String(snippet)));
}
