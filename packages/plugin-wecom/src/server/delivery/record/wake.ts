import { firstHolding } from '../claim/candidates';
import type { Outbox } from '../outbox';
import { stillWaiting } from '../still-waiting';

/*
 * A message waits behind an earlier one to the same member. Whoever ends the earlier one wakes the next, and whoever has put one behind
 * another looks again whether it is still there. Both do so after they have committed, so whichever comes last sees what the other did,
 * and no lock is needed between them. If a process dies in between, the message is looked at again some seconds later.
 */

/** When waking failed, after all else was committed: to be caught, as what was committed counts. What waits is then found by looking. */
export const lookAgain = () => true;

/** Makes due what comes next for the members of these deliveries, which have ended. @returns whether there is anything */
export async function wakeNext(outbox: Outbox, ended: readonly number[]): Promise<boolean> {
  if (ended.length === 0) return false;
  const { sql, tables, now } = outbox;
  const { deliveries: d, recipients: r } = tables;
  const rows = await sql.rows<{ next: string | number | null }>(
    `SELECT
        (SELECT d.${d.id} FROM ${d.table} d
          WHERE d.${d.waitingFor} = 'order' AND d.${d.id} =
            (SELECT b.${r.deliveryId} FROM ${r.table} b ${firstHolding(r, now())})) AS "next"
      FROM ${r.table} c WHERE c.${r.deliveryId} IN ${sql.list(ended)} AND c.${r.member} IS NOT NULL`,
  );
  const next = rows.flatMap((row) => (row.next === null ? [] : [Number(row.next)]));
  return wake(outbox, [...new Set(next)]);
}

/** Makes due those of these deliveries that nothing is before any more. @returns whether there is any */
export async function wakeUnheld(outbox: Outbox, behind: readonly number[]): Promise<boolean> {
  if (behind.length === 0) return false;
  const { sql, tables, now } = outbox;
  const { recipients: r } = tables;
  const rows = await sql.rows<{ id: string | number }>(
    `SELECT DISTINCT c.${r.deliveryId} AS "id" FROM ${r.table} c
      WHERE ${stillWaiting(r, behind, 'c')}
        AND COALESCE((SELECT b.${r.position} FROM ${r.table} b ${firstHolding(r, now())}), c.${r.position}) >= c.${r.position}`,
  );
  return wake(
    outbox,
    rows.map(({ id }) => Number(id)),
  );
}

async function wake({ sql, tables: { deliveries: d }, now }: Outbox, ids: readonly number[]): Promise<boolean> {
  if (ids.length === 0) return false;
  const woken = await sql.inTransaction((statements) =>
    statements.change(
      `UPDATE ${d.table} SET ${d.dueAt} = ${now()}
        WHERE ${d.id} IN ${statements.list(ids)} AND ${d.waitingFor} = 'order'`,
    ),
  );
  return woken > 0;
}
