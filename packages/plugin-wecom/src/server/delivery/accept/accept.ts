import type { Outbox } from '../outbox';
import type { QueueProblem } from '../states';
import { selected, type Statements } from '../sql';
import type { Accepted, Notification } from './notification';
import { rowsOf, type DeliveryRow } from './rows';

/** In characters, which may need several bytes: MySQL and MariaDB take 16 million or more, unless they are told to take less. */
const LONGEST_STATEMENT = 2_000_000;

/**
 * Writes a notification down: its deliveries, everybody it is for, and the queue of its app, all or nothing. Once this resolves, whatever
 * happens to the process, it will be sent. On PostgreSQL it is one statement; elsewhere a handful, however many the receivers.
 */
export async function accept(outbox: Outbox, notification: Notification): Promise<Accepted> {
  const written = rowsOf(notification, outbox.now());
  const { authenticator } = notification;
  if (outbox.sql.dialect === 'postgres') return inOneStatement(outbox, authenticator, written);
  return outbox.sql.inTransaction((statements) => inSeveral(outbox, statements, authenticator, written));
}

type Written = ReturnType<typeof rowsOf>;

/** A transaction of its own would be two more round trips. */
async function inOneStatement(
  { sql, tables: { deliveries: d, recipients: r, queues: q } }: Outbox,
  authenticator: string,
  { deliveries, people }: Written,
): Promise<Accepted> {
  const name = sql.value(authenticator);
  const problem = `(SELECT ${q.problem} FROM ${q.table} WHERE ${q.authenticator} = ${name})`;
  const { columns, values } = deliveryValues(d, deliveries, sql, `${problem} IS NULL`);
  const persons = people.map(({ member, userId, outcome, position }) => sql.list([member, userId, outcome, position]));
  const rows = await sql.rows<{ id: string | number; problem: string | null }>(
    `WITH queue AS (
        INSERT INTO ${q.table} (${q.authenticator}, ${q.probes}, ${q.personTimes}) VALUES (${name}, 0, 0)
        ON CONFLICT DO NOTHING
      ), delivery AS (
        INSERT INTO ${d.table} (${columns}) VALUES ${values.join(', ')} RETURNING ${d.id} AS "id", ${d.position} AS "position"
      ), recipient AS (
        INSERT INTO ${r.table} (${r.deliveryId}, ${r.authenticator}, ${r.member}, ${r.userId}, ${r.outcome}, ${r.position}, ${r.sends})
        SELECT delivery."id", ${name}, person."member", person."userId", person."outcome", person."position", 0
        FROM (VALUES ${persons.join(', ')}) AS person("member", "userId", "outcome", "position")
        JOIN delivery USING ("position")
      )
      SELECT "id", ${problem} AS "problem" FROM delivery ORDER BY "position"`,
  );
  return { deliveryIds: rows.map(({ id }) => Number(id)), problem: readProblem(rows[0]?.problem) };
}

async function inSeveral(
  { tables: { deliveries: d, recipients: r, queues: q } }: Outbox,
  statements: Statements,
  authenticator: string,
  { deliveries, people }: Written,
): Promise<Accepted> {
  const name = statements.value(authenticator);
  const [queue] = await statements.rows<{ problem: string | null }>(
    `SELECT ${selected(q, ['problem'])} FROM ${q.table} WHERE ${q.authenticator} = ${name}`,
  );
  if (!queue) {
    // Two who see none write the same one; the second is tried again and sees it.
    await statements.change(
      `INSERT INTO ${q.table} (${q.authenticator}, ${q.probes}, ${q.personTimes}) VALUES (${name}, 0, 0)`,
    );
  }
  const problem = readProblem(queue?.problem);
  const { columns, values } = deliveryValues(d, deliveries, statements, statements.value(!problem));
  for (const some of chunks(values, LONGEST_STATEMENT)) {
    await statements.change(`INSERT INTO ${d.table} (${columns}) VALUES ${some.join(', ')}`);
  }
  const rows = await statements.rows<{ id: string | number; position: string | number }>(
    `SELECT ${selected(d, ['id', 'position'])} FROM ${d.table}
      WHERE ${d.notificationId} = ${statements.value(String(deliveries[0]?.notificationId))} AND ${d.position} IN ${statements.list(
        deliveries.map(({ position }) => position),
      )}
      ORDER BY ${d.position}`,
  );
  const ids = new Map(rows.map(({ id, position }) => [Number(position), Number(id)]));
  const persons = people.map(({ member, userId, outcome, position }) =>
    statements.list([ids.get(position) ?? null, authenticator, member, userId, outcome, position, 0]),
  );
  for (const some of chunks(persons, LONGEST_STATEMENT)) {
    await statements.change(
      `INSERT INTO ${r.table} (${r.deliveryId}, ${r.authenticator}, ${r.member}, ${r.userId}, ${r.outcome}, ${r.position}, ${r.sends})
        VALUES ${some.join(', ')}`,
    );
  }
  return { deliveryIds: [...ids.values()], problem };
}

/** @param logged whether the row of the host's log may stand as it begins; of those that are to be sent */
function deliveryValues(
  d: Outbox['tables']['deliveries'],
  deliveries: readonly DeliveryRow[],
  statements: Statements,
  logged: string,
) {
  const names = Object.keys(deliveries[0] ?? {}) as Exclude<keyof DeliveryRow, 'id'>[];
  const values = deliveries.map((row) => {
    const ofRow = names.map((column) =>
      column === 'logged' && row.state === 'queued' ? logged : statements.value(row[column] ?? null),
    );
    return `(${ofRow.join(', ')})`;
  });
  return { columns: names.map((column) => d[column]).join(', '), values };
}

/** Parts that make statements of no more than so many characters. */
function chunks(values: readonly string[], longest: number): string[][] {
  const parts: string[][] = [];
  let length = Infinity;
  for (const value of values) {
    if (length + value.length > longest) {
      parts.push([]);
      length = 0;
    }
    parts.at(-1)?.push(value);
    length += value.length + 2;
  }
  return parts;
}

function readProblem(problem: string | null | undefined): QueueProblem | null {
  return problem ? (JSON.parse(problem) as QueueProblem) : null;
}
