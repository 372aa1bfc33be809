import type { Application } from '@nocobase/server';
import { namesOf } from '../../notification/recipients';
import { systemTexts } from '../../texts';
import type { DeliveryLogger } from '../engine';
import type { Outbox } from '../outbox';
import type { Statements } from '../sql';
import { logEntry, type LogEntry } from './log-entry';
import { readLogRows, writeLogRows } from './log-rows';
import { isOpen, readOutcomes, type NotificationOutcome, type Person } from './outcome';
import { ended, FIRST, loggedQueues, waiting, type LoggedQueue, type Place, type Unlogged } from './unlogged';

/** For what ends in other processes, and for rows the host has not written yet. */
const LOOK_EVERY_MS = 2000;

/** What ends in a moment is written together. */
const GATHER_MS = 50;

/** A row that is not there by then never comes: the host could not write it, or somebody has removed it. */
const ROW_COMES_WITHIN_MS = 60_000;

/** Batches of one look, so that an app that is paused with much in its queue does not keep everything else waiting. */
const MOST_BATCHES = 10;

/**
 * Writes into the host's notification log what became of notifications, and that they wait when they do. Every process may run one.
 * The column `logged` says which deliveries the log is right about, so a restart forgets nothing.
 */
export class LogWriter {
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;
  private running = false;
  private soon = false;
  /** By app, how far its waiting deliveries were looked at again. */
  private readonly places = new Map<string, Place>();

  constructor(
    private readonly app: Application,
    /** Its statements find their rows by an index. */
    private readonly outbox: Outbox,
    private readonly logger: DeliveryLogger,
  ) {}

  start(): void {
    this.running = true;
    this.lookIn(LOOK_EVERY_MS);
  }

  /** Something has ended. */
  wake(): void {
    if (this.soon || !this.running) return;
    this.soon = true;
    if (!this.looking) this.lookIn(GATHER_MS);
  }

  async stop(): Promise<void> {
    this.running = false;
    clearTimeout(this.timer);
    await this.looking;
  }

  private lookIn(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.soon = false;
      this.looking = this.look()
        .catch((error: unknown) =>
          this.logger.warn('The notification log is written later', {
            error: error instanceof Error ? error.name : typeof error,
          }),
        )
        .finally(() => {
          this.looking = undefined;
          if (this.running) this.lookIn(this.soon ? GATHER_MS : LOOK_EVERY_MS);
        });
    }, ms).unref();
  }

  /** Writes what is not right in the log: all that has ended, all that has begun to wait, and some of what waits for something else now. */
  async look(): Promise<void> {
    await this.inBatches((after) => ended(this.outbox, after));
    for (const queue of await loggedQueues(this.outbox)) {
      await this.inBatches((after) => waiting(this.outbox, queue, false, after));
      await this.follow(queue);
    }
  }

  private async inBatches(next: (after: Place) => Promise<Unlogged[]>): Promise<void> {
    let after = FIRST;
    for (let batch = 0; batch < MOST_BATCHES; batch += 1) {
      const found = await next(after);
      const last = found.at(-1);
      if (!last) return;
      after = last;
      await this.write(notificationsOf(found));
    }
  }

  /**
   * What waits may wait for something else than the log says: it was tried again, or its app is paused now. Each look compares one batch,
   * from where the last one ended, so that it costs the same however many wait; and goes on while most of what it finds is wrong.
   */
  private async follow(queue: LoggedQueue): Promise<void> {
    const { authenticator } = queue;
    for (let batch = 0; batch < MOST_BATCHES; batch += 1) {
      const place = this.places.get(authenticator);
      const found = await waiting(this.outbox, queue, true, place ?? FIRST);
      const last = found.at(-1);
      if (!last) {
        this.places.delete(authenticator);
        if (!place) return;
        // Once more from the start.
        continue;
      }
      this.places.set(authenticator, last);
      const ids = notificationsOf(found);
      const wrong = await this.wrong(ids);
      await this.write(wrong);
      if (wrong.length * 2 <= ids.length) return;
    }
  }

  /** Those of these notifications whose rows say something else than how they stand. Locks nothing. */
  private async wrong(notificationIds: readonly string[]): Promise<string[]> {
    const { sql } = this.outbox;
    const entries = await this.entriesOf(await readOutcomes(this.outbox, sql, notificationIds));
    return [...differing(entries, await readLogRows(this.app, sql, notificationIds)).keys()];
  }

  /** Deliveries of a notification are locked together, so that of two processes the later one knows all that the earlier one knew. */
  private async write(notificationIds: readonly string[]): Promise<void> {
    if (notificationIds.length === 0) return;
    const { outbox, app } = this;
    await outbox.sql.inTransaction(async (statements) => {
      const outcomes = await readOutcomes(outbox, statements, notificationIds, { lock: true });
      const rows = await readLogRows(app, statements, notificationIds);
      const entries = await this.entriesOf(outcomes.filter(({ id }) => rows.has(id)));
      await writeLogRows(app, statements, differing(entries, rows), outbox.now());
      const oldest = outbox.now() - ROW_COMES_WITHIN_MS;
      const settled = outcomes.filter(({ id, acceptedAt }) => rows.has(id) || acceptedAt < oldest);
      await this.mark(statements, settled, true);
      await this.mark(statements, settled, false);
    });
  }

  private async entriesOf(outcomes: readonly NotificationOutcome[]): Promise<Map<string, LogEntry>> {
    if (outcomes.length === 0) return new Map();
    const texts = await systemTexts(this.app);
    const named = await this.names(outcomes);
    return new Map(outcomes.map((outcome) => [outcome.id, logEntry(outcome, named, texts)]));
  }

  private async names(outcomes: readonly NotificationOutcome[]): Promise<(person: Person) => string> {
    const people = outcomes.flatMap((outcome) => [...outcome.people.values()].flatMap(({ first }) => first));
    const userIds = [...new Set(people.flatMap(({ userId }) => userId ?? []))];
    const names = await namesOf(this.app.db, userIds);
    const nameOf = new Map(userIds.map((userId, index) => [userId, names[index]]));
    return ({ userId, member }) => (userId === null ? undefined : nameOf.get(userId)) ?? member ?? '';
  }

  /** What has ended is in the log now; what is open will have to be, however it ends. */
  private async mark(statements: Statements, outcomes: readonly NotificationOutcome[], logged: boolean): Promise<void> {
    const { deliveries: d } = this.outbox.tables;
    const ids = outcomes
      .flatMap(({ deliveries }) => deliveries)
      .filter((delivery) => isOpen(delivery) !== logged && delivery.logged !== logged)
      .map(({ id }) => id);
    if (ids.length === 0) return;
    await statements.change(
      `UPDATE ${d.table} SET ${d.logged} = ${statements.value(logged)} WHERE ${d.id} IN ${statements.list(ids)}`,
    );
  }
}

function notificationsOf(deliveries: readonly Unlogged[]): string[] {
  return [...new Set(deliveries.map(({ notificationId }) => notificationId))];
}

/** What rows that are there should say, and do not. */
function differing(entries: ReadonlyMap<string, LogEntry>, rows: ReadonlyMap<string, LogEntry>): Map<string, LogEntry> {
  return new Map(
    [...entries].filter(([id, { status, reason }]) => {
      const row = rows.get(id);
      return row !== undefined && (row.status !== status || (row.reason || null) !== reason);
    }),
  );
}
