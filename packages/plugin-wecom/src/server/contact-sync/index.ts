import PluginUserDataSyncServer from '@nocobase/plugin-user-data-sync';
import type { Model } from '@nocobase/database';
import { tval } from '@nocobase/utils';
import { PKG, SYNC_TYPE } from '../../constants';
import type { Callbacks } from '../callback/callbacks';
import { throwTogether } from '../throw-together';
import { applyContactChange } from './changes/apply-contact-change';
import { checkSettings } from './check-settings';
import { enabledSources } from './find-source';
import { followSources } from './follow-sources';
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
    const failures: unknown[] = [];
    for (const row of (await enabledSources(app)).filter(concerned)) {
      try {
        await applyContactChange(services, await openSource(apps, row), change);
      } catch (error) {
        failures.push(error); // The other sources hear of the change all the same.
      }
    }
    throwTogether(failures);
  });
  checkSettings(app);
  scheduleSyncs(services);
  followSources(app);
}
