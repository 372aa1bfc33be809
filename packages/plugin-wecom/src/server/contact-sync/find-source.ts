import type { Model } from '@nocobase/database';
import type { Application } from '@nocobase/server';
import { SYNC_TYPE } from '../../constants';
import { ContactSyncError } from './contact-sync-error';
import { openSource, type ContactSource } from './open-source';
import type { ContactSyncServices } from './run-sync';

/** Enabled sync sources of our type: rows of the host's `userDataSyncSources`. */
export async function enabledSources(app: Application): Promise<Model[]> {
  const where = { sourceType: SYNC_TYPE, enabled: true };
  return app.db.getModel<Model>('userDataSyncSources').findAll({ where });
}

/** @throws {ContactSyncError} `sourceGone`, and what opening it throws */
export async function findSource({ app, apps }: ContactSyncServices, name: string): Promise<ContactSource> {
  const row = (await enabledSources(app)).find((source) => source.get('name') === name);
  if (!row) throw new ContactSyncError('sourceGone', { name });
  return openSource(apps, row);
}
