import { Op, type Model } from '@nocobase/database';
import type { Application } from '@nocobase/server';
import { CARD_REPLIES_COLLECTION } from '../../constants';
import { whileRunning } from '../once-started';
import type { DeliveryLogger } from './engine';
import type { Outbox } from './outbox';
import { selected } from './sql';

/** Days for which finished deliveries are kept. */
export const DAYS_KEPT = 30;

/** A card can be updated for 72 hours after it was sent or clicked (document 94888); all else needs less. */
const FEWEST_DAYS = 3;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Deliveries, and people they were for, that are removed in one transaction. */
const BATCH = 200;
const MOST_PEOPLE = 5000;

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

/** Removes old deliveries every hour. */
export function pruneHourly(app: Application, outbox: Outbox, logger: DeliveryLogger): void {
  const days = daysKeptFrom(process.env.WECOM_KEEP_DELIVERIES_DAYS);
  whileRunning(app, HOUR_MS, () => {
    pruneDeliveries(app, outbox, days).then(
      (removed) => removed > 0 && logger.info('Old deliveries were removed', { removed, days }),
      (error: unknown) =>
        logger.warn('Old deliveries stay for now', { error: error instanceof Error ? error.name : typeof error }),
    );
  });
}

/**
 * Removes what finished so many days ago: deliveries with their attempts and recipients, except those whose card somebody clicked in the
 * last 72 hours. Ends when another process is at it.
 *
 * @returns how many deliveries
 */
export async function pruneDeliveries(app: Application, outbox: Outbox, days = DAYS_KEPT): Promise<number> {
  const before = outbox.now() - days * DAY_MS;
  const kept: number[] = [];
  for (let removed = 0; ;) {
    const found = await finishedBefore(outbox, before, kept);
    if (found.length === 0) return removed;
    const clicked = await clickedSince(app, found, outbox.now() - FEWEST_DAYS * DAY_MS);
    const [old, young] = [found.filter((one) => !isClicked(one)), found.filter(isClicked)];
    kept.push(...young.map(({ id }) => id));
    if (old.length > 0 && !(await remove(outbox, old))) return removed;
    removed += old.length;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));

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
  const rows = await sql.rows<{ id: string | number; taskId: string | null; memberCount: number }>(
    `SELECT ${selected(d, ['id', 'taskId', 'memberCount'])} FROM ${d.table}
      WHERE ${d.finishedAt} < ${before} ${kept.length > 0 ? `AND ${d.id} NOT IN ${sql.list(kept)}` : ''}
      ORDER BY ${d.finishedAt} LIMIT ${BATCH}`,
  );
  let people = 0;
  const within = rows.filter(({ memberCount }, index) => {
    people += Number(memberCount);
    return index === 0 || people <= MOST_PEOPLE;
  });
  return within.map(({ id, taskId }) => ({ id: Number(id), taskId }));
}

/** Task ids of cards that somebody answered since. */
async function clickedSince(app: Application, found: readonly Finished[], since: number): Promise<Set<string>> {
  const taskId = found.flatMap((one) => one.taskId ?? []);
  if (taskId.length === 0) return new Set();
  const where = { taskId, repliedAt: { [Op.gte]: since } };
  const replies = await app.db.getModel<Model>(CARD_REPLIES_COLLECTION).findAll({ where, attributes: ['taskId'] });
  return new Set(replies.map((reply) => reply.get('taskId') as string));
}

/** @returns false when another process is removing them */
async function remove({ sql, tables }: Outbox, [oldest, ...others]: readonly Finished[]): Promise<boolean> {
  if (!oldest) return true;
  const { deliveries: d, recipients: r, attempts: a } = tables;
  const ids = sql.list([oldest, ...others].map(({ id }) => id));
  return sql.inTransaction(async (statements) => {
    // Whoever holds the oldest one removes.
    const locked = await statements.rows(
      `SELECT 1 FROM ${d.table} WHERE ${d.id} = ${oldest.id} ${sql.dialect === 'sqlite' ? '' : 'FOR UPDATE SKIP LOCKED'}`,
    );
    if (locked.length === 0) return false;
    await statements.change(`DELETE FROM ${a.table} WHERE ${a.deliveryId} IN ${ids}`);
    await statements.change(`DELETE FROM ${r.table} WHERE ${r.deliveryId} IN ${ids}`);
    await statements.change(`DELETE FROM ${d.table} WHERE ${d.id} IN ${ids}`);
    return true;
  });
}
