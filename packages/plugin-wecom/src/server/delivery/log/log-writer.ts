import type { Model } from '@nocobase/database';
import type { Application } from '@nocobase/server';
import { namesOf } from '../../notification/recipients';
import { systemTexts } from '../../texts';
import type { DeliveryLogger } from '../engine';
import type { Outbox } from '../outbox';
import type { Statements } from '../sql';
import { logEntry, type LogEntry } from './log-entry';
import { isOpen, readOutcomes, type NotificationOutcome, type Person } from './outcome';

const LOGS_COLLECTION = 'notificationSendLogs';

/** For what ends in other processes, and for rows the host has not written yet. */
const LOOK_EVERY_MS = 2000;

/** What ends in a moment is written together. */
const GATHER_MS = 50;

/** A row that is not there by then never comes: the host could not write it, or somebody has removed it. */
const ROW_COMES_WITHIN_MS = 60_000;

/** Whoever waits no longer than this needs not be told. */
const WAITS_LONG_MS = 3000;

/** Notifications of one transaction. */
const BATCH = 100;

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
  /** Apps of whose waiting notifications all are told, by the time they were paused. */
  private readonly told = new Map<string, number>();

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

  /** Writes all that is not right in the log. */
  async look(): Promise<void> {
    await this.inBatches((after) => this.ended(after));
    for (const { authenticator, pausedAt } of await this.queues()) {
      if (pausedAt === null) this.told.delete(authenticator);
      else if (this.told.get(authenticator) === pausedAt) continue;
      const all = await this.inBatches(() => this.waiting(authenticator, pausedAt !== null));
      if (all && pausedAt !== null) this.told.set(authenticator, pausedAt);
    }
  }

  /** @returns whether there is nothing more */
  private async inBatches(
    next: (after: number) => Promise<{ notificationId: string; id: number }[]>,
  ): Promise<boolean> {
    let after = 0;
    for (let batch = 0; batch < MOST_BATCHES; batch += 1) {
      const found = await next(after);
      if (found.length === 0) return true;
      after = Math.max(...found.map(({ id }) => id));
      await this.write([...new Set(found.map(({ notificationId }) => notificationId))]);
    }
    return false;
  }

  /** By expressions: in the order of the primary key PostgreSQL may read the whole table. */
  private ended(after: number) {
    const { sql, tables } = this.outbox;
    const { deliveries: d } = tables;
    return this.find(
      `${d.logged} = ${sql.value(false)} AND ${d.finishedAt} IS NOT NULL AND ${d.id} + 0 > ${after} ORDER BY ${d.id} + 0`,
    );
  }

  private waiting(authenticator: string, paused: boolean) {
    const { sql, tables, now } = this.outbox;
    const { deliveries: d } = tables;
    const late = paused ? '' : `AND ${d.dueAt} > ${now() + WAITS_LONG_MS}`;
    return this.find(
      `${d.authenticator} = ${sql.value(authenticator)} AND ${d.state} = 'queued' ${late} AND ${d.logged} = ${sql.value(true)}`,
    );
  }

  private async find(where: string): Promise<{ notificationId: string; id: number }[]> {
    const { sql, tables } = this.outbox;
    const { deliveries: d } = tables;
    const rows = await sql.rows<{ id: string | number; notificationId: string }>(
      `SELECT ${d.id} AS "id", ${d.notificationId} AS "notificationId" FROM ${d.table} WHERE ${where} LIMIT ${BATCH}`,
    );
    return rows.map(({ id, notificationId }) => ({ id: Number(id), notificationId }));
  }

  private async queues(): Promise<{ authenticator: string; pausedAt: number | null }[]> {
    const { sql, tables } = this.outbox;
    const { queues: q } = tables;
    const rows = await sql.rows<{ authenticator: string; pausedAt: string | number | null }>(
      `SELECT ${q.authenticator} AS "authenticator", ${q.pausedAt} AS "pausedAt" FROM ${q.table}`,
    );
    return rows.map(({ authenticator, pausedAt }) => ({
      authenticator,
      pausedAt: pausedAt === null ? null : Number(pausedAt),
    }));
  }

  /** Deliveries of a notification are locked together, so that of two processes the later one knows all that the earlier one knew. */
  private async write(notificationIds: readonly string[]): Promise<void> {
    const texts = await systemTexts(this.app);
    await this.outbox.sql.inTransaction(async (statements) => {
      const outcomes = await readOutcomes(this.outbox, statements, notificationIds);
      const there = await this.rowsThere(statements, notificationIds);
      const named = await this.names(outcomes);
      const entries = outcomes
        .filter(({ id }) => there.has(id))
        .map((outcome): [string, LogEntry] => [outcome.id, logEntry(outcome, named, texts)]);
      if (entries.length > 0) await this.update(statements, entries);
      const oldest = this.outbox.now() - ROW_COMES_WITHIN_MS;
      const settled = outcomes.filter(({ id, acceptedAt }) => there.has(id) || acceptedAt < oldest);
      await this.mark(statements, settled, true);
      await this.mark(statements, settled, false);
    });
  }

  private async rowsThere(statements: Statements, ids: readonly string[]): Promise<Set<string>> {
    const rows = await statements.rows<{ id: string }>(
      `SELECT id FROM ${this.logs.table} WHERE id IN ${statements.list(ids)}`,
    );
    return new Set(rows.map(({ id }) => id));
  }

  private async names(outcomes: readonly NotificationOutcome[]): Promise<(person: Person) => string> {
    const people = outcomes.flatMap((outcome) =>
      [...outcome.people].flatMap(([name, { first }]) => (name === 'accepted' || name === 'waiting' ? [] : first)),
    );
    const userIds = [...new Set(people.flatMap(({ userId }) => userId ?? []))];
    const names = await namesOf(this.app.db, userIds);
    const nameOf = new Map(userIds.map((userId, index) => [userId, names[index]]));
    return ({ userId, member }) => (userId === null ? undefined : nameOf.get(userId)) ?? member ?? '';
  }

  private async update(statements: Statements, entries: readonly [string, LogEntry][]): Promise<void> {
    const { table, updatedAt } = this.logs;
    const choice = (of: (entry: LogEntry) => string | null) =>
      `CASE id ${entries.map(([id, entry]) => `WHEN ${statements.value(id)} THEN ${statements.value(of(entry))}`).join(' ')} END`;
    await statements.change(
      `UPDATE ${table} SET status = ${choice(({ status }) => status)}, reason = ${choice(({ reason }) => reason)},
          ${updatedAt} = ${this.app.db.sequelize.escape(new Date(this.outbox.now()))}
        WHERE id IN ${statements.list(entries.map(([id]) => id))}`,
    );
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

  /** The host's own table, under its name in SQL. */
  private get logs() {
    const { db } = this.app;
    const { updatedAt } = db.getModel<Model>(LOGS_COLLECTION).rawAttributes as Record<string, { field?: string }>;
    return {
      table: db.getCollection(LOGS_COLLECTION).quotedTableName() as string,
      updatedAt: this.outbox.sql.quoted(updatedAt?.field ?? 'updatedAt'),
    };
  }
}
