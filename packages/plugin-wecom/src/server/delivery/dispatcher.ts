import { setMaxListeners } from 'node:events';
import { AppSettings } from './app-settings';
import { Backoff } from './backoff';
import { claim, type Claim, type ClaimOptions } from './claim/claim';
import type { ClaimedDelivery } from './claim/carry-out';
import { REPEAT_WITHIN_MS } from './claim/plan';
import type { DeliveryEngineOptions, SendingApp } from './engine';
import { causeOf, readFailure } from './failure';
import { Offers } from './offers';
import type { Outbox } from './outbox';
import type { QueueOverview } from './overview';
import { record, type Recorded } from './record/record';
import { release } from './record/release';
import type { AttemptEnd, Verdict } from './record/verdict';
import { pausesQueue } from './retry-table';
import { StoppedError } from './stopped-error';

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

/** While an app cannot send, it is looked so often for what may have arrived and can be repeated no more. */
const GIVE_UP_EVERY_MS = 60_000;

/** What has been due for so long while this process had nothing to do was not handed out, or to nobody who sends it. */
const OVERDUE_MS = 3_000;

/** After the database failed, or settings did not do. */
const PAUSE_MS = 1_000;

/** What cannot be written down for so long is forgotten; once its lease has ended it counts as unanswered. */
const KEEP_RESULTS_MS = 120_000;

/** How long a stop waits for answers: longer than a connection may take to fail. What has none by then counts as unanswered. */
const STOP_MS = 12_000;

/** WeCom makes too many calls at the same time an error of its own (document 90313). */
const TOO_MANY_AT_ONCE = 45033;

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
  /** Claimed, and the end not yet recorded; by id, until when each is leased. */
  private readonly held = new Map<number, number>();
  /** Claimed and not begun. */
  private ready: Ready[] = [];
  /** Claimed, and not to be sent any more. */
  private readonly late: ClaimedDelivery[] = [];
  private underWay = 0;
  private ends: AttemptEnd[] = [];
  /** Results were refused by the database, so each is written by itself until one is taken: one of them may be at fault. */
  private oneByOne = false;
  /** Something may be due. */
  private due = false;
  private readonly offers = new Offers();
  private readonly backoff: Backoff;
  private readonly settings: AppSettings;
  private leasesEnded = false;
  private readonly stopped = new AbortController();
  private stopping = false;
  private running: Promise<void> | undefined;
  private notify: () => void = () => undefined;
  /** What was just answered pauses the app, so nothing more is begun until that is written down. */
  private refusing = false;
  private giveUpAt = 0;

  constructor(private readonly options: DispatcherOptions) {
    this.backoff = new Backoff(options.concurrency);
    this.settings = new AppSettings({ ...options, failed: (error, what) => this.failed(error, what) });
    // One for each call under way.
    setMaxListeners(0, this.stopped.signal);
  }

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

  /** A delivery is handed out to this process. Resolves when it has ended, or cannot be sent here. */
  offer(deliveryId: number): Promise<void> {
    if (this.stopping) return Promise.resolve();
    const ended = this.offers.add(deliveryId);
    if (this.backoff.waits(this.options.outbox.now())) this.offers.refuseSoon();
    this.notify();
    this.run();
    return ended;
  }

  /** The app can send again as far as anybody knows. */
  tryAgain(): void {
    this.backoff.forget();
    this.settings.believe();
    this.wake();
  }

  /** Begins to work when the database says that there is something to do. */
  async look(queue: QueueOverview): Promise<void> {
    const { nextDueAt, leaseEndsAt, problem, probeAt } = queue;
    const now = this.options.outbox.now();
    if (leaseEndsAt !== null && leaseEndsAt < now) {
      this.leasesEnded = true;
      return this.takeDue();
    }
    if (nextDueAt === null || nextDueAt > now || this.backoff.waits(now)) return;
    const open = problem ? probeAt !== null && probeAt <= now : !this.settings.leavesTo(queue);
    if (open) {
      return nextDueAt < now - OVERDUE_MS && !this.busy ? this.takeDue() : this.wake();
    }
    if (now >= this.giveUpAt) return this.takeDue();
    if (await this.settings.haveChanged(queue)) this.wake();
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
    const ids = [...this.held.keys()];
    const until = outbox.now() + leaseMs;
    await outbox.sql.inTransaction((statements) =>
      statements.change(
        `UPDATE ${d.table} SET ${d.leaseUntil} = ${until}
          WHERE ${d.id} IN ${statements.list(ids)} AND ${d.lease} = ${statements.value(lease)}`,
      ),
    );
    for (const id of ids) if (this.held.has(id)) this.held.set(id, until);
  }

  /** Takes nothing new, hands back what was not begun, and waits for the rest; not for ever. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.offers.close();
    const late = setTimeout(() => this.stopped.abort(new StoppedError()), STOP_MS);
    await this.handBack(this.ready.splice(0).map(({ delivery }) => delivery));
    this.notify();
    await this.settled();
    clearTimeout(late);
  }

  private run(): void {
    this.running ??= this.work()
      .catch((error: unknown) => this.failed(error, 'The dispatcher of an app has failed'))
      .finally(() => {
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
      } else if (this.handsBack) {
        await this.handBack([...this.late.splice(0), ...this.ready.splice(0).map(({ delivery }) => delivery)]);
        this.refusing = false;
      } else if (this.late.length > 0) {
        await this.handBack(this.late.splice(0));
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

  /** What was claimed before the app was refused, or before nothing could be reached, waits with the rest. */
  private get handsBack(): boolean {
    return this.underWay === 0 && (this.refusing || (this.backoff.tries && this.ready.length > 0));
  }

  private get wanted(): boolean {
    return this.due || this.offers.some;
  }

  /** Claims are made for several deliveries at once, so not for each that ends. */
  private get claimable(): boolean {
    if (this.stopping || this.refusing || this.backoff.waits(this.options.outbox.now())) return false;
    return this.held.size === 0 || (!this.backoff.tries && this.room >= this.backoff.calls);
  }

  private get room(): number {
    return CLAIMED * this.backoff.calls - this.held.size;
  }

  private async claimDue(): Promise<void> {
    // What is found may be anything, so what was offered is asked for only when nothing is looked for.
    const ids = this.due ? undefined : this.offers.first(this.room);
    this.due = false;
    const app = await this.settings.open();
    if (!app) {
      this.backoff.pause(PAUSE_MS, this.options.outbox.now());
      this.offers.refuseSoon();
    }
    const claimed = await this.claim(app, ids);
    if (!claimed) return;
    const { deliveries, more } = claimed;
    this.due ||= more && !ids;
    if (!app) return;
    for (const { id } of deliveries) this.offers.taken(id);
    if (ids) this.offers.refuse(ids);
    if (this.stopping) return this.handBack(deliveries);
    this.take(deliveries, app);
    this.beginNext();
  }

  /** @param app undefined when it cannot be opened: what a dead process has left is then put back, and what is too late given up */
  private async claim(app: SendingApp | undefined, ids: readonly number[] | undefined): Promise<Claim | undefined> {
    const { outbox, authenticator, lease, leaseMs } = this.options;
    const giveUpLate = outbox.now() >= this.giveUpAt;
    const recover = this.leasesEnded;
    if (!app && !recover && !giveUpLate) return undefined;
    this.leasesEnded = false;
    const options: ClaimOptions = {
      authenticator,
      lease: { id: lease, ms: leaseMs },
      app: app && { ...this.settings.of(app), accountCap: app.accountCap },
      most: this.backoff.tries ? 1 : this.room,
      ids,
      held: [...this.held.keys()],
      recover,
      giveUpLate,
    };
    try {
      const claimed = await claim(outbox, options);
      if (giveUpLate) this.giveUpAt = outbox.now() + GIVE_UP_EVERY_MS;
      this.tell(claimed);
      return claimed;
    } catch (error) {
      this.leasesEnded ||= recover;
      this.failed(error, 'Deliveries cannot be claimed');
      return undefined;
    }
  }

  private tell({ recovered, unconfirmed }: Claim): void {
    const { logger, authenticator, ended } = this.options;
    if (recovered.length > 0) {
      logger.warn('A process ended before its deliveries did', { authenticator, deliveryIds: recovered });
    }
    if (unconfirmed.length === 0) return;
    logger.warn('Deliveries may have arrived and are not sent again', { authenticator, deliveryIds: unconfirmed });
    ended?.(unconfirmed);
  }

  /** Repeats first: they have the least time. */
  private take(deliveries: readonly ClaimedDelivery[], app: SendingApp): void {
    const repeats: Ready[] = [];
    for (const delivery of deliveries) {
      this.held.set(delivery.id, delivery.claimedAt + this.options.leaseMs);
      (delivery.unansweredSince === null ? this.ready : repeats).push({ delivery, app });
    }
    this.ready.unshift(...repeats);
  }

  private beginNext(): void {
    while (!this.refusing && this.underWay < this.backoff.calls) {
      const next = this.ready.shift();
      if (!next) return;
      if (this.mayStillSend(next.delivery)) void this.send(next);
      else this.late.push(next.delivery);
    }
  }

  /** A process may have stood still since it claimed: its leases are over then, or WeCom's duplicate check does not protect any more. */
  private mayStillSend({ id, unansweredSince }: ClaimedDelivery): boolean {
    const now = this.options.outbox.now();
    if (unansweredSince !== null && now > unansweredSince + REPEAT_WITHIN_MS) return false;
    return now < (this.held.get(id) ?? 0);
  }

  /** Never rejects. */
  private async send({ delivery, app }: Ready): Promise<void> {
    const { now } = this.options.outbox;
    const startedAt = now();
    this.underWay += 1;
    let outcome: AttemptEnd['outcome'];
    try {
      outcome = { answer: await app.client.message.sendPrepared(delivery.body, { signal: this.stopped.signal }) };
    } catch (error) {
      outcome = { error };
      this.refusing ||= pausesQueue(causeOf(readFailure(error)));
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
    while (!late && this.underWay > 0 && this.ends.length < this.backoff.calls) await this.notified();
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
      this.failed(error, 'Results of deliveries cannot be written down');
      this.oneByOne = true;
      this.keep(ends);
      await pauseFor(PAUSE_MS);
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
    const { logger, authenticator, ended } = this.options;
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

    this.learnPace(verdicts);
    this.settings.learn(verdicts);
    const final = verdicts.filter(({ verdict }) => verdict.state !== 'queued').map(({ end }) => end.delivery.id);
    if (final.length > 0) ended?.(final);
  }

  private learnPace(verdicts: Recorded['verdicts']): void {
    const now = this.options.outbox.now();
    if (verdicts.some(({ verdict }) => !reachedNothing(verdict))) this.backoff.reached(now);
    else if (verdicts.length > 0) this.backoff.reachedNothing(now);
    if (
      verdicts.some(({ verdict: { problem } }) => problem?.kind === 'wecom' && problem.errcode === TOO_MANY_AT_ONCE)
    ) {
      this.backoff.tooMany(now);
    }
  }

  private letGo(id: number): void {
    this.held.delete(id);
    this.offers.end(id);
  }

  private async handBack(deliveries: readonly ClaimedDelivery[]): Promise<void> {
    const { outbox, authenticator, lease } = this.options;
    for (const { id } of deliveries) this.letGo(id);
    try {
      await release(outbox, authenticator, lease, deliveries);
    } catch (error) {
      this.failed(error, 'Deliveries cannot be handed back');
    }
  }

  private failed(error: unknown, what: string): void {
    const { logger, authenticator, outbox } = this.options;
    this.backoff.pause(PAUSE_MS, outbox.now());
    this.offers.refuseSoon();
    // Statements hold messages, and drivers put them into their errors: nothing but the name and code.
    const { name, parent } = error as { name?: string; parent?: { code?: string } };
    logger.error(what, { authenticator, error: name, code: parent?.code });
  }
}

/** No connection was made for the message, and none for the access token; or no answer came. */
function reachedNothing({ attempt: { result, problem } }: Verdict): boolean {
  return result === 'unanswered' || (result === 'not_sent' && problem?.kind !== 'wecom');
}

function pauseFor(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
