import type { Model } from '@nocobase/database';
import type { Application } from '@nocobase/server';
import { SYNC_TYPE } from '../../constants';
import { systemTexts } from '../texts';
import { ContactSyncError } from './contact-sync-error';
import { SourceSettingsError } from './settings-error';
import { readSyncOptions, type SyncOptions } from './sync-options';

/** Refuses to save settings of a source with which no sync can do what they say. */
export function checkSettings(app: Application): void {
  app.db.on('userDataSyncSources.beforeSave', async (row: Model) => {
    if (row.get('sourceType') !== SYNC_TYPE) return;
    const stored = (row.get('options') ?? {}) as Record<string, unknown>;
    const options = readSyncOptions(stored);
    const problem = scheduleProblem(app, options) ?? ruleProblem(stored, options);
    if (problem) throw new SourceSettingsError(problem.describe((await systemTexts(app)).t));
  });
}

function scheduleProblem(app: Application, { schedule }: SyncOptions): ContactSyncError | undefined {
  if (!schedule) return undefined;
  try {
    app.cronJobManager.removeJob(app.cronJobManager.addJob({ cronTime: schedule, onTick: () => undefined }));
    return undefined;
  } catch {
    return new ContactSyncError('scheduleInvalid', { schedule });
  }
}

/** With ids alone there is nothing to compare, and nobody can be looked up. */
function ruleProblem(
  { secret, contactsSecret }: Record<string, unknown>,
  { match, useAuthenticator }: SyncOptions,
): ContactSyncError | undefined {
  const comparesDetails = match === 'phone' || match === 'email';
  return comparesDetails && !useAuthenticator && !secret && contactsSecret
    ? new ContactSyncError('ruleNeedsSecret')
    : undefined;
}
