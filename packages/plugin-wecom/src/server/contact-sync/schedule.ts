import type PluginUserDataSyncServer from '@nocobase/plugin-user-data-sync';
import type { Model, Transaction } from '@nocobase/database';
import type { Application } from '@nocobase/server';
import { isUniqueViolation } from '../database-errors';
import { onceStarted, whileRunning } from '../once-started';
import { ContactSyncError } from './contact-sync-error';
import { enabledSources } from './find-source';
import { reasonOf } from './reason-of';
import type { ContactSyncServices } from './run-sync';
import { endDeadRuns, SyncRun } from './runs/sync-run';
import { readSyncOptions } from './sync-options';
import type { BegunSource } from './wecom-sync-source';

const MINUTE_MS = 60_000;

/** A dead run keeps its page from everything but waiting. */
const LOOK_FOR_DEAD_MS = 30_000;

type CronJob = ReturnType<Application['cronJobManager']['addJob']>;

/** Syncs by themselves, at the times their sources say, in the time of the server. Every process wants to; one does. */
export function scheduleSyncs(services: ContactSyncServices): void {
  const { app } = services;
  const jobs = new Map<string, { schedule: string; job: CronJob }>();

  async function reload(): Promise<void> {
    const wanted = new Map<string, string>();
    for (const row of await enabledSources(app)) {
      const { schedule } = readSyncOptions((row.get('options') ?? {}) as Record<string, unknown>);
      if (schedule) wanted.set(row.get('name') as string, schedule);
    }
    for (const [name, { schedule, job }] of jobs) {
      if (wanted.get(name) === schedule) continue;
      app.cronJobManager.removeJob(job);
      jobs.delete(name);
    }
    for (const [name, schedule] of wanted) {
      if (!jobs.has(name)) jobs.set(name, { schedule, job: addJob(app, schedule, () => void tick(name, schedule)) });
    }
  }

  async function tick(name: string, schedule: string): Promise<void> {
    try {
      // Another process may have saved another schedule.
      await reload();
      if (jobs.get(name)?.schedule === schedule) await startScheduled(services, name);
    } catch (error) {
      app.log.error(`WeCom contact sync ${name} was not started`, { err: error });
    }
  }

  const reloadAfter = (_row: Model, { transaction }: { transaction?: Transaction }) => {
    const changed = () => void reload().catch((error: unknown) => app.log.error('WeCom schedules', { err: error }));
    if (transaction) transaction.afterCommit(changed);
    else changed();
  };
  app.db.on('userDataSyncSources.afterSave', reloadAfter);
  app.db.on('userDataSyncSources.afterDestroy', reloadAfter);
  const start = async () => {
    await endDeadRuns(app);
    await reload();
  };
  onceStarted(app, () => void start().catch((error: unknown) => app.log.error('WeCom schedules', { err: error })));
  whileRunning(app, LOOK_FOR_DEAD_MS, () => {
    endDeadRuns(app).catch((error: unknown) => app.log.warn('WeCom contact syncs that died', { err: error }));
  });
}

function addJob(app: Application, schedule: string, onTick: () => void): CronJob {
  const { cronJobManager } = app;
  const job = cronJobManager.addJob({ cronTime: schedule, onTick });
  if (cronJobManager.started) job.start();
  return job;
}

/** Whoever inserts the run has the minute; the others see that and do nothing. */
async function startScheduled({ app }: ContactSyncServices, name: string): Promise<void> {
  const slot = `${name} ${Math.floor(Date.now() / MINUTE_MS)}`;
  let run: SyncRun;
  try {
    run = await SyncRun.begin(app, { source: name, trigger: 'schedule', slot });
  } catch (error) {
    if (error instanceof ContactSyncError || isUniqueViolation(error)) return;
    throw error;
  }
  try {
    await handOver(app, name, run);
  } catch (error) {
    // Nobody else ends it: it would show signs of life, and keep out every other one, for as long as this process lives.
    await run.end('failed', await reasonOf(app, error));
  }
}

/** To the host, which keeps a record of its own, as of those its button starts. */
async function handOver(app: Application, name: string, run: SyncRun): Promise<void> {
  const { sourceManager, syncService } = app.pm.get<PluginUserDataSyncServer>('user-data-sync');
  const ctx = { app, db: app.db, log: app.log } as never;
  const source = (await sourceManager.getByName(name, ctx)) as BegunSource;
  source.begun = run;
  const task = (await source.newTask()) as Model;
  await source.beginTask(task.get('id') as number);
  await syncService.runSync(source, task, ctx);
}
