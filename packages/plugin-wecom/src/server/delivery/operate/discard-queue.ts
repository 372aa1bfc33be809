import type { Outbox } from '../outbox';
import { lockQueue } from '../queues';
import { endDeliveries } from '../record/end-deliveries';
import { selected, type Statements } from '../sql';
import type { DeliveryProblem } from '../states';

/** Deliveries, and members they were for, that are ended in one transaction: claims of the app wait for it. */
const BATCH = 500;
const MOST_MEMBERS = 5000;

const DISCARDED: DeliveryProblem = { kind: 'discarded' };

export interface Discarded {
  /** Deliveries that are not sent any more. */
  discarded: number;
}

/**
 * Ends all that is queued of an app: it has failed, or is unconfirmed where it may have arrived. The log says so, and a retry by hand
 * sends it after all. What is being sent now, or accepted meanwhile, is not touched.
 *
 * @param gone whether there is no such authenticator any more; its queue is then forgotten, so that another of the same name begins anew
 */
export async function discardQueue(outbox: Outbox, authenticator: string, gone: boolean): Promise<Discarded> {
  const { sql, tables } = outbox;
  const { deliveries: d, queues: q } = tables;
  const ofApp = `${d.authenticator} = ${sql.value(authenticator)}`;
  const [newest] = await sql.rows<{ id: string | number | null }>(
    `SELECT MAX(${d.id}) AS "id" FROM ${d.table} WHERE ${ofApp} AND ${d.state} = 'queued'`,
  );
  let discarded = 0;
  for (let more = true; more;) {
    const ended = await sql.inTransaction(async (statements) => {
      await lockQueue(outbox, statements, authenticator);
      return endSome(outbox, statements, `${ofApp} AND ${d.state} = 'queued' AND ${d.id} <= ${newest?.id ?? 0}`);
    });
    discarded += ended;
    more = ended > 0;
  }
  if (gone) {
    const open = `SELECT 1 FROM ${d.table} WHERE ${ofApp} AND ${d.state} IN ('queued', 'sending')`;
    await sql.change(
      `DELETE FROM ${q.table} WHERE ${q.authenticator} = ${sql.value(authenticator)} AND NOT EXISTS (${open})`,
    );
  }
  return { discarded };
}

/** @returns how many */
async function endSome(outbox: Outbox, statements: Statements, where: string): Promise<number> {
  const { deliveries: d } = outbox.tables;
  const rows = await statements.rows<{ id: string | number; memberCount: number; unansweredSince: string | null }>(
    `SELECT ${selected(d, ['id', 'memberCount', 'unansweredSince'])} FROM ${d.table} WHERE ${where} LIMIT ${BATCH}`,
  );
  let members = 0;
  const some = rows.filter(({ memberCount }, index) => {
    members += Number(memberCount);
    return index === 0 || members <= MOST_MEMBERS;
  });
  const idsOf = (unconfirmed: boolean) =>
    some.filter(({ unansweredSince }) => (unansweredSince !== null) === unconfirmed).map(({ id }) => Number(id));
  await endDeliveries(outbox, statements, idsOf(false), { state: 'failed', outcome: 'failed' });
  await endDeliveries(outbox, statements, idsOf(true), { state: 'unconfirmed', outcome: 'unconfirmed' });
  if (some.length === 0) return 0;
  await statements.change(
    `UPDATE ${d.table} SET ${d.problem} = ${statements.value(JSON.stringify(DISCARDED))}
      WHERE ${d.id} IN ${statements.list(some.map(({ id }) => Number(id)))}`,
  );
  return some.length;
}
