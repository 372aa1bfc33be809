import type { Model, Transaction } from '@nocobase/database';
import type { WriteContext } from './write-context';

/**
 * Holds the row of the source until the transaction ends, so that of a sync and changes, in whatever processes, one at a time writes
 * departments: two that make the same department have no row of it yet that could be locked. SQLite has one writer anyway.
 */
export async function lockSource({ app: { db }, source }: WriteContext, transaction: Transaction): Promise<void> {
  await db.getModel<Model>('userDataSyncSources').findOne({
    where: { name: source },
    attributes: ['id'],
    transaction,
    lock: transaction.LOCK.UPDATE,
  });
}
