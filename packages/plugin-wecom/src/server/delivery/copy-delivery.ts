import type { Statements } from './sql';
import type { ColumnOf, Tables } from './tables';

type Column = Exclude<ColumnOf<'deliveries'>, 'id'>;

/** What a copy has in common with its original, unless it is given. */
const COPIED = [
  'notificationId',
  'authenticator',
  'channelName',
  'msgtype',
  'summary',
  'position',
  'acceptedAt',
] as const satisfies readonly Column[];

/**
 * Writes a delivery of the same message: for some of its members later, or once more.
 *
 * @param own what is its own; columns that are neither given nor copied stay empty
 * @returns its id
 */
export async function copyDelivery(
  { deliveries: d }: Tables,
  statements: Statements,
  id: number,
  own: Partial<Record<Column, string | number | boolean | null>>,
): Promise<number> {
  const copied = COPIED.filter((column) => !(column in own));
  const given = Object.entries(own) as [Column, string | number | boolean | null][];
  const columns = [...copied, ...given.map(([column]) => column)].map((column) => d[column]);
  const values = [...copied.map((column) => d[column]), ...given.map(([, value]) => statements.value(value))];
  return statements.insert(
    `INSERT INTO ${d.table} (${columns.join(', ')}) SELECT ${values.join(', ')} FROM ${d.table} WHERE ${d.id} = ${id}`,
    d.id,
  );
}
