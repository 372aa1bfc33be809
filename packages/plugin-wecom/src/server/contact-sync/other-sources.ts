import type { Model, Transaction } from '@nocobase/database';
import type { Application } from '@nocobase/server';
import { CONTACTS_COLLECTION } from '../../constants';
import { enabledSources } from './find-source';
import { groupBy } from './read/group-by';
import { readSyncOptions } from './sync-options';
import { writeMemberships } from './write/memberships';
import type { WriteContext } from './write/write-context';

/** Names of the other enabled sources that link members with this authenticator. */
export async function sourcesSharing(app: Application, source: string, authenticator: string): Promise<string[]> {
  const isSharing = (row: Model) =>
    readSyncOptions((row.get('options') ?? {}) as Record<string, unknown>).authenticator === authenticator;
  const names = (await enabledSources(app)).filter(isSharing).map((row) => row.get('name') as string);
  return names.filter((name) => name !== source);
}

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
 *
 * @param links of members, by key
 */
export async function takeOver(
  context: WriteContext,
  links: ReadonlyMap<string, Model>,
  transaction: Transaction,
): Promise<void> {
  const { app, others } = context;
  if (others.length === 0 || links.size === 0) return;
  const contacts = await app.db.getModel<Model>(CONTACTS_COLLECTION).findAll({
    where: { source: [...others], kind: 'member', key: [...links.keys()], state: 'left' },
    transaction,
  });
  const linkOf = (contact: Model) => links.get(contact.get('key') as string);
  for (const contact of contacts.filter((left) => left.get('leftAs') === 'disable')) {
    await linkOf(contact)?.update({ disabled: false }, { transaction });
    // Whom a person shuts out from now on, that source does not let in.
    await contact.update({ leftAs: 'keep' }, { transaction });
  }
  for (const [source, left] of groupBy(contacts, (contact) => contact.get('source') as string)) {
    const userIds = left.map((contact) => String(linkOf(contact)?.get('userId')));
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
