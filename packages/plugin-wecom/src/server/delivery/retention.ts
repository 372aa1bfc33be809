import { Op, type Model } from '@nocobase/database';
import type { Application } from '@nocobase/server';
import { CARD_REPLIES_COLLECTION } from '../../constants';
import { onceStarted, whileRunning } from '../once-started';
import type { DeliveryLogger } from './engine';
import type { Outbox } from './outbox';
import { selected, type Statements } from './sql';

/** Days for which finished deliveries are kept. */
export const DAYS_KEPT = 30;

/** A card can be updated for 72 hours after it was sent or clicked (document 94888); all else needs less. */
const FEWEST_DAYS = 3;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Deliveries, and people they were for, that are removed in one transaction. */
const BATCH = 200;
const MOST_PEOPLE = 5000;

/** A process that is started every day, or more often, is to remove too; and its start has enough to do. */
const SOON_MS = 60_000;

/** Between two batches, so that sending goes first. */
const PAUSE_MS = 100;

/**
 * Reads `WECOM_KEEP_DELIVERIES_DAYS`.
 *
 * @throws when it is set and no whole number from 3
 */
export function daysKeptFrom(text: string | undefined): number {
  if (!text) return DAYS_KEPT;
  const days = Number(text);
  if (Number.isInteger(days) && days >= FEWEST_DAYS) return days;
  throw new Error(`WECOM_KEEP_DELIVERIES_DAYS must be a whole number from ${FEWEST_DAYS}, got "${text}".`);
}

export interface PruningTimes {
  /** Of the first time, after the start. @default a minute */
  soonMs?: number;
  /** @default an hour */
  everyMs?: number;
}

/** Removes old deliveries soon after the start and every hour, until the application stops: then after the batch it is at. */
export function pruneHourly(
  app: Application,
  outbox: Outbox,
  logger: DeliveryLogger,
  { soonMs = SOON_MS, everyMs = HOUR_MS }: PruningTimes = {},
): void {
  const days = daysKeptFrom(process.env.WECOM_KEEP_DELIVERIES_DAYS);
  let stopping = new AbortController();
  let first: NodeJS.Timeout | undefined;
  let pruning: Promise<void> | undefined;
  const prune = () => {
    const { signal } = stopping;
    pruning ??= pruneDeliveries(app, outbox, { days, signal })
      .then(
        (removed) => {
          if (removed > 0) logger.info('Old deliveries were removed', { removed, days });
        },
        (error: unknown) =>
          logger.warn('Old deliveries stay for now', { error: error instanceof Error ? error.name : typeof error }),
      )
      .finally(() => (pruning = undefined));
  };
  onceStarted(app, () => {
    stopping = new AbortController();
    first = setTimeout(prune, soonMs).unref();
  });
  whileRunning(app, everyMs, prune);
  // The host waits for what a listener returns, and then closes the database.
  const stop = async () => {
    clearTimeout(first);
    stopping.abort();
    await pruning;
  };
  app.on('beforeStop', (): unknown => stop());
}

export interface PruneOptions {
  /** @default DAYS_KEPT */
  days?: number;
  /** Ends it after the batch it is at. */
  signal?: AbortSignal;
}

/**
 * Removes what finished so many days ago: deliveries with their attempts and recipients, except those whose card somebody clicked in the
 * last 72 hours. Ends when another process is at it.
 *
 * @returns how many deliveries
 */
export async function pruneDeliveries(
  app: Application,
  outbox: Outbox,
  { days = DAYS_KEPT, signal }: PruneOptions = {},
): Promise<number> {
  const before = outbox.now() - days * DAY_MS;
  const kept: number[] = [];
  for (let removed = 0; ;) {
    const found = await finishedBefore(outbox, before, kept);
    if (found.length === 0) return removed;
    const clicked = await clickedSince(app, found, outbox.now() - FEWEST_DAYS * DAY_MS);
    const [old, young] = [found.filter((one) => !isClicked(one)), found.filter(isClicked)];
    kept.push(...young.map(({ id }) => id));
    const ids = old.map(({ id }) => id);
    const gone = ids.length > 0 ? await remove(outbox, ids) : 0;
    if (gone === undefined) return removed;
    removed += gone;
    if (signal?.aborted) return removed;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    if (signal?.aborted) return removed;

    function isClicked({ taskId }: Finished): boolean {
      return taskId !== null && clicked.has(taskId);
    }
  }
}

interface Finished {
  id: number;
  taskId: string | null;
}

async function finishedBefore(
  { sql, tables: { deliveries: d } }: Outbox,
  before: number,
  kept: readonly number[],
): Promise<Finished[]> {
  const rows = await sql.rows<{ id: string | number; taskId: string | null }>(
    `SELECT ${selected(d, ['id', 'taskId'])} FROM ${d.table}
      WHERE ${d.finishedAt} < ${before} ${kept.length > 0 ? `AND ${d.id} NOT IN ${sql.list(kept)}` : ''}
      ORDER BY ${d.finishedAt}, ${d.id} LIMIT ${BATCH}`,
  );
  return rows.map(({ id, taskId }) => ({ id: Number(id), taskId }));
}

/** Task ids of cards that somebody answered since. */
async function clickedSince(app: Application, found: readonly Finished[], since: number): Promise<Set<string>> {
  const taskId = found.flatMap((one) => one.taskId ?? []);
  if (taskId.length === 0) return new Set();
  const where = { taskId, repliedAt: { [Op.gte]: since } };
  const replies = await app.db.getModel<Model>(CARD_REPLIES_COLLECTION).findAll({ where, attributes: ['taskId'] });
  return new Set(replies.map((reply) => reply.get('taskId') as string));
}

/**
 * Removes the first of these deliveries with at most `MOST_PEOPLE` people together. One with more people loses some of them first, and is
 * found again.
 *
 * @returns how many are gone; undefined when another process is removing them
 */
async function remove(outbox: Outbox, ids: readonly number[]): Promise<number | undefined> {
  const { sql, tables } = outbox;
  const { deliveries: d, recipients: r, attempts: a } = tables;
  return sql.inTransaction(async (statements) => {
    // Whoever holds the oldest one removes.
    const locked = await statements.rows(
      `SELECT 1 FROM ${d.table} WHERE ${d.id} = ${ids[0]} ${sql.dialect === 'sqlite' ? '' : 'FOR UPDATE SKIP LOCKED'}`,
    );
    if (locked.length === 0) return undefined;
    const some = await withinPeople(outbox, statements, ids);
    if (some.length === 0) {
      await statements.change(
        `DELETE FROM ${r.table} WHERE ${r.deliveryId} = ${ids[0]} AND ${r.id} <= ${await lastOfSome(outbox, statements, ids[0])}`,
      );
      return 0;
    }
    const list = statements.list(some);
    await statements.change(`DELETE FROM ${a.table} WHERE ${a.deliveryId} IN ${list}`);
    await statements.change(`DELETE FROM ${r.table} WHERE ${r.deliveryId} IN ${list}`);
    return statements.change(`DELETE FROM ${d.table} WHERE ${d.id} IN ${list}`);
  });
}

/** By their rows: whoever is no member counts in no `memberCount`, and all of them are with the first delivery of their notification. */
async function withinPeople(
  { tables: { recipients: r } }: Outbox,
  statements: Statements,
  ids: readonly number[],
): Promise<number[]> {
  const rows = await statements.rows<{ id: string | number; people: string | number }>(
    `SELECT ${r.deliveryId} AS "id", COUNT(*) AS "people" FROM ${r.table}
      WHERE ${r.deliveryId} IN ${statements.list(ids)} GROUP BY ${r.deliveryId}`,
  );
  const peopleOf = new Map(rows.map(({ id, people }) => [Number(id), Number(people)]));
  const within: number[] = [];
  let people = 0;
  for (const id of ids) {
    people += peopleOf.get(id) ?? 0;
    if (people > MOST_PEOPLE) break;
    within.push(id);
  }
  return within;
}

/** Id of the last of the first `MOST_PEOPLE` recipients. */
async function lastOfSome(
  { tables: { recipients: r } }: Outbox,
  statements: Statements,
  deliveryId: number | undefined,
): Promise<number> {
  const [row] = await statements.rows<{ id: string | number }>(
    `SELECT ${r.id} AS "id" FROM ${r.table} WHERE ${r.deliveryId} = ${deliveryId}
      ORDER BY ${r.id} LIMIT 1 OFFSET ${MOST_PEOPLE - 1}`,
  );
  return Number(row?.id ?? 0);
}
