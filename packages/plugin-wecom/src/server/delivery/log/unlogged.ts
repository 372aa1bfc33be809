import type { Outbox } from '../outbox';
import { selected } from '../sql';

/** A delivery of which the host's notification log may have to say something else. */
export interface Unlogged {
  id: number;
  notificationId: string;
  memberCount: number;
  dueAt: number;
}

/** A delivery in the order in which it is looked at. */
export type Place = Pick<Unlogged, 'id' | 'dueAt'>;

export const FIRST: Place = { id: 0, dueAt: 0 };

/** Whether an app sends. */
export interface LoggedQueue {
  authenticator: string;
  paused: boolean;
}

/** Whoever waits no longer than this needs not be told. */
const WAITS_LONG_MS = 3000;

/** Deliveries of one batch. */
export const BATCH = 100;

/** People of one batch, unless one delivery has more: they are counted in one transaction. */
const MOST_PEOPLE = 10_000;

export async function loggedQueues({ sql, tables: { queues: q } }: Outbox): Promise<LoggedQueue[]> {
  const rows = await sql.rows<{ authenticator: string; pausedAt: string | number | null }>(
    `SELECT ${selected(q, ['authenticator', 'pausedAt'])} FROM ${q.table}`,
  );
  return rows.map(({ authenticator, pausedAt }) => ({ authenticator, paused: pausedAt !== null }));
}

/** Those that have ended, and the log does not say how. */
export function ended(outbox: Outbox, after: Place): Promise<Unlogged[]> {
  const { deliveries: d } = outbox.tables;
  // By expressions: in the order of the primary key PostgreSQL may read the whole table.
  return find(
    outbox,
    `${d.logged} = ${outbox.sql.value(false)} AND ${d.finishedAt} IS NOT NULL AND ${d.id} + 0 > ${after.id}
      ORDER BY ${d.id} + 0`,
  );
}

/**
 * Those of an app that wait for long, or for as long as it is paused. All of it, its order too, is told in the words of an index, so that
 * a batch costs the same however many they are.
 *
 * @param told whether the log has to be corrected however they end: it says that they wait, as far as anybody has seen to that
 */
export function waiting(
  outbox: Outbox,
  { authenticator, paused }: LoggedQueue,
  told: boolean,
  after: Place,
): Promise<Unlogged[]> {
  const { sql, tables, now } = outbox;
  const { deliveries: d } = tables;
  const { dueAt, id } = paused ? after : later(after, { dueAt: now() + WAITS_LONG_MS, id: Number.MAX_SAFE_INTEGER });
  // PostgreSQL does not see that what is null has no order; the others do, and sort when it is named.
  const order = sql.dialect === 'postgres' ? [d.finishedAt, d.dueAt, d.id] : [d.dueAt, d.id];
  return find(
    outbox,
    `${d.logged} = ${sql.value(!told)} AND ${d.finishedAt} IS NULL AND ${d.authenticator} = ${sql.value(authenticator)}
      AND ${d.dueAt} >= ${dueAt} AND (${d.dueAt}, ${d.id}) > (${dueAt}, ${id})
      ORDER BY ${order.join(', ')}`,
  );
}

const later = (one: Place, other: Place): Place => (one.dueAt > other.dueAt ? one : other);

async function find({ sql, tables: { deliveries: d } }: Outbox, where: string): Promise<Unlogged[]> {
  const rows = await sql.rows<Record<keyof Unlogged, string | number>>(
    `SELECT ${selected(d, ['id', 'notificationId', 'memberCount', 'dueAt'])} FROM ${d.table} WHERE ${where} LIMIT ${BATCH}`,
  );
  let people = 0;
  return rows
    .map(({ notificationId, ...row }) => ({
      id: Number(row.id),
      notificationId: String(notificationId),
      memberCount: Number(row.memberCount),
      dueAt: Number(row.dueAt),
    }))
    .filter(({ memberCount }, index) => (people += memberCount) <= MOST_PEOPLE || index === 0);
}
