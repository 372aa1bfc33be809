import type { Outbox } from '../outbox';

/** What a few processes send in a second or two; then it is asked again. */
const MOST = 2_000;

/** Deliveries of an app that are due, the earliest first. */
export async function dueIds(
  { sql, tables: { deliveries: d }, now }: Outbox,
  authenticator: string,
): Promise<number[]> {
  const rows = await sql.rows<{ id: string | number }>(
    `SELECT ${d.id} AS "id" FROM ${d.table}
      WHERE ${d.authenticator} = ${sql.value(authenticator)} AND ${d.state} = 'queued' AND ${d.dueAt} <= ${now()}
      ORDER BY ${d.dueAt} LIMIT ${MOST}`,
  );
  return rows.map(({ id }) => Number(id));
}
