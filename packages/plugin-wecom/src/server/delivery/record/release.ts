import type { ClaimedDelivery } from '../claim/carry-out';
import type { Outbox } from '../outbox';
import { changeQueue, lockQueue, personTimesBack, type QueueChanges } from '../queues';
import { selected } from '../sql';
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
    // First, as claims do, so that none comes in between.
    const queue = await lockQueue(outbox, statements, authenticator);
    const rows = await statements.rows<{ id: string | number; attempts: number }>(
      `SELECT ${selected(d, ['id', 'attempts'])} FROM ${d.table}
        WHERE ${d.id} IN ${statements.list(deliveries.map(({ id }) => id))} AND ${d.lease} = ${statements.value(lease)}`,
    );
    const attempts = new Map(rows.map((row) => [Number(row.id), Number(row.attempts)]));
    const owned = deliveries.filter(({ id, attempt }) => attempts.get(id) === attempt);
    if (owned.length === 0) return;
    const ids = owned.map(({ id }) => id);
    const attemptedBefore = owned
      .map((delivery) => `WHEN ${delivery.id} THEN ${statements.value(delivery.attemptedBefore)}`)
      .join(' ');
    // In this order: MySQL reads what it has already set.
    await statements.changeAll([
      `UPDATE ${d.table}
        SET ${d.state} = 'queued', ${d.lease} = NULL, ${d.leaseUntil} = NULL, ${d.attempts} = ${d.attempts} - 1,
          ${d.attemptedAt} = CASE ${d.id} ${attemptedBefore} ELSE ${d.attemptedAt} END
        WHERE ${d.id} IN ${statements.list(ids)}`,
      `UPDATE ${r.table}
        SET ${r.attemptedAt} = CASE WHEN ${r.sends} > 1 THEN ${r.attemptedAt} END, ${r.sends} = ${r.sends} - 1
        WHERE ${stillWaiting(r, ids)}`,
    ]);
    if (!queue) return;
    const changes: QueueChanges = {
      ...personTimesBack(queue, owned, outbox.now()),
      ...(queue.problem && owned.some(({ probe }) => probe) && { probeAt: outbox.now() }),
    };
    if (Object.keys(changes).length > 0) await changeQueue(outbox, statements, authenticator, changes);
  });
}
