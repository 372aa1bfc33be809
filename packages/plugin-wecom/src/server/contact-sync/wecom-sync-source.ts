import { SyncSource, type UserData } from '@nocobase/plugin-user-data-sync';
import { ContactSyncError } from './contact-sync-error';
import { runSync, type ContactSyncServices } from './run-sync';
import type { SyncRun } from './runs/sync-run';

/** A source whose run has begun before the host's record of it, as those by schedule do. */
export interface BegunSource extends SyncSource {
  begun?: SyncRun;
}

/** The sync source type "WeCom". The host makes an object for each task. */
export function weComSyncSource(services: ContactSyncServices) {
  return class WeComSyncSource extends SyncSource implements BegunSource {
    begun?: SyncRun;
    private taskId: number | undefined;
    private isInterrupted = false;

    override beginTask(taskId: number): Promise<void> {
      this.taskId = taskId;
      return super.beginTask(taskId);
    }

    override retryTask(taskId: number): Promise<unknown> {
      this.taskId = taskId;
      return super.retryTask(taskId);
    }

    /** Writes by itself, and so gives the host nothing to write: not record by record, and not into its log. */
    override async pull(): Promise<UserData[]> {
      try {
        await runSync(services, this.instance, this.taskId, this.begun);
        return [];
      } catch (error) {
        const cause = error instanceof Error ? error.cause : undefined;
        this.isInterrupted = cause instanceof ContactSyncError && cause.code === 'interrupted';
        throw error;
      }
    }

    /** Of an interrupted sync the record was ended with its run; by now there may be no database, and nobody listens to a failure here. */
    override async endTask(params: Parameters<SyncSource['endTask']>[0]): Promise<void> {
      if (!this.isInterrupted) await super.endTask(params);
    }
  };
}
