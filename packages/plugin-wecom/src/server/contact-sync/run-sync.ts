import type { Model } from '@nocobase/database';
import type { Application } from '@nocobase/server';
import type { WeComApps } from '../apps/wecom-apps';
import { ContactSyncError } from './contact-sync-error';
import { openSource } from './open-source';
import { reasonOf } from './reason-of';
import { SyncRun } from './runs/sync-run';
import { syncContacts } from './sync-contacts';

export interface ContactSyncServices {
  app: Application;
  apps: WeComApps;
}

/** What the host's record of a task holds. */
const LONGEST_MESSAGE = 250;

/**
 * Runs a contact sync from beginning to end, and keeps its record.
 *
 * @param row of the host's `userDataSyncSources`
 * @param taskId the host's own record of it
 * @param begun a run that has begun already
 * @throws with the reason in the language of the system, so that the host's own record says failed, and why
 */
export async function runSync(
  { app, apps }: ContactSyncServices,
  row: Model,
  taskId: number | undefined,
  begun?: SyncRun,
): Promise<void> {
  try {
    const run = begun ?? (await SyncRun.begin(app, { source: row.get('name') as string, trigger: 'manual' }));
    try {
      await run.belongsTo(taskId);
      await syncContacts(app, await openSource(apps, row), run);
      await run.end('succeeded');
    } catch (error) {
      await endBadly(app, run, error);
      throw error;
    }
  } catch (error) {
    throw new Error((await reasonOf(app, error)).slice(0, LONGEST_MESSAGE), { cause: error });
  }
}

async function endBadly(app: Application, run: SyncRun, error: unknown): Promise<void> {
  const reason = await reasonOf(app, error);
  const code = error instanceof ContactSyncError ? error.code : undefined;
  if (error instanceof ContactSyncError && code === 'tooManyLeavers') {
    const { leavers, members } = error.params;
    await run.end('question', reason, { leavers: Number(leavers), members: Number(members) });
  } else {
    await run.end(code === 'cancelled' || code === 'interrupted' ? code : 'failed', reason);
  }
}
