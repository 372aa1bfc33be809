import type { Outbox } from './outbox';
import { QUEUE, readQueue, type Queue } from './queues';
import { selected } from './sql';

/** A queue, and when there is something to do in it. */
export interface QueueOverview extends Queue {
  nextDueAt: number | null;
  /** When the first lease ends, of any process. */
  leaseEndsAt: number | null;
}

/** All queues in one statement. It reads the first that is queued and the few that are being sent, however much is queued. */
export async function readOverview({ sql, tables: { queues: q, deliveries: d } }: Outbox): Promise<QueueOverview[]> {
  const ofQueue = (state: string) => `d.${d.authenticator} = q.${q.authenticator} AND d.${d.state} = '${state}'`;
  const rows = await sql.rows<Record<keyof QueueOverview, string | number | null>>(
    `SELECT ${selected(q, QUEUE, 'q')},
        (SELECT d.${d.dueAt} FROM ${d.table} d WHERE ${ofQueue('queued')} ORDER BY d.${d.dueAt} LIMIT 1) AS "nextDueAt",
        (SELECT MIN(d.${d.leaseUntil}) FROM ${d.table} d WHERE ${ofQueue('sending')}) AS "leaseEndsAt"
      FROM ${q.table} q`,
  );
  return rows.map((row) => ({
    ...readQueue(row),
    nextDueAt: row.nextDueAt === null ? null : Number(row.nextDueAt),
    leaseEndsAt: row.leaseEndsAt === null ? null : Number(row.leaseEndsAt),
  }));
}
