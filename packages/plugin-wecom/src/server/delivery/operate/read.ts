import type { Model } from '@nocobase/database';
import type { Application } from '@nocobase/server';
import { CARD_REPLIES_COLLECTION } from '../../../constants';
import { namesOf } from '../../notification/recipients';
import type { Outbox } from '../outbox';
import { selected } from '../sql';
import type { DeliveryState } from '../states';
import type { ColumnOf } from '../tables';
import { OperationError } from './operation-error';

export interface DeliveryFilter {
  state?: DeliveryState | undefined;
  authenticator?: string | undefined;
  channel?: string | undefined;
  /** Of one notification: id of its row in the host's log. */
  notification?: string | undefined;
  member?: string | undefined;
  userId?: string | undefined;
  /** Accepted at or after, and before; milliseconds since 1970. */
  from?: number | undefined;
  to?: number | undefined;
  page: number;
  pageSize: number;
}

/** A row as it is, with numbers as numbers; problems are JSON still. */
export type ReadRow = Record<string, string | number | null>;

const LISTED = [
  'id',
  'notificationId',
  'authenticator',
  'channelName',
  'state',
  'waitingFor',
  'msgtype',
  'summary',
  'memberCount',
  'taskId',
  'acceptedAt',
  'dueAt',
  'attempts',
  'attemptedAt',
  'finishedAt',
  'problem',
  'retryOf',
] as const satisfies readonly ColumnOf<'deliveries'>[];

const NUMBERS = new Set<string>([
  'id',
  'memberCount',
  'acceptedAt',
  'dueAt',
  'attempts',
  'attemptedAt',
  'finishedAt',
  'retryOf',
  'number',
  'startedAt',
  'endedAt',
]);

/** Recipients that are listed with a delivery; a delivery has at most 1000 members, and may have any number of people without one. */
const MOST_RECIPIENTS = 2000;

/** The newest first. @returns one page, and whether there is another */
export async function listDeliveries(
  { sql, tables }: Outbox,
  { page, pageSize, ...filter }: DeliveryFilter,
): Promise<{ rows: ReadRow[]; hasNext: boolean }> {
  const { deliveries: d, recipients: r, queues: q } = tables;
  const where = [
    filter.state !== undefined && `${d.state} = ${sql.value(filter.state)}`,
    // The index of states begins with the app. Of those that were sent there are so many that the newest are found sooner without it.
    filter.state !== undefined &&
      filter.state !== 'sent' &&
      `${d.authenticator} IN (SELECT ${q.authenticator} FROM ${q.table})`,
    filter.authenticator !== undefined && `${d.authenticator} = ${sql.value(filter.authenticator)}`,
    filter.channel !== undefined && `${d.channelName} = ${sql.value(filter.channel)}`,
    filter.notification !== undefined && `${d.notificationId} = ${sql.value(filter.notification)}`,
    filter.from !== undefined && `${d.acceptedAt} >= ${filter.from}`,
    filter.to !== undefined && `${d.acceptedAt} < ${filter.to}`,
    filter.userId !== undefined &&
      `${d.id} IN (SELECT ${r.deliveryId} FROM ${r.table} WHERE ${r.userId} = ${sql.value(filter.userId)})`,
    filter.member !== undefined &&
      `${d.id} IN (SELECT ${r.deliveryId} FROM ${r.table} WHERE ${r.member} = ${sql.value(filter.member.toLowerCase())}
        AND ${r.authenticator} IN (SELECT ${q.authenticator} FROM ${q.table}))`,
  ].filter(Boolean);
  const rows = await sql.rows<ReadRow>(
    `SELECT ${selected(d, LISTED)} FROM ${d.table} ${where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''}
      ORDER BY ${d.id} DESC LIMIT ${pageSize + 1} OFFSET ${(page - 1) * pageSize}`,
  );
  return { rows: rows.slice(0, pageSize).map(withNumbers), hasNext: rows.length > pageSize };
}

export interface DeliveryDetails {
  delivery: ReadRow;
  /** What was sent, without recipients; null when nobody was there to send it to. */
  message: Record<string, unknown> | null;
  attempts: ReadRow[];
  recipients: { userId: string | null; member: string | null; name: string | null; outcome: string }[];
  /** Deliveries that its recipients went to when it was sent again by hand: whom it did not reach is there now. */
  retries: { id: number; state: string; memberCount: number; acceptedAt: number }[];
  /** Clicks on its card, the oldest first. */
  replies: { member: string; event: string; eventKey: string; selectedItems: unknown; repliedAt: number }[];
}

/** @throws {OperationError} */
export async function readDelivery(app: Application, { sql, tables }: Outbox, id: number): Promise<DeliveryDetails> {
  const { deliveries: d, recipients: r, attempts: a } = tables;
  const [row] = await sql.rows<ReadRow>(
    `SELECT ${selected(d, [...LISTED, 'body'])} FROM ${d.table} WHERE ${d.id} = ${id}`,
  );
  if (!row) throw new OperationError('gone');
  const { body, ...delivery } = withNumbers(row);
  const attempts = await sql.rows<ReadRow>(
    `SELECT ${selected(a, ['number', 'startedAt', 'endedAt', 'result', 'problem', 'msgid'])} FROM ${a.table}
      WHERE ${a.deliveryId} = ${id} ORDER BY ${a.id}`,
  );
  const people = await sql.rows<{ userId: string | null; member: string | null; outcome: string }>(
    `SELECT ${selected(r, ['userId', 'member', 'outcome'])} FROM ${r.table}
      WHERE ${r.deliveryId} = ${id} ORDER BY ${r.id} LIMIT ${MOST_RECIPIENTS}`,
  );
  const userIds = people.flatMap(({ userId }) => userId ?? []);
  const names = await namesOf(app.db, userIds);
  const nameOf = new Map(userIds.map((userId, index) => [userId, names[index] ?? null]));
  return {
    delivery,
    message: typeof body === 'string' ? messageOf(body) : null,
    attempts: attempts.map(withNumbers),
    recipients: people.map((person) => ({
      ...person,
      name: person.userId === null ? null : (nameOf.get(person.userId) ?? null),
    })),
    retries: await retriesOf(sql, tables, id, delivery.notificationId ?? null),
    replies: typeof delivery.taskId === 'string' ? await repliesTo(app, delivery.taskId) : [],
  };
}

/** Found by their notification, which has an index. */
async function retriesOf(
  sql: Outbox['sql'],
  { deliveries: d }: Outbox['tables'],
  id: number,
  notificationId: string | number | null,
): Promise<DeliveryDetails['retries']> {
  const rows = await sql.rows<ReadRow>(
    `SELECT ${selected(d, ['id', 'state', 'memberCount', 'acceptedAt'])} FROM ${d.table}
      WHERE ${d.notificationId} = ${sql.value(notificationId)} AND ${d.retryOf} = ${id} ORDER BY ${d.id}`,
  );
  return rows.map(withNumbers) as unknown as DeliveryDetails['retries'];
}

async function repliesTo(app: Application, taskId: string): Promise<DeliveryDetails['replies']> {
  const replies = await app.db
    .getModel<Model>(CARD_REPLIES_COLLECTION)
    .findAll({ where: { taskId }, order: [['repliedAt', 'ASC']] });
  return replies.map((reply) => ({
    member: reply.get('member') as string,
    event: reply.get('event') as string,
    eventKey: reply.get('eventKey') as string,
    selectedItems: reply.get('selectedItems') as unknown,
    repliedAt: Number(reply.get('repliedAt')),
  }));
}

function messageOf(body: string): Record<string, unknown> {
  const {
    touser: _,
    enable_duplicate_check: __,
    duplicate_check_interval: ___,
    ...message
  } = JSON.parse(body) as Record<string, unknown>;
  return message;
}

function withNumbers(row: ReadRow): ReadRow {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, value !== null && NUMBERS.has(name) ? Number(value) : value]),
  );
}
