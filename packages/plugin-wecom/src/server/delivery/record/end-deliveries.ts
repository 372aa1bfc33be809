import type { Outbox } from '../outbox';
import type { Statements } from '../sql';
import type { DeliveryState, RecipientOutcome } from '../states';
import { stillWaiting } from '../still-waiting';

export interface Ending {
  state: Exclude<DeliveryState, 'queued' | 'sending'>;
  /** Of everybody who still waits. */
  outcome: RecipientOutcome;
}

/**
 * Ends deliveries that are not ended by an answer of WeCom, with everybody who still waits in them. Once this is committed, `wakeNext`
 * is to be called.
 */
export async function endDeliveries(
  outbox: Outbox,
  statements: Statements,
  ids: readonly number[],
  { state, outcome }: Ending,
): Promise<void> {
  if (ids.length === 0) return;
  const { deliveries: d, recipients: r } = outbox.tables;
  await statements.change(
    `UPDATE ${d.table}
      SET ${d.state} = ${statements.value(state)}, ${d.waitingFor} = NULL, ${d.lease} = NULL, ${d.leaseUntil} = NULL,
        ${d.finishedAt} = ${outbox.now()}, ${d.logged} = ${statements.value(false)}
      WHERE ${d.id} IN ${statements.list(ids)}`,
  );
  await statements.change(
    `UPDATE ${r.table} SET ${r.outcome} = ${statements.value(outcome)}
      WHERE ${stillWaiting(r, ids)}`,
  );
}
