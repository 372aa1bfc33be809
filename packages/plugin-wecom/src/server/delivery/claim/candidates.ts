import { DUPLICATE_CHECK_SECONDS } from '../body';
import type { Outbox } from '../outbox';
import { LONGEST_WINDOW_MS, SMALLEST_LIMIT, type Sent } from '../pacing';
import { selected, type Statements } from '../sql';
import type { Tables } from '../tables';
import { stillWaiting } from '../still-waiting';
import type { Candidate, WaitingMember } from './plan';

/**
 * So long another delivery with an equal body counts as known to WeCom's duplicate check: its interval, which begins when WeCom took
 * the message, some time after it was claimed. Longer than needed costs a repeat its protection, shorter the message.
 */
const EQUAL_WITHIN_MS = (DUPLICATE_CHECK_SECONDS + 120) * 1000;

/** Members looked at in one claim; a delivery alone may have 1000. */
const MOST_MEMBERS = 5000;

export interface Due {
  /** In the order of acceptance. */
  due: Candidate[];
  sent: Map<string, Sent[]>;
  /** There may be more that is due. */
  more: boolean;
}

export interface DueOptions {
  most: number;
  /** Only these deliveries. */
  ids?: readonly number[] | undefined;
}

/** What is due, and all that decides whether it may go. Three statements, however much is queued. */
export async function readDue(
  outbox: Outbox,
  statements: Statements,
  authenticator: string,
  options: DueOptions,
): Promise<Due> {
  const now = outbox.now();
  const rows = await dueDeliveries(outbox, statements, authenticator, { ...options, now });
  const deliveries = withinMembers(rows);
  if (deliveries.length === 0) return { due: [], sent: new Map(), more: false };
  const waiting = await waitingMembers(outbox, statements, deliveries, now);
  const busy = [...waiting.values()].flat().filter(({ recentSends }) => recentSends >= SMALLEST_LIMIT);
  const members = [...new Set(busy.map(({ member }) => member))];
  return {
    due: deliveries
      .sort((a, b) => a.position - b.position || a.id - b.id)
      .map((delivery) => ({ ...delivery, waiting: waiting.get(delivery.id) ?? [] })),
    sent: await recentlySent(outbox, statements, authenticator, members, now),
    more: rows.length === options.most || deliveries.length < rows.length,
  };
}

type DeliveryRow = Omit<Candidate, 'waiting'> & { memberCount: number; position: number };

const DELIVERY = [
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
] as const satisfies readonly (keyof DeliveryRow)[];

/** @returns the earliest due first */
async function dueDeliveries(
  { tables: { deliveries: d } }: Outbox,
  statements: Statements,
  authenticator: string,
  { most, ids, now }: DueOptions & { now: number },
): Promise<DeliveryRow[]> {
  const equal = lastEqualAttempt(
    d,
    { id: `c.${d.id}`, authenticator: `c.${d.authenticator}`, bodyHash: `c.${d.bodyHash}` },
    now,
  );
  const select = `SELECT ${selected(d, DELIVERY, 'c')}, ${equal} AS "equalAttemptedAt"`;
  const own = `c.${d.authenticator} = ${statements.value(authenticator)}`;
  const rows = await statements.rows<Record<keyof DeliveryRow, string | number | boolean | null>>(
    ids
      ? // By their ids: what is due may be far more.
        `${select} FROM ${d.table} c
          WHERE c.${d.id} IN ${statements.list(ids)} AND CASE WHEN ${own} AND c.${d.state} = 'queued' THEN c.${d.dueAt} END <= ${now}`
      : `${select} FROM ${d.table} c WHERE ${own} AND c.${d.state} = 'queued' AND c.${d.dueAt} <= ${now}
          ORDER BY c.${d.dueAt} LIMIT ${most}`,
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
    equalAttemptedAt: numberOrNull(row.equalAttemptedAt),
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

/** Which message of the member of `c` goes first: of those that wait, the first that holds back others, as row `b`. */
export function firstHolding(r: Tables['recipients'], now: number): string {
  return `WHERE b.${r.authenticator} = c.${r.authenticator} AND b.${r.member} = c.${r.member} AND b.${r.outcome} = 'waiting'
      AND (b.${r.holdsUntil} IS NULL OR b.${r.holdsUntil} > ${now})
    ORDER BY b.${r.position} LIMIT 1`;
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
  const ids = deliveries.map(({ id }) => id);
  const rows = await statements.rows<{
    id: string | number;
    deliveryId: string | number;
    member: string;
    heldUntil: string | number | null;
    recentSends: string | number | null;
  }>(
    `SELECT ${selected(r, ['id', 'deliveryId', 'member'], 'c')},
        (SELECT CASE WHEN b.${r.position} < c.${r.position} THEN COALESCE(b.${r.holdsUntil}, 0) END FROM ${r.table} b
          ${firstHolding(r, now)}) AS "heldUntil",
        (SELECT SUM(s.${r.sends}) FROM ${r.table} s
          WHERE s.${r.authenticator} = c.${r.authenticator} AND s.${r.member} = c.${r.member}
            AND s.${r.attemptedAt} > ${now - LONGEST_WINDOW_MS}) AS "recentSends"
      FROM ${r.table} c
      WHERE ${stillWaiting(r, ids, 'c')}`,
  );
  rows.sort((a, b) => Number(a.id) - Number(b.id));
  const waiting = new Map<number, WaitingRow[]>(ids.map((id) => [id, []]));
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

/** When another delivery of the app with this body was attempted last; null: the duplicate check remembers none. */
export async function equalAttemptedAt(
  { tables: { deliveries: d }, now }: Outbox,
  statements: Statements,
  { id, authenticator, bodyHash }: { id: number; authenticator: string; bodyHash: string },
): Promise<number | null> {
  const own = { id: String(id), authenticator: statements.value(authenticator), bodyHash: statements.value(bodyHash) };
  const [row] = await statements.rows<{ at: string | number | null }>(
    `SELECT ${lastEqualAttempt(d, own, now())} AS "at"`,
  );
  return numberOrNull(row?.at ?? null);
}

/** As a value in a select, by SQL for what is known of the delivery. */
function lastEqualAttempt(
  d: Tables['deliveries'],
  { id, authenticator, bodyHash }: Record<'id' | 'authenticator' | 'bodyHash', string>,
  now: number,
): string {
  return `(SELECT MAX(e.${d.attemptedAt}) FROM ${d.table} e
    WHERE e.${d.authenticator} = ${authenticator} AND e.${d.bodyHash} = ${bodyHash}
      AND e.${d.attemptedAt} > ${now - EQUAL_WITHIN_MS} AND e.${d.id} <> ${id})`;
}

function numberOrNull(value: unknown): number | null {
  return value === null ? null : Number(value);
}
