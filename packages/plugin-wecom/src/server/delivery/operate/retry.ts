import type { Database } from '@nocobase/database';
import { membersOf } from '../../auth/links';
import { MOST_MEMBERS, withMembers } from '../body';
import { nextPosition } from '../accept/positions';
import { copyDelivery } from '../copy-delivery';
import type { Outbox } from '../outbox';
import { selected } from '../sql';
import type { RecipientOutcome } from '../states';
import { OperationError } from './operation-error';

/** Who did not get it for sure. */
const NOT_REACHED: readonly RecipientOutcome[] = ['failed', 'invalid', 'unlicensed', 'not_linked'];

export interface RetryOptions {
  /** Also those who may have it already. */
  unconfirmed?: boolean;
}

/**
 * Sends a delivery that has ended once more, to those of its recipients who did not get it: they become recipients of a new delivery.
 * Whoever has been linked meanwhile is among them. One delivery takes 1000 of them; another call sends to the next.
 *
 * @returns id of the new delivery, and how many are left for another call
 * @throws {OperationError}
 */
export async function retryDelivery(
  outbox: Outbox,
  db: Database,
  id: number,
  { unconfirmed = false }: RetryOptions,
): Promise<{ deliveryId: number; authenticator: string; left: number }> {
  const { sql, tables, now } = outbox;
  const { deliveries: d, recipients: r } = tables;
  const outcomes = sql.list(unconfirmed ? [...NOT_REACHED, 'unconfirmed'] : NOT_REACHED);
  const people = await sql.rows<{
    id: string | number;
    authenticator: string;
    member: string | null;
    userId: string | null;
  }>(
    `SELECT ${selected(r, ['id', 'authenticator', 'member', 'userId'])} FROM ${r.table}
      WHERE ${r.deliveryId} = ${id} AND ${r.outcome} IN ${outcomes} ORDER BY ${r.id}`,
  );
  const unlinked = people.flatMap(({ member, userId }) =>
    member === null && /^\d{1,18}$/.test(userId ?? '') ? String(userId) : [],
  );
  const linked = await membersOf(db, people[0]?.authenticator ?? '', unlinked);

  return sql.inTransaction(async (statements) => {
    const [delivery] = await statements.rows<{ state: string; body: string | null; authenticator: string }>(
      `SELECT ${selected(d, ['state', 'body', 'authenticator'])} FROM ${d.table} WHERE ${d.id} = ${id} ${statements.forUpdate}`,
    );
    if (!delivery) throw new OperationError('gone');
    if (delivery.state === 'queued' || delivery.state === 'sending') throw new OperationError('open');
    if (delivery.body === null) throw new OperationError('noMessage');
    // As they are now: somebody else may have been quicker.
    const still = await statements.rows<{ id: string | number }>(
      `SELECT ${r.id} AS "id" FROM ${r.table} WHERE ${r.deliveryId} = ${id} AND ${r.outcome} IN ${outcomes} ${statements.forUpdate}`,
    );
    const there = new Set(still.map((row) => Number(row.id)));
    const all = people
      .map((person) => ({ id: Number(person.id), member: person.member ?? linked.get(person.userId ?? '') }))
      .filter(
        (person): person is { id: number; member: string } => person.member !== undefined && there.has(person.id),
      );
    const again = all.slice(0, MOST_MEMBERS);
    if (again.length === 0) throw new OperationError('nobodyToRetry');

    const members = [...new Set(again.map(({ member }) => member))];
    const { text, hash, taskId } = withMembers(delivery.body, members);
    const position = nextPosition(now());
    const deliveryId = await copyDelivery(tables, statements, id, {
      state: 'queued',
      body: text,
      bodyHash: hash,
      checked: true,
      memberCount: members.length,
      taskId,
      position,
      acceptedAt: now(),
      dueAt: now(),
      attempts: 0,
      logged: false,
      retryOf: id,
    });
    const member = `CASE ${r.id} ${again.map((one) => `WHEN ${one.id} THEN ${statements.value(one.member)}`).join(' ')} END`;
    await statements.change(
      `UPDATE ${r.table}
        SET ${r.deliveryId} = ${deliveryId}, ${r.outcome} = 'waiting', ${r.position} = ${position}, ${r.holdsUntil} = NULL, ${r.member} = ${member}
        WHERE ${r.id} IN ${statements.list(again.map((one) => one.id))}`,
    );
    return { deliveryId, authenticator: delivery.authenticator, left: all.length - again.length };
  });
}
