import { DUPLICATE_CHECK_SECONDS } from '../body';
import type { Outbox } from '../outbox';
import { LONGEST_WINDOW_MS, SMALLEST_LIMIT, type Sent } from '../pacing';
import { selected, type Statements } from '../sql';
import type { Candidate, EarlierAttempt, WaitingMember } from './plan';

/** Members looked at in one claim; a delivery alone may have 1000. */
const MOST_MEMBERS = 5000;

export interface Due {
  /** In the order of acceptance. */
  due: Candidate[];
  sent: Map<string, Sent[]>;
  attempted: Map<string, EarlierAttempt[]>;
  /** There may be more that is due. */
  more: boolean;
}

export interface DueOptions {
  most: number;
  /** Only these deliveries. */
  ids?: readonly number[] | undefined;
}

/** What is due, and all that decides whether it may go. Four statements, however much is queued. */
export async function readDue(
  outbox: Outbox,
  statements: Statements,
  authenticator: string,
  options: DueOptions,
): Promise<Due> {
  const now = outbox.now();
  const rows = await dueDeliveries(outbox, statements, authenticator, { ...options, now });
  const deliveries = withinMembers(rows);
  if (deliveries.length === 0) return { due: [], sent: new Map(), attempted: new Map(), more: false };
  const waiting = await waitingMembers(outbox, statements, deliveries, now);
  const busy = [...waiting.values()].flat().filter(({ recentSends }) => recentSends >= SMALLEST_LIMIT);
  const members = [...new Set(busy.map(({ member }) => member))];
  return {
    due: deliveries
      .sort((a, b) => a.position - b.position || a.id - b.id)
      .map((delivery) => ({ ...delivery, waiting: waiting.get(delivery.id) ?? [] })),
    sent: await recentlySent(outbox, statements, authenticator, members, now),
    attempted: await recentlyAttempted(
      outbox,
      statements,
      authenticator,
      deliveries.map(({ bodyHash }) => bodyHash),
      now,
    ),
    more: rows.length === options.most || deliveries.length < rows.length,
  };
}

type DeliveryRow = Omit<Candidate, 'waiting'> & { memberCount: number; position: number };

async function dueDeliveries(
  { tables: { deliveries: d } }: Outbox,
  statements: Statements,
  authenticator: string,
  { most, ids, now }: DueOptions & { now: number },
): Promise<DeliveryRow[]> {
  const columns = selected(d, [
    'id',
    'attempts',
    'attemptedAt',
    'unansweredSince',
    'checked',
    'body',
    'bodyHash',
    'taskId',
    'memberCount',
    'position',
  ]);
  const rows = await statements.rows<Record<keyof DeliveryRow, string | number | boolean | null>>(
    `SELECT ${columns} FROM ${d.table}
      WHERE ${d.authenticator} = ${statements.value(authenticator)} AND ${d.state} = 'queued' AND ${d.dueAt} <= ${now}
        ${ids ? `AND ${d.id} IN ${statements.list(ids)}` : ''}
      ORDER BY ${d.dueAt} LIMIT ${most}`,
  );
  return rows.map((row) => ({
    id: Number(row.id),
    attempts: Number(row.attempts),
    attemptedAt: numberOrNull(row.attemptedAt),
    unansweredSince: numberOrNull(row.unansweredSince),
    checked: Boolean(row.checked),
    body: String(row.body),
    bodyHash: String(row.bodyHash),
    taskId: row.taskId === null ? null : String(row.taskId),
    memberCount: Number(row.memberCount),
    position: Number(row.position),
  }));
}

/** The first of them with at most 5000 members together; one at least. */
function withinMembers(rows: readonly DeliveryRow[]): DeliveryRow[] {
  let members = 0;
  return rows.filter(({ memberCount }, index) => {
    members += memberCount;
    return index === 0 || members <= MOST_MEMBERS;
  });
}

type WaitingRow = WaitingMember & { recentSends: number };

/**
 * Whom these deliveries are still for, with the earlier message that holds each back and what each got in the last hour. One probe of
 * an index for each, so that it does not matter how many messages a member has waiting.
 */
async function waitingMembers(
  { tables: { recipients: r } }: Outbox,
  statements: Statements,
  deliveries: readonly DeliveryRow[],
  now: number,
): Promise<Map<number, WaitingRow[]>> {
  const rows = await statements.rows<{
    id: string | number;
    deliveryId: string | number;
    member: string;
    heldUntil: string | number | null;
    recentSends: string | number | null;
  }>(
    `SELECT ${selected(r, ['id', 'deliveryId', 'member'], 'c')},
        (SELECT COALESCE(b.${r.holdsUntil}, 0) FROM ${r.table} b
          WHERE b.${r.authenticator} = c.${r.authenticator} AND b.${r.member} = c.${r.member} AND b.${r.outcome} = 'waiting'
            AND b.${r.position} < c.${r.position} AND (b.${r.holdsUntil} IS NULL OR b.${r.holdsUntil} > ${now})
          ORDER BY b.${r.position} LIMIT 1) AS "heldUntil",
        (SELECT SUM(s.${r.sends}) FROM ${r.table} s
          WHERE s.${r.authenticator} = c.${r.authenticator} AND s.${r.member} = c.${r.member}
            AND s.${r.attemptedAt} > ${now - LONGEST_WINDOW_MS}) AS "recentSends"
      FROM ${r.table} c
      WHERE c.${r.deliveryId} IN ${statements.list(deliveries.map(({ id }) => id))} AND c.${r.outcome} = 'waiting'
      ORDER BY c.${r.id}`,
  );
  const waiting = new Map<number, WaitingRow[]>(deliveries.map(({ id }) => [id, []]));
  for (const { id, deliveryId, member, heldUntil, recentSends } of rows) {
    waiting.get(Number(deliveryId))?.push({
      recipientId: Number(id),
      member,
      heldUntil: numberOrNull(heldUntil),
      recentSends: Number(recentSends ?? 0),
    });
  }
  return waiting;
}

async function recentlySent(
  { tables: { recipients: r } }: Outbox,
  statements: Statements,
  authenticator: string,
  members: readonly string[],
  now: number,
): Promise<Map<string, Sent[]>> {
  if (members.length === 0) return new Map();
  const rows = await statements.rows<{ member: string; attemptedAt: string | number; sends: number }>(
    `SELECT ${selected(r, ['member', 'attemptedAt', 'sends'])} FROM ${r.table}
      WHERE ${r.authenticator} = ${statements.value(authenticator)} AND ${r.member} IN ${statements.list(members)}
        AND ${r.attemptedAt} > ${now - LONGEST_WINDOW_MS} AND ${r.sends} > 0`,
  );
  const sent = new Map<string, Sent[]>(members.map((member) => [member, []]));
  for (const { member, attemptedAt, sends } of rows) {
    sent.get(member)?.push({ at: Number(attemptedAt), count: Number(sends) });
  }
  return sent;
}

/** Attempts with one of these bodies that the duplicate check may still remember. */
export async function recentlyAttempted(
  { tables: { deliveries: d } }: Outbox,
  statements: Statements,
  authenticator: string,
  hashes: readonly string[],
  now: number,
): Promise<Map<string, EarlierAttempt[]>> {
  const rows = await statements.rows<{ id: string | number; bodyHash: string; attemptedAt: string | number }>(
    `SELECT ${selected(d, ['id', 'bodyHash', 'attemptedAt'])} FROM ${d.table}
      WHERE ${d.authenticator} = ${statements.value(authenticator)} AND ${d.bodyHash} IN ${statements.list(hashes)}
        AND ${d.attemptedAt} > ${now - DUPLICATE_CHECK_SECONDS * 1000}`,
  );
  const attempted = new Map<string, EarlierAttempt[]>();
  for (const { id, bodyHash, attemptedAt } of rows) {
    const attempts = attempted.get(bodyHash) ?? [];
    attempted.set(bodyHash, attempts);
    attempts.push({ deliveryId: Number(id), attemptedAt: Number(attemptedAt) });
  }
  return attempted;
}

function numberOrNull(value: unknown): number | null {
  return value === null ? null : Number(value);
}
