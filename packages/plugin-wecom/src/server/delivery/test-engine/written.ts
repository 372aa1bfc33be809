import { randomUUID } from 'node:crypto';
import { text, type MessageBody } from '@openwecom/client/messages';
import { writeBody } from '../body';
import type { Outbox } from '../outbox';
import { selected } from '../sql';

export interface Writing {
  members: readonly string[];
  message?: MessageBody;
  authenticator?: string;
  /** One for all of a notification. @default another one */
  notificationId?: string;
  /** Whether the notification consists of this delivery alone. @default true */
  alone?: boolean;
}

let lastPosition = 0;

/** Writes deliveries as they are accepted, so that tests of the engine need nobody to accept them. @returns their ids */
export async function write({ sql, tables, now }: Outbox, writings: readonly Writing[]): Promise<number[]> {
  const { deliveries: d, recipients: r, queues: q } = tables;
  return sql.inTransaction(async (statements) => {
    const ids: number[] = [];
    for (const writing of writings) {
      const { members, message = text(`Hello ${randomUUID()}`), authenticator = 'wecom', alone = true } = writing;
      const known = await statements.rows(
        `SELECT ${q.authenticator} FROM ${q.table} WHERE ${q.authenticator} = ${statements.value(authenticator)}`,
      );
      if (known.length === 0) {
        await statements.change(
          `INSERT INTO ${q.table} (${q.authenticator}, ${q.probes}, ${q.personTimes}) VALUES (${statements.value(authenticator)}, 0, 0)`,
        );
      }
      const body = writeBody(message, members);
      lastPosition = Math.max(lastPosition + 1, now() * 1000);
      const row = {
        notificationId: writing.notificationId ?? randomUUID(),
        authenticator,
        state: 'queued',
        msgtype: message.msgtype,
        body: body.text,
        bodyHash: body.hash,
        checked: true,
        memberCount: members.length,
        taskId: body.taskId,
        position: lastPosition,
        acceptedAt: now(),
        dueAt: now(),
        attempts: 0,
        logged: alone,
      };
      const columns = (Object.keys(row) as (keyof typeof row)[]).map((column) => d[column]);
      const id = await statements.insert(
        `INSERT INTO ${d.table} (${columns.join(', ')}) VALUES ${statements.list(Object.values(row))}`,
        d.id,
      );
      ids.push(id);
      const people = members.map((member) => statements.list([id, authenticator, member, 'waiting', lastPosition, 0]));
      await statements.change(
        `INSERT INTO ${r.table} (${r.deliveryId}, ${r.authenticator}, ${r.member}, ${r.outcome}, ${r.position}, ${r.sends})
          VALUES ${people.join(', ')}`,
      );
    }
    return ids;
  });
}

/** Empties the tables. */
export async function clear({ sql, tables }: Outbox): Promise<void> {
  for (const { table } of Object.values(tables)) await sql.change(`DELETE FROM ${table}`);
}

/** A row of a table, with numbers as numbers. */
export type Row = Record<string, string | number | boolean | null>;

const TEXTS = new Set([
  'notificationId',
  'authenticator',
  'lease',
  'member',
  'msgid',
  'settingsFingerprint',
  'summary',
]);

/** All rows of a table, in the order they were written. */
export async function rowsOf({ sql, tables }: Outbox, name: keyof Outbox['tables'], where = '1 = 1'): Promise<Row[]> {
  const { table, ...columns } = tables[name] as Record<string, string>;
  const first = columns.id ?? columns.authenticator;
  const rows = await sql.rows<Row>(
    `SELECT ${selected(columns, Object.keys(columns))} FROM ${table} WHERE ${where} ORDER BY ${first}`,
  );
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([column, value]) => [column, read(column, value)])),
  );
}

/** Databases differ in how they give numbers and truth values back. */
function read(column: string, value: Row[string]): Row[string] {
  if (column === 'checked' || column === 'logged') return Boolean(value);
  return typeof value === 'string' && !TEXTS.has(column) && /^\d+$/.test(value) ? Number(value) : value;
}
