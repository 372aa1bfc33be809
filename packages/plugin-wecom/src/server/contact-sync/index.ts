import PluginUserDataSyncServer from '@nocobase/plugin-user-data-sync';
import type { Model, Transaction } from '@nocobase/database';
import type { Application } from '@nocobase/server';
import { tval } from '@nocobase/utils';
import { CONTACTS_COLLECTION, LOOK_UPS_COLLECTION, PKG, SYNC_RUNS_COLLECTION, SYNC_TYPE } from '../../constants';
import type { Callbacks } from '../callback/callbacks';
import { applyContactChange } from './changes/apply-contact-change';
import { enabledSources } from './find-source';
import { openSource } from './open-source';
import type { ContactSyncServices } from './run-sync';
import { scheduleSyncs } from './schedule';
import { weComSyncSource } from './wecom-sync-source';

export function registerContactSync(services: ContactSyncServices, callbacks: Callbacks): void {
  const { app, apps } = services;
  const { sourceManager } = app.pm.get(PluginUserDataSyncServer);
  sourceManager.registerType(SYNC_TYPE, {
    syncSource: weComSyncSource(services),
    title: tval('WeCom', { ns: PKG }),
  });
  callbacks.on('change_contact', async (change, { owner }) => {
    const concerned = (row: Model) => {
      const { authenticator } = (row.get('options') ?? {}) as { authenticator?: unknown };
      return owner.kind === 'source' ? row.get('name') === owner.name : authenticator === owner.name;
    };
    for (const row of (await enabledSources(app)).filter(concerned)) {
      await applyContactChange(services, await openSource(apps, row), change);
    }
  });
  scheduleSyncs(services);
  forgetWithSource(app);
}

/** What was known goes with its source. Links stay: people go on signing in. */
function forgetWithSource(app: Application): void {
  app.db.on('userDataSyncSources.afterDestroy', async (row: Model, { transaction }: { transaction?: Transaction }) => {
    if (row.get('sourceType') !== SYNC_TYPE) return;
    const where = { source: row.get('name') as string };
    for (const collection of [CONTACTS_COLLECTION, SYNC_RUNS_COLLECTION, LOOK_UPS_COLLECTION]) {
      await app.db.getModel(collection).destroy({ where, ...(transaction && { transaction }) });
    }
  });
}
