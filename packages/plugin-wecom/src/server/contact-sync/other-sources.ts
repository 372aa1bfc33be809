import type { Model, Transaction } from '@nocobase/database';
import { CONTACTS_COLLECTION, LINKS_COLLECTION } from '../../constants';
import { groupBy } from './read/group-by';
import { writeMemberships } from './write/memberships';
import type { WriteContext } from './write/write-context';

/** Keys of those of these members whom another source with the same authenticator has, too: for that one their link stays as it is. */
export async function heldByOthers(
  { app, others }: WriteContext,
  keys: readonly string[],
  transaction: Transaction,
): Promise<Set<string>> {
  if (others.length === 0 || keys.length === 0) return new Set();
  const contacts = await app.db.getModel<Model>(CONTACTS_COLLECTION).findAll({
    where: { source: [...others], kind: 'member', key: [...keys], state: 'synced' },
    attributes: ['key'],
    transaction,
  });
  return new Set(contacts.map((contact) => contact.get('key') as string));
}

/**
 * Members whom another source with the same authenticator has let go have only moved to this one: they are let in again, and are in no
 * department of that source any more.
 */
export async function takeOver(
  context: WriteContext,
  keys: readonly string[],
  transaction: Transaction,
): Promise<void> {
  const { app, others, options } = context;
  if (others.length === 0 || keys.length === 0) return;
  const contacts = await app.db.getModel<Model>(CONTACTS_COLLECTION).findAll({
    where: { source: [...others], kind: 'member', key: [...keys], state: 'left' },
    transaction,
  });
  const shutOut = contacts.filter((contact) => contact.get('leftAs') === 'disable');
  const links = await app.db.getModel<Model>(LINKS_COLLECTION).findAll({
    where: {
      authenticator: options.authenticator,
      wecomUserId: shutOut.map((contact) => contact.get('key') as string),
    },
    transaction,
  });
  for (const link of links) await link.update({ disabled: false }, { transaction });
  // Whom a person shuts out from now on, that source does not let in.
  for (const contact of shutOut) await contact.update({ leftAs: 'keep' }, { transaction });
  for (const [source, left] of groupBy(contacts, (contact) => contact.get('source') as string)) {
    const userIds = left.flatMap((contact) => (contact.get('target') as string | null) ?? []);
    await leaveDepartments(context, source, userIds, transaction);
  }
}

/** Takes users out of all departments of a source. */
export async function leaveDepartments(
  { app, withDepartments }: WriteContext,
  source: string,
  userIds: readonly string[],
  transaction: Transaction,
): Promise<void> {
  if (!withDepartments || userIds.length === 0) return;
  const where = { source, kind: 'department' };
  const departments = await app.db.getModel<Model>(CONTACTS_COLLECTION).findAll({ where, transaction });
  const theirs = new Set(departments.map((department) => department.get('target') as string));
  const users = userIds.map((userId) => ({ userId, wanted: [] }));
  await writeMemberships(app, users, theirs, transaction);
}
