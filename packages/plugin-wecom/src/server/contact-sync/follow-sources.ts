import type { Model, Transaction } from '@nocobase/database';
import type { Application } from '@nocobase/server';
import { CONTACTS_COLLECTION, SYNC_RUNS_COLLECTION, SYNC_TYPE } from '../../constants';
import { systemTexts } from '../texts';
import { runningFor } from './runs/sync-run';
import { SourceSettingsError } from './settings-error';

interface HookOptions {
  transaction?: Transaction;
}

/** They name the source they belong to. */
const COLLECTIONS = [CONTACTS_COLLECTION, SYNC_RUNS_COLLECTION];

/** What is known of a source takes its new name when it is renamed, and goes with it. Links stay: people go on signing in. */
export function followSources(app: Application): void {
  const { db } = app;
  db.on('userDataSyncSources.beforeUpdate', async (row: Model, options: HookOptions) => {
    if (row.get('sourceType') !== SYNC_TYPE || !row.changed('name')) return;
    await rename(app, row.previous('name') as string, row.get('name') as string, options);
  });
  db.on('userDataSyncSources.afterDestroy', async (row: Model, { transaction }: HookOptions) => {
    if (row.get('sourceType') !== SYNC_TYPE) return;
    const where = { source: row.get('name') as string };
    for (const collection of COLLECTIONS) {
      await db.getModel(collection).destroy({ where, ...(transaction && { transaction }) });
    }
  });
}

/** Not while it runs: what it is about to write has the old name. */
async function rename(app: Application, before: string, after: string, { transaction }: HookOptions): Promise<void> {
  const options = transaction && { transaction };
  const running = await runningFor(app, before, options);
  if (running) throw new SourceSettingsError(running.describe((await systemTexts(app)).t));
  for (const collection of COLLECTIONS) {
    await app.db
      .getModel(collection)
      .update({ source: after }, { where: { source: before }, hooks: false, ...options });
  }
  // The host leaves its own behind.
  await app.db
    .getModel('userDataSyncRecords')
    .update({ sourceName: after }, { where: { sourceName: before }, hooks: false, ...options });
}
