import type { WeComClient } from '@openwecom/client';
import type { Outbox } from '../outbox';
import { lockQueue } from '../queues';
import { endDeliveries } from '../record/end-deliveries';
import { wakeNext } from '../record/wake';
import { selected, type Statements } from '../sql';
import type { DeliveryState, RecipientOutcome } from '../states';
import { OperationError } from './operation-error';

/** WeCom takes messages back for 24 hours (document 94867). */
const RECALLED_WITHIN_MS = 86_400_000;

export interface RecallingApps {
  open: (authenticator: string) => Promise<{ client: Pick<WeComClient, 'message'> }>;
}

export interface Recalled {
  /** WeCom userids of those who do not get it, or have it no longer. */
  members: string[];
}

/**
 * Takes a delivery back: from the queue, or from everybody who got it in the last 24 hours.
 *
 * @throws {OperationError}
 * @throws what WeCom answers as `WeComApiError`
 */
export async function recallDelivery(outbox: Outbox, apps: RecallingApps, id: number): Promise<Recalled> {
  const { authenticator, state, members } = await takeFromQueue(outbox, id);
  if (members) return { members };
  if (state === 'queued' || state === 'sending') throw new OperationError('open');
  const msgid = state === 'sent' || state === 'partly_sent' ? await recallableMsgid(outbox, id) : undefined;
  if (msgid === undefined) throw new OperationError('notRecallable');
  const { client } = await apps.open(authenticator);
  await client.message.recall({ msgid });
  return { members: await markRecalled(outbox, id) };
}

interface Taken {
  authenticator: string;
  state: DeliveryState;
  /** Undefined: it is not in the queue, or may have arrived. */
  members: string[] | undefined;
}

/** Claims read deliveries without locking them and hold the lock of the queue meanwhile; so whoever has that knows what is not claimed. */
async function takeFromQueue(outbox: Outbox, id: number): Promise<Taken> {
  const { sql, tables } = outbox;
  const { deliveries: d } = tables;
  const [delivery] = await sql.rows<{ authenticator: string }>(
    `SELECT ${selected(d, ['authenticator'])} FROM ${d.table} WHERE ${d.id} = ${id}`,
  );
  if (!delivery) throw new OperationError('gone');
  const { authenticator } = delivery;
  const taken = await sql.inTransaction(async (statements) => {
    await lockQueue(outbox, statements, authenticator);
    const [row] = await statements.rows<{ state: DeliveryState; unansweredSince: string | number | null }>(
      `SELECT ${selected(d, ['state', 'unansweredSince'])} FROM ${d.table} WHERE ${d.id} = ${id} ${statements.forUpdate}`,
    );
    if (!row) throw new OperationError('gone');
    const { state, unansweredSince } = row;
    if (state !== 'queued' || unansweredSince !== null) return { authenticator, state, members: undefined };
    const members = await membersWith(outbox, statements, id, 'waiting');
    await endDeliveries(outbox, statements, [id], { state: 'recalled', outcome: 'recalled' });
    return { authenticator, state, members };
  });
  if (taken.members) await wakeNext(outbox, [id]);
  return taken;
}

/** Of the attempt WeCom accepted, as long as it takes that back. */
async function recallableMsgid({ sql, tables: { attempts: a }, now }: Outbox, id: number): Promise<string | undefined> {
  const [attempt] = await sql.rows<{ msgid: string }>(
    `SELECT ${a.msgid} AS "msgid" FROM ${a.table}
      WHERE ${a.deliveryId} = ${id} AND ${a.result} = 'accepted' AND ${a.msgid} IS NOT NULL AND ${a.msgid} <> ''
        AND ${a.startedAt} > ${now() - RECALLED_WITHIN_MS}
      ORDER BY ${a.id} DESC LIMIT 1`,
  );
  return attempt?.msgid;
}

/** @returns whom WeCom took it back from */
async function markRecalled(outbox: Outbox, id: number): Promise<string[]> {
  const { sql, tables } = outbox;
  const { deliveries: d, recipients: r } = tables;
  return sql.inTransaction(async (statements) => {
    await statements.change(
      `UPDATE ${d.table} SET ${d.state} = 'recalled', ${d.logged} = ${statements.value(false)} WHERE ${d.id} = ${id}`,
    );
    const members = await membersWith(outbox, statements, id, 'accepted');
    await statements.change(
      `UPDATE ${r.table} SET ${r.outcome} = 'recalled' WHERE ${r.deliveryId} = ${id} AND ${r.outcome} = 'accepted'`,
    );
    return members;
  });
}

async function membersWith(
  { tables: { recipients: r } }: Outbox,
  statements: Statements,
  id: number,
  outcome: RecipientOutcome,
): Promise<string[]> {
  const rows = await statements.rows<{ member: string }>(
    `SELECT ${r.member} AS "member" FROM ${r.table}
      WHERE ${r.deliveryId} = ${id} AND ${r.outcome} = ${statements.value(outcome)} ORDER BY ${r.id}`,
  );
  return rows.map(({ member }) => member);
}
