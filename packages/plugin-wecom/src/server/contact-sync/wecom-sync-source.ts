import { SyncSource, type UserData } from '@nocobase/plugin-user-data-sync';
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
      await runSync(services, this.instance, this.taskId, this.begun);
      return [];
    }
  };
}
