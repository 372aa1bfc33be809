import type { WeComApps } from '../../apps/wecom-apps';
import type { Outbox } from '../outbox';
import { endDeliveries } from '../record/end-deliveries';
import { wakeNext } from '../record/wake';
import { selected } from '../sql';
import { OperationError } from './operation-error';

/** WeCom takes messages back for 24 hours (document 94867). */
const RECALLED_WITHIN_MS = 86_400_000;

/**
 * Takes a delivery back: from the queue, or from everybody who got it in the last 24 hours.
 *
 * @throws {OperationError}
 * @throws what WeCom answers as `WeComApiError`
 */
export async function recallDelivery(outbox: Outbox, apps: Pick<WeComApps, 'open'>, id: number): Promise<void> {
  const { sql, tables, now } = outbox;
  const { deliveries: d, recipients: r, attempts: a } = tables;
  const [delivery] = await sql.rows<{ authenticator: string; state: string }>(
    `SELECT ${selected(d, ['authenticator', 'state'])} FROM ${d.table} WHERE ${d.id} = ${id}`,
  );
  if (!delivery) throw new OperationError('gone');
  if (await takenFromQueue(outbox, id)) return;
  if (delivery.state !== 'sent' && delivery.state !== 'partly_sent') throw new OperationError('notRecallable');
  const [attempt] = await sql.rows<{ msgid: string }>(
    `SELECT ${a.msgid} AS "msgid" FROM ${a.table}
      WHERE ${a.deliveryId} = ${id} AND ${a.result} = 'accepted' AND ${a.msgid} IS NOT NULL AND ${a.msgid} <> ''
        AND ${a.startedAt} > ${now() - RECALLED_WITHIN_MS}
      ORDER BY ${a.id} DESC LIMIT 1`,
  );
  if (!attempt) throw new OperationError('notRecallable');
  const { client } = await apps.open(delivery.authenticator);
  await client.message.recall({ msgid: attempt.msgid });
  await sql.inTransaction(async (statements) => {
    await statements.change(
      `UPDATE ${d.table} SET ${d.state} = 'recalled', ${d.logged} = ${statements.value(false)} WHERE ${d.id} = ${id}`,
    );
    await statements.change(
      `UPDATE ${r.table} SET ${r.outcome} = 'recalled' WHERE ${r.deliveryId} = ${id} AND ${r.outcome} = 'accepted'`,
    );
  });
}

/** Only what cannot have arrived. */
async function takenFromQueue(outbox: Outbox, id: number): Promise<boolean> {
  const { sql, tables } = outbox;
  const { deliveries: d } = tables;
  const taken = await sql.inTransaction(async (statements) => {
    const waiting = await statements.rows(
      `SELECT 1 FROM ${d.table} WHERE ${d.id} = ${id} AND ${d.state} = 'queued' AND ${d.unansweredSince} IS NULL ${statements.forUpdate}`,
    );
    if (waiting.length > 0) await endDeliveries(outbox, statements, [id], { state: 'recalled', outcome: 'recalled' });
    return waiting.length > 0;
  });
  if (taken) await wakeNext(outbox, [id]);
  return taken;
}
