import { WeComAppError } from '../apps/app-error';
import { claim } from './claim/claim';
import type { ClaimedDelivery } from './claim/carry-out';
import type { DeliveryEngineOptions, SendingApp } from './engine';
import type { Outbox } from './outbox';
import type { QueueOverview } from './overview';
import { changeQueue, lockQueue, pause } from './queues';
import { record, type Recorded } from './record/record';
import { release } from './record/release';
import type { AttemptEnd, Verdict } from './record/verdict';
import type { QueueProblem } from './states';

export interface DispatcherOptions extends Pick<DeliveryEngineOptions, 'openApp' | 'logger' | 'ended'> {
  outbox: Outbox;
  authenticator: string;
  /** Of the process. */
  lease: string;
  leaseMs: number;
  concurrency: number;
  /** Hands what is due out to all processes, from where it is offered. @returns false when this process is to take it */
  handOut: () => boolean;
}

/** Results are written together that come within so long, while others are under way. */
const GATHER_MS = 20;

/** So many times what is under way is claimed: the rest is next, or waits to be written down. */
const CLAIMED = 3;

/** Settings that kept an app from sending are looked at again after so long. */
const LOOK_AGAIN_MS = 5_000;

/** While nothing can be reached, one delivery at a time is tried: after so long, then twice as long, and so on. */
const UNREACHABLE_MS = 1_000;
const UNREACHABLE_MOST_MS = 30_000;

/** After the database failed. */
const DATABASE_PAUSE_MS = 1_000;

/** What cannot be written down for so long is forgotten; once its lease has ended it counts as unanswered. */
const KEEP_RESULTS_MS = 120_000;

interface Ready {
  delivery: ClaimedDelivery;
  app: SendingApp;
}

/**
 * Sends what is due of one app: claims, sends with bounded concurrency, and records. Claims and records follow each other, one
 * transaction at a time, so that an app never takes more than one connection of the pool; what may be sent next is claimed while the
 * rest is still under way.
 */
export class Dispatcher {
  /** Claimed, and its end not yet recorded. */
  private readonly held = new Map<number, ClaimedDelivery>();
  /** Claimed and not begun. */
  private ready: Ready[] = [];
  private underWay = 0;
  private ends: AttemptEnd[] = [];
  /** Results were refused by the database, so each is written by itself until one is taken: one of them may be at fault. */
  private oneByOne = false;
  /** Something may be due. */
  private due = false;
  /** Handed out to this process and not looked at. */
  private offered = new Set<number>();
  /** Told once such a delivery needs this process no more. */
  private readonly done = new Map<number, () => void>();
  private leasesEnded = false;
  private stopping = false;
  private running: Promise<void> | undefined;
  private notify: () => void = () => undefined;
  /** Nothing is claimed before. */
  private notBefore = 0;
  /** The settings of an app that is paused are not read before. */
  private lookAgainAt = 0;
  /** How often in a row nothing was reached. */
  private unreachable = 0;
  /** What is wrong with the settings, as it was written down. */
  private settingsProblem: string | undefined;

  constructor(private readonly options: DispatcherOptions) {}

  /** Something is due. */
  wake(): void {
    if (!this.options.handOut()) this.takeDue();
  }

  /** Something is due, and this process takes it. */
  takeDue(): void {
    this.due = true;
    this.notify();
    this.run();
  }

  /** A delivery is handed out to this process. Resolves when it has ended, or cannot be sent now. */
  offer(deliveryId: number): Promise<void> {
    if (this.stopping || this.options.outbox.now() < this.notBefore) return Promise.resolve();
    return new Promise((resolve) => {
      this.done.set(deliveryId, resolve);
      this.offered.add(deliveryId);
      this.notify();
      this.run();
    });
  }

  /** The app can send again as far as anybody knows. */
  tryAgain(): void {
    this.notBefore = 0;
    this.lookAgainAt = 0;
    this.wake();
  }

  /** Begins to work when the database says that there is something to do. */
  async look({ nextDueAt, leaseEndsAt, problem, probeAt, settingsFingerprint }: QueueOverview): Promise<void> {
    const now = this.options.outbox.now();
    if (leaseEndsAt !== null && leaseEndsAt < now) {
      this.leasesEnded = true;
      return this.takeDue();
    }
    if (nextDueAt === null || nextDueAt > now || now < this.notBefore) return;
    if (!problem || (probeAt !== null && probeAt <= now)) return this.wake();
    // Paused: only other settings would change that. They are read from the database, so not every time.
    if (now < this.lookAgainAt) return;
    this.lookAgainAt = now + LOOK_AGAIN_MS;
    const app = await this.openApp();
    if (app && (problem.kind === 'settings' || app.fingerprint !== settingsFingerprint)) this.wake();
  }

  get busy(): boolean {
    return this.running !== undefined;
  }

  /** Until nothing is due and nothing under way. */
  async settled(): Promise<void> {
    while (this.running) await this.running;
  }

  /** Keeps what was claimed from counting as lost. */
  async renewLeases(): Promise<void> {
    if (this.held.size === 0) return;
    const { outbox, lease, leaseMs } = this.options;
    const { deliveries: d } = outbox.tables;
    await outbox.sql.inTransaction((statements) =>
      statements.change(
        `UPDATE ${d.table} SET ${d.leaseUntil} = ${outbox.now() + leaseMs}
          WHERE ${d.id} IN ${statements.list([...this.held.keys()])} AND ${d.lease} = ${statements.value(lease)}`,
      ),
    );
  }

  /** Takes nothing new, hands back what was not begun, and waits for the rest. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.refuseOffered();
    await this.handBack(this.ready.splice(0).map(({ delivery }) => delivery));
    this.notify();
    await this.settled();
  }

  private run(): void {
    this.running ??= this.work().finally(() => {
      this.running = undefined;
      // What came after the last look.
      if (this.wanted && this.claimable) this.run();
    });
  }

  private async work(): Promise<void> {
    for (;;) {
      // Claims first: they only take what records have made room for, and while one is written down others are to be under way.
      if (this.wanted && this.claimable) {
        await this.claimDue();
      } else if (this.ends.length > 0) {
        await this.gather();
        await this.recordEnds();
      } else if (this.held.size > 0) {
        await this.notified();
      } else {
        return;
      }
    }
  }

  private notified(): Promise<void> {
    return new Promise((resolve) => (this.notify = resolve));
  }

  private get wanted(): boolean {
    return this.due || this.offered.size > 0;
  }

  /** Claims are made for several deliveries at once, so not for each that ends. */
  private get claimable(): boolean {
    if (this.stopping || this.options.outbox.now() < this.notBefore) return false;
    return this.held.size === 0 || (this.unreachable === 0 && this.room >= this.options.concurrency);
  }

  private get room(): number {
    return CLAIMED * this.options.concurrency - this.held.size;
  }

  private async claimDue(): Promise<void> {
    const { outbox, authenticator, lease, leaseMs } = this.options;
    // What is found may be anything, so what was offered is asked for only when nothing is looked for.
    const ids = this.due ? undefined : [...this.offered].slice(0, this.room);
    this.due = false;
    const app = await this.openApp();
    if (!app) return this.refuseOffered();
    const recover = this.leasesEnded;
    this.leasesEnded = false;
    try {
      const { deliveries, more } = await claim(outbox, {
        authenticator,
        lease: { id: lease, ms: leaseMs },
        fingerprint: app.fingerprint,
        accountCap: app.accountCap,
        most: this.unreachable > 0 ? 1 : this.room,
        ids,
        held: [...this.held.keys()],
        recover,
      });
      this.due ||= more && !ids;
      for (const { id } of deliveries) this.offered.delete(id);
      if (ids) this.refuseOffered(ids);
      if (this.stopping) return await this.handBack(deliveries);
      for (const delivery of deliveries) {
        this.held.set(delivery.id, delivery);
        this.ready.push({ delivery, app });
      }
      this.beginNext();
    } catch (error) {
      this.databaseFailed(error, 'Deliveries cannot be claimed');
    }
  }

  /** They are handed out again when they are due; all that were offered unless these are named. */
  private refuseOffered(ids: readonly number[] = [...this.offered]): void {
    for (const id of ids) {
      if (this.offered.delete(id)) this.endOffer(id);
    }
  }

  private endOffer(id: number): void {
    this.done.get(id)?.();
    this.done.delete(id);
  }

  private async openApp(): Promise<SendingApp | undefined> {
    const { openApp, authenticator } = this.options;
    try {
      const app = await openApp(authenticator);
      this.settingsProblem = undefined;
      return app;
    } catch (error) {
      if (error instanceof WeComAppError) await this.pauseForSettings(error);
      else this.databaseFailed(error, 'The settings of an app cannot be read');
      return undefined;
    }
  }

  private async pauseForSettings({ code, params }: WeComAppError): Promise<void> {
    const { outbox, authenticator, logger } = this.options;
    this.lookAgainAt = outbox.now() + LOOK_AGAIN_MS;
    const problem: QueueProblem = { kind: 'settings', code, params };
    const written = JSON.stringify(problem);
    if (written === this.settingsProblem) return;
    logger.warn('An app cannot send with its settings', { authenticator, code, ...params });
    try {
      await outbox.sql.inTransaction(async (statements) => {
        const queue = await lockQueue(outbox, statements, authenticator);
        if (queue) await changeQueue(outbox, statements, authenticator, pause(queue, problem, outbox.now()));
      });
      this.settingsProblem = written;
    } catch (error) {
      this.databaseFailed(error, 'An app cannot be paused');
    }
  }

  private beginNext(): void {
    while (this.underWay < this.options.concurrency) {
      const next = this.ready.shift();
      if (!next) return;
      void this.send(next);
    }
  }

  /** Never rejects. */
  private async send({ delivery, app }: Ready): Promise<void> {
    const { now } = this.options.outbox;
    const startedAt = now();
    this.underWay += 1;
    let outcome: AttemptEnd['outcome'];
    try {
      outcome = { answer: await app.client.message.sendPrepared(delivery.body) };
    } catch (error) {
      outcome = { error };
    }
    this.underWay -= 1;
    this.ends.push({ delivery, startedAt, endedAt: now(), outcome });
    this.beginNext();
    this.notify();
  }

  private async gather(): Promise<void> {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      this.notify();
    }, GATHER_MS);
    while (!late && this.underWay > 0 && this.ends.length < this.options.concurrency) await this.notified();
    clearTimeout(timer);
  }

  private async recordEnds(): Promise<void> {
    const { outbox, authenticator, lease } = this.options;
    const ends = this.ends.splice(0, this.oneByOne ? 1 : this.ends.length);
    try {
      const recorded = await record(outbox, authenticator, lease, ends);
      this.oneByOne = false;
      for (const { delivery } of ends) this.letGo(delivery.id);
      this.learn(recorded);
    } catch (error) {
      this.databaseFailed(error, 'Results of deliveries cannot be written down');
      this.oneByOne = true;
      this.keep(ends);
      await pauseFor(DATABASE_PAUSE_MS);
    }
  }

  private keep(ends: readonly AttemptEnd[]): void {
    const oldest = this.options.outbox.now() - KEEP_RESULTS_MS;
    for (const end of ends) {
      if (end.endedAt > oldest && !this.stopping) this.ends.push(end);
      else this.letGo(end.delivery.id);
    }
  }

  private learn({ verdicts, lost, woken }: Recorded): void {
    const { logger, authenticator, outbox, ended } = this.options;
    if (woken) this.wake();
    for (const { end, verdict } of verdicts) {
      const { result, problem } = verdict.attempt;
      const details = {
        authenticator,
        deliveryId: end.delivery.id,
        attempt: end.delivery.attempt,
        members: end.delivery.memberCount,
        durationMs: end.endedAt - end.startedAt,
        state: verdict.state,
      };
      if (problem) logger.warn('A delivery was not accepted', { ...details, result, problem });
      else logger.debug('A delivery was accepted', details);
    }
    if (lost.length > 0) logger.warn('Results came after their leases had ended', { authenticator, deliveryIds: lost });

    const now = outbox.now();
    if (verdicts.some(({ verdict }) => !reachedNothing(verdict))) this.unreachable = 0;
    // What was under way together fails together, and counts once.
    else if (verdicts.length > 0 && now >= this.notBefore) {
      this.notBefore = now + Math.min(UNREACHABLE_MS * 2 ** this.unreachable, UNREACHABLE_MOST_MS);
      this.unreachable += 1;
    }
    const final = verdicts.filter(({ verdict }) => verdict.state !== 'queued').map(({ end }) => end.delivery.id);
    if (final.length > 0) ended?.(final);
  }

  private letGo(id: number): void {
    this.held.delete(id);
    this.endOffer(id);
  }

  private async handBack(deliveries: readonly ClaimedDelivery[]): Promise<void> {
    const { outbox, authenticator, lease } = this.options;
    for (const { id } of deliveries) this.letGo(id);
    try {
      await release(outbox, authenticator, lease, deliveries);
    } catch (error) {
      this.databaseFailed(error, 'Deliveries cannot be handed back');
    }
  }

  private databaseFailed(error: unknown, what: string): void {
    const { logger, authenticator, outbox } = this.options;
    this.notBefore = outbox.now() + DATABASE_PAUSE_MS;
    this.refuseOffered();
    // Statements hold messages, and drivers put them into their errors: nothing but the name and code.
    const { name, parent } = error as { name?: string; parent?: { code?: string } };
    logger.error(what, { authenticator, error: name, code: parent?.code });
  }
}

/** No connection was made for the message, and none for the access token. */
function reachedNothing({ attempt: { result, problem } }: Verdict): boolean {
  return result === 'not_sent' && problem?.kind !== 'wecom';
}

function pauseFor(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
