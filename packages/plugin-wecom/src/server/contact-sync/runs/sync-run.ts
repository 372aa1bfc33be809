import type { Application } from '@nocobase/server';
import { Op, type Model, type ModelStatic, type Transaction } from '@nocobase/database';
import { SYNC_RUNS_COLLECTION } from '../../../constants';
import type { MemberFailure, RunPhase, RunStatus, RunTrigger } from '../../../contact-sync-state';
import { isUniqueViolation } from '../../database-errors';
import { oneWriter } from '../../one-writer';
import { systemTexts } from '../../texts';
import { ContactSyncError } from '../contact-sync-error';
import { noCounts, type SyncProgress } from './sync-progress';

/** Without a sign of life for so long, the process of a run is taken for dead. */
const LEASE_MS = 60_000;

/** Between two signs of life, with what has been done so far. */
const BEAT_MS = 1000;

/** Ended runs of a source that are kept. */
const KEPT = 50;

const MOST_FAILURES = 100;

/** How long the application waits for a run to end when it stops. */
const STOPPING_MS = 5000;

export interface RunStart {
  source: string;
  trigger: RunTrigger;
  /** Source and minute of a scheduled run. */
  slot?: string | undefined;
}

/**
 * A contact sync that runs, and its row in the database, which is the lease too: a second run of the source cannot be inserted while
 * this one shows signs of life, in whatever process.
 */
export class SyncRun implements SyncProgress {
  readonly counts = noCounts();
  readonly failures: MemberFailure[] = [];
  private readonly abort = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private beating: Promise<void> | undefined;
  private phase: RunPhase = 'departments';
  private done = 0;
  private total = 0;
  private taskId: number | undefined;
  private hasEnded: () => void = () => undefined;
  private readonly ended = new Promise<void>((resolve) => (this.hasEnded = resolve));
  private readonly stop = () => this.interrupt();

  private constructor(
    private readonly app: Application,
    readonly id: number,
    readonly source: string,
  ) {
    this.timer = setInterval(() => {
      this.beating ??= this.beat().finally(() => (this.beating = undefined));
    }, BEAT_MS);
    this.timer.unref();
    app.on('beforeStop', this.stop as () => void); // The host waits for what its listeners return.
  }

  /**
   * @throws {ContactSyncError} `running` when the source has one already
   * @throws when the slot is taken: another process started this scheduled run
   */
  static async begin(app: Application, { source, trigger, slot }: RunStart): Promise<SyncRun> {
    await endDeadRuns(app, source);
    const now = Date.now();
    const row = { source, trigger, slot, running: source, status: 'running', phase: 'departments' };
    try {
      const run = await oneWriter(app, () => runs(app).create({ ...row, startedAt: now, leaseUntil: now + LEASE_MS }));
      return new SyncRun(app, run.get('id') as number, source);
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      throw (await runningFor(app, source)) ?? error;
    }
  }

  /** Aborted with why the run must end: it was cancelled, or is no longer ours. */
  get signal(): AbortSignal {
    return this.abort.signal;
  }

  progress(phase: RunPhase, done: number, total: number): void {
    Object.assign(this, { phase, done, total });
  }

  /** The host's own record, which is ended too should our process die. */
  async belongsTo(taskId: number | undefined): Promise<void> {
    this.taskId = taskId;
    if (taskId !== undefined) await this.write({ taskId });
  }

  /** How many members somebody has said may leave, when the run before asked. */
  async confirmedLeavers(): Promise<number> {
    const [before] = await runs(this.app).findAll({
      where: { source: this.source, running: null },
      order: [['id', 'DESC']],
      limit: 1,
    });
    return before?.get('status') === 'question' && before.get('confirmed') ? Number(before.get('leavers')) : 0;
  }

  fail(failure: MemberFailure): void {
    this.counts.failed += 1;
    if (this.failures.length < MOST_FAILURES) this.failures.push(failure);
  }

  /** @param reason in the language of the system */
  async end(
    status: Exclude<RunStatus, 'running' | 'declined'>,
    reason?: string,
    question?: { leavers: number; members: number },
  ): Promise<void> {
    clearInterval(this.timer);
    this.app.off('beforeStop', this.stop as () => void);
    try {
      await this.beating;
      await this.write({ status, reason, ...question, running: null, endedAt: Date.now() });
      // The host may not come to it any more.
      if (status === 'interrupted') await failTask(this.app, this.taskId ?? null);
      await prune(this.app, this.source);
    } finally {
      this.hasEnded();
    }
  }

  /** The application stops: so does the run, and another one may begin at once elsewhere. */
  private async interrupt(): Promise<void> {
    this.abort.abort(new ContactSyncError('interrupted'));
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, STOPPING_MS)));
    await Promise.race([this.ended, late]);
    clearTimeout(timer);
  }

  /** Says that we live, writes down how far we are, and hears whether to stop. */
  private async beat(): Promise<void> {
    try {
      const row = await runs(this.app).findOne({ where: { id: this.id }, attributes: ['cancelRequested'] });
      if (row?.get('cancelRequested')) this.abort.abort(new ContactSyncError('cancelled'));
      const held = await this.write({ leaseUntil: Date.now() + LEASE_MS });
      if (!held) this.abort.abort(new ContactSyncError('interrupted'));
    } catch (error) {
      // The next one may succeed; when none does for the time of the lease, another run takes over.
      this.app.log.warn(`WeCom contact sync ${this.source}: no sign of life could be written`, { err: error });
    }
  }

  /** @returns false when the run is no longer ours */
  private async write(values: object): Promise<boolean> {
    const { phase, done, total } = this;
    const state = { phase, done, total, counts: JSON.stringify(this.counts), failures: JSON.stringify(this.failures) };
    const [written] = await oneWriter(this.app, () =>
      runs(this.app).update({ ...state, ...values }, { where: { id: this.id, running: this.source } }),
    );
    return written === 1;
  }
}

/** Why nothing else may be done with a source now; undefined when no sync of it runs. */
export async function runningFor(
  app: Application,
  source: string,
  options: { transaction?: Transaction } = {},
): Promise<ContactSyncError | undefined> {
  const now = Date.now();
  const run = await runs(app).findOne({ where: { running: source, leaseUntil: { [Op.gt]: now } }, ...options });
  const minutes = Math.max(1, Math.round((now - Number(run?.get('startedAt'))) / 60_000));
  return run ? new ContactSyncError('running', { minutes }) : undefined;
}

/** Ends runs whose process died, with the host's own record of them. */
export async function endDeadRuns(app: Application, source?: string): Promise<void> {
  const dead = await runs(app).findAll({ where: { status: 'running', ...(source && { source }) } });
  for (const run of dead) {
    if (Number(run.get('leaseUntil')) > Date.now()) continue;
    const where = { id: run.get('id') as number, leaseUntil: run.get('leaseUntil') as number };
    const values = { status: 'interrupted', running: null, endedAt: Date.now() };
    const [ended] = await oneWriter(app, () => runs(app).update(values, { where }));
    if (ended === 1) await failTask(app, run.get('taskId') as number | null);
  }
}

/** The host's list knows no "interrupted", and would show it as processing for ever. */
async function failTask(app: Application, taskId: number | null): Promise<void> {
  if (!taskId) return;
  const { t } = await systemTexts(app);
  const values = { status: 'failed', message: new ContactSyncError('interrupted').describe(t) };
  await app.db.getModel('userDataSyncTasks').update(values, { where: { id: taskId, status: 'processing' } });
}

async function prune(app: Application, source: string): Promise<void> {
  const old = await runs(app).findAll({
    where: { source, running: null },
    attributes: ['id'],
    order: [['id', 'DESC']],
    offset: KEPT,
    // Databases want a limit beside an offset.
    limit: KEPT,
  });
  const id = old.map((run) => run.get('id') as number);
  if (id.length > 0) await oneWriter(app, () => runs(app).destroy({ where: { id } }));
}

function runs(app: Application): ModelStatic<Model> {
  return app.db.getModel<Model>(SYNC_RUNS_COLLECTION);
}
