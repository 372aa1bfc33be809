import type { ClaimedDelivery } from '../claim/carry-out';
import type { Outbox } from '../outbox';
import { changeQueue, lockQueue } from '../queues';
import { stillWaiting } from '../still-waiting';

/** Hands back what was claimed and not begun, as if it had never been claimed. */
export async function release(
  outbox: Outbox,
  authenticator: string,
  lease: string,
  deliveries: readonly ClaimedDelivery[],
): Promise<void> {
  if (deliveries.length === 0) return;
  const { deliveries: d, recipients: r } = outbox.tables;
  await outbox.sql.inTransaction(async (statements) => {
    const queue = await lockQueue(outbox, statements, authenticator);
    if (queue?.problem && deliveries.some(({ probe }) => probe)) {
      await changeQueue(outbox, statements, authenticator, { probeAt: outbox.now() });
    }
    for (const { id, attempt, attemptedBefore } of deliveries) {
      const released = await statements.change(
        `UPDATE ${d.table}
          SET ${d.state} = 'queued', ${d.lease} = NULL, ${d.leaseUntil} = NULL, ${d.attempts} = ${attempt - 1},
            ${d.attemptedAt} = ${statements.value(attemptedBefore)}
          WHERE ${d.id} = ${id} AND ${d.lease} = ${statements.value(lease)}
            AND ${d.attempts} = ${attempt}`,
      );
      if (released === 0) continue;
      // In this order: MySQL reads what it has already set.
      await statements.change(
        `UPDATE ${r.table}
          SET ${r.attemptedAt} = CASE WHEN ${r.sends} > 1 THEN ${r.attemptedAt} END, ${r.sends} = ${r.sends} - 1
          WHERE ${stillWaiting(r, [id])}`,
      );
    }
  });
}
