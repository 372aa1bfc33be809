import type PluginUserDataSyncServer from '@nocobase/plugin-user-data-sync';
import type { Model } from '@nocobase/database';
import { SYNC_RUNS_COLLECTION } from '../../constants';
import type { ContactSyncServices } from './run-sync';

/** Starts a sync as the host's button does, with the host's own record of it. Whatever happens to it is in that record. */
export async function startSync({ app }: ContactSyncServices, source: string): Promise<void> {
  const { syncService } = app.pm.get<PluginUserDataSyncServer>('user-data-sync');
  await syncService.pull(source, { app, db: app.db, log: app.log } as never);
}

/** Has a sync find out who left and ask about it, unless one is asking already. */
export async function askAboutLeavers(services: ContactSyncServices, source: string): Promise<void> {
  const last = await services.app.db
    .getModel<Model>(SYNC_RUNS_COLLECTION)
    .findOne({ where: { source }, order: [['id', 'DESC']] });
  if (last?.get('status') === 'question' || last?.get('status') === 'running') return;
  await startSync(services, source);
}
