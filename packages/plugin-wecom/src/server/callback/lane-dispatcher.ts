import { randomUUID } from 'node:crypto';
import { Op, type Model } from '@nocobase/database';
import type { Application } from '@nocobase/server';
import { CALLBACKS_COLLECTION } from '../../constants';
import { attempt, type StoredCallback } from './attempt';
import type { Callbacks } from './callbacks';
import { Deadline, TooLate } from './deadline';
import type { CallbackState } from './inbox';
import type { Lane } from './lanes';
import { PermanentError } from './permanent-error';
import { reasonOf } from './reason';
import { writeThrough } from './write-through';

interface Row extends StoredCallback {
  id: number;
}

type Changes = { state?: CallbackState } & Record<string, unknown>;

/** A process that has not said anything for so long is taken for dead. */
const LEASE_MS = 30_000;
const RENEWAL_MS = 10_000;

/** For what another process stored, for retries, and for what a dead process left. What is stored here is handled at once. */
const POLL_MS = 3000;

const MINUTE_MS = 60_000;

/** Pauses after each attempt that failed, about four hours in all; then somebody has to look. */
const RETRY_AFTER_MS = [5000, 30_000, 2 * MINUTE_MS, 10 * MINUTE_MS, 30 * MINUTE_MS, 60 * MINUTE_MS, 120 * MINUTE_MS];

export interface LaneDispatcherOptions {
  app: Application;
  callbacks: Callbacks;
  lane: Lane;
  /** How many callbacks are handled at a time. */
  slots: number;
  attemptMs: number;
  /** How long {@link LaneDispatcher.stop} waits for what is being handled. */
  stopMs: number;
  now: () => number;
}

/**
 * Has stored callbacks of one lane handled, each by one process at a time: it is whose conditional UPDATE took the row, for as long as it
 * renews that lease.
 */
export class LaneDispatcher {
  private readonly lease = randomUUID();
  private readonly active = new Map<number, Promise<void>>();
  private poll: NodeJS.Timeout | undefined;
  private renewal: NodeJS.Timeout | undefined;
  private round: Promise<void> | undefined;
  private again = false;
  private running = false;
  private stopped = new AbortController();

  constructor(private readonly options: LaneDispatcherOptions) {}

  start(): void {
    if (this.running) return;
    this.running = true;
    this.stopped = new AbortController();
    this.poll = setInterval(() => this.wake(), POLL_MS).unref();
    this.renewal ??= setInterval(() => void this.renew(), RENEWAL_MS).unref();
    this.wake();
  }

  /** What is being handled may end, within some seconds; the rest stays in the database. */
  async stop(): Promise<void> {
    this.running = false;
    clearInterval(this.poll);
    const ended = async () => {
      await this.round;
      await Promise.all(this.active.values());
    };
    try {
      // Its leases are renewed meanwhile, or another process would handle the same.
      await new Deadline(this.options.stopMs).within(ended());
    } catch (error) {
      if (!(error instanceof TooLate)) throw error;
      this.complain('WeCom callbacks are still being handled; after half a minute another process takes them', error);
    } finally {
      this.stopped.abort();
      if (!this.running) this.endRenewal();
    }
  }

  private endRenewal(): void {
    clearInterval(this.renewal);
    this.renewal = undefined;
  }

  /** There is, or may be, something to do. */
  wake(): void {
    if (!this.running) return;
    this.again = true;
    this.round ??= this.takeAll()
      .catch((error: unknown) => {
        this.again = false; // Not at once: the next poll tries again.
        this.complain('WeCom callbacks cannot be handled at the moment', error);
      })
      .finally(() => {
        this.round = undefined;
        if (this.again && this.active.size < this.options.slots) this.wake();
      });
  }

  private async takeAll(): Promise<void> {
    while (this.running && this.again) {
      this.again = false;
      const free = this.options.slots - this.active.size;
      if (free <= 0) return; // Whoever becomes free looks again.
      const { found, won } = await this.claim(free);
      for (const row of won) this.begin(row);
      if (found > 0) this.again = true; // Also when others were faster with all of them: there may be more.
    }
  }

  private begin(row: Row): void {
    const work = this.handle(row)
      .catch((error: unknown) => this.complain('A WeCom callback was handled, but that could not be noted', error))
      .finally(() => {
        this.active.delete(row.id);
        this.wake();
      });
    this.active.set(row.id, work);
  }

  private async claim(limit: number): Promise<{ found: number; won: Row[] }> {
    const { lane, now, app } = this.options;
    const at = now();
    const due = { state: 'received', lane, dueAt: { [Op.lte]: at }, id: { [Op.notIn]: [...this.active.keys()] } };
    const order: [string, string][] = [
      ['dueAt', 'ASC'],
      ['id', 'ASC'],
    ];
    const found = await this.model.findAll({ attributes: ['id'], where: due, order, limit, raw: true });
    const id = (found as unknown as Row[]).map((row) => row.id);
    if (id.length === 0) return { found: 0, won: [] };
    const attempts = app.db.sequelize.literal('attempts + 1');
    await this.write({ lease: this.lease, dueAt: at + LEASE_MS, attempts }, { ...due, id });
    // Others may have been faster with some.
    const won = await this.model.findAll({ where: { id, lease: this.lease, state: 'received' }, raw: true });
    return { found: id.length, won: won as unknown as Row[] };
  }

  private async handle(row: Row): Promise<void> {
    const { now, callbacks, attemptMs } = this.options;
    try {
      if (row.attempts > RETRY_AFTER_MS.length + 1)
        throw new PermanentError('Its process ended while it was handled, each time');
      await attempt(row, { callbacks, limitMs: attemptMs, stopped: this.stopped.signal });
    } catch (error) {
      const problem = reasonOf(error);
      this.complain(`WeCom callback ${row.id} was not handled`, error);
      const pause = error instanceof PermanentError ? undefined : RETRY_AFTER_MS[row.attempts - 1];
      if (pause === undefined) return this.finish(row, { state: 'failed', handledAt: now(), problem });
      return this.finish(row, { dueAt: now() + pause, problem });
    }
    return this.finish(row, { state: 'handled', handledAt: now(), problem: null });
  }

  private async finish({ id }: Row, values: Changes): Promise<void> {
    await this.write({ ...values, lease: null }, { id, lease: this.lease });
  }

  private async renew(): Promise<void> {
    if (this.active.size === 0) return;
    const where = { id: [...this.active.keys()], lease: this.lease };
    try {
      await this.write({ dueAt: this.options.now() + LEASE_MS }, where);
    } catch (error) {
      this.complain('The lease of WeCom callbacks could not be renewed', error);
    }
  }

  private async write(values: Changes, where: Record<string, unknown>): Promise<void> {
    await writeThrough(this.options.app, () => this.model.update(values, { where, hooks: false } as never));
  }

  private complain(message: string, error: unknown): void {
    this.options.app.logger.error(message, { reason: reasonOf(error) });
  }

  private get model() {
    return this.options.app.db.getModel<Model>(CALLBACKS_COLLECTION);
  }
}
