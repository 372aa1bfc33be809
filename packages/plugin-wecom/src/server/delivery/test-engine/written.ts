import { randomUUID } from 'node:crypto';
import { text, type MessageBody } from '@openwecom/client/messages';
import { accept } from '../accept/accept';
import type { Outbox } from '../outbox';
import { selected } from '../sql';

export interface Writing {
  members: readonly string[];
  message?: MessageBody;
  authenticator?: string;
}

/** Writes deliveries as they are accepted, one notification each. @returns their ids */
export async function write(outbox: Outbox, writings: readonly Writing[]): Promise<number[]> {
  const ids: number[] = [];
  for (const { members, message = text(`Hello ${randomUUID()}`), authenticator = 'wecom' } of writings) {
    const { deliveryIds } = await accept(outbox, {
      id: randomUUID(),
      authenticator,
      channelName: null,
      message,
      members: new Map(members.map((member) => [member, null])),
      notLinked: [],
    });
    ids.push(...deliveryIds);
  }
  return ids;
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
