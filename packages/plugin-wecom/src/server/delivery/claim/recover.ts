import type { Outbox } from '../outbox';
import type { Statements } from '../sql';
import type { AttemptResult, DeliveryProblem } from '../states';
import { HOLD_MS } from '../record/verdict';
import { stillWaiting } from '../still-waiting';

const INTERRUPTED = { result: 'unanswered', problem: { kind: 'interrupted' } } as const satisfies {
  result: AttemptResult;
  problem: DeliveryProblem;
};

/**
 * Puts back what a process claimed and did not end before its lease did: it may have arrived, so it is repeated as it is. The queue is
 * locked meanwhile.
 *
 * @param held what this process is about to end itself, late as it may be
 * @returns what was put back, and when it was claimed
 */
export async function recover(
  { tables: { deliveries: d, recipients: r, attempts: a }, now: clock }: Outbox,
  statements: Statements,
  authenticator: string,
  held: readonly number[],
): Promise<{ id: number; claimedAt: number }[]> {
  const now = clock();
  // By an expression: in the order of the primary key a database may want to read the whole table.
  const rows = await statements.rows<{ id: string | number; attempts: number; attemptedAt: string | number }>(
    `SELECT ${d.id} AS "id", ${d.attempts} AS "attempts", ${d.attemptedAt} AS "attemptedAt" FROM ${d.table}
      WHERE ${d.authenticator} = ${statements.value(authenticator)} AND ${d.state} = 'sending' AND ${d.leaseUntil} < ${now}
        ${held.length > 0 ? `AND ${d.id} NOT IN ${statements.list(held)}` : ''}
      ORDER BY ${d.id} + 0 ${statements.forUpdate}`,
  );
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => Number(id));
  const problem = statements.value(JSON.stringify(INTERRUPTED.problem));
  const attempts = rows.map(
    ({ id, attempts: number, attemptedAt }) =>
      `(${id}, ${number}, ${attemptedAt}, ${now}, '${INTERRUPTED.result}', ${problem})`,
  );
  await statements.change(
    `INSERT INTO ${a.table} (${a.deliveryId}, ${a.number}, ${a.startedAt}, ${a.endedAt}, ${a.result}, ${a.problem})
      VALUES ${attempts.join(', ')}`,
  );
  await statements.change(
    `UPDATE ${d.table}
      SET ${d.state} = 'queued', ${d.waitingFor} = 'retry', ${d.dueAt} = ${now}, ${d.lease} = NULL, ${d.leaseUntil} = NULL,
        ${d.unansweredSince} = COALESCE(${d.unansweredSince}, ${d.attemptedAt}), ${d.problem} = ${problem}
      WHERE ${d.id} IN ${statements.list(ids)}`,
  );
  // In this order: MySQL reads what it has already set.
  await statements.change(
    `UPDATE ${r.table}
      SET ${r.holdsUntil} = COALESCE(${r.holdsUntil}, ${r.attemptedAt} + ${HOLD_MS}), ${r.attemptedAt} = ${now}
      WHERE ${stillWaiting(r, ids)}`,
  );
  return rows.map(({ id, attemptedAt }) => ({ id: Number(id), claimedAt: Number(attemptedAt) }));
}
