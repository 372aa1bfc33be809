import { Transaction } from '@nocobase/database';
import type { Application } from '@nocobase/server';
import { isWriteConflict } from '../../database-errors';
import { oneWriter } from '../../one-writer';

const ATTEMPTS = 4;

/** Writes all of it or nothing, and again when somebody else wrote the same at the same time. */
export async function inTransaction<T>(app: Application, write: (transaction: Transaction) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      // IMMEDIATE counts on SQLite only: a transaction that begins with reading may not write after somebody else has.
      return await oneWriter(app, () => app.db.sequelize.transaction({ type: Transaction.TYPES.IMMEDIATE }, write));
    } catch (error) {
      if (!isWriteConflict(error) || attempt === ATTEMPTS) throw error;
    }
  }
}
