import type { Model } from '@nocobase/database';
import type { Application } from '@nocobase/server';
import type { Statements } from '../sql';
import type { LogEntry } from './log-entry';

const LOGS_COLLECTION = 'notificationSendLogs';

/** What these rows of the host's notification log say; those that are there. */
export async function readLogRows(
  { db }: Pick<Application, 'db'>,
  statements: Statements,
  ids: readonly string[],
): Promise<Map<string, LogEntry>> {
  const rows = await statements.rows<LogEntry & { id: string }>(
    `SELECT id, status, reason FROM ${tableOf(db)} WHERE id IN ${statements.list(ids)}`,
  );
  return new Map(rows.map(({ id, status, reason }) => [id, { status, reason }]));
}

/** In one statement. */
export async function writeLogRows(
  { db }: Pick<Application, 'db'>,
  statements: Statements,
  entries: ReadonlyMap<string, LogEntry>,
  now: number,
): Promise<void> {
  if (entries.size === 0) return;
  const choice = (of: (entry: LogEntry) => string | null) =>
    `CASE id ${[...entries].map(([id, entry]) => `WHEN ${statements.value(id)} THEN ${statements.value(of(entry))}`).join(' ')} END`;
  const { updatedAt } = db.getModel<Model>(LOGS_COLLECTION).rawAttributes as Record<string, { field?: string }>;
  await statements.change(
    `UPDATE ${tableOf(db)} SET status = ${choice(({ status }) => status)}, reason = ${choice(({ reason }) => reason)},
        ${statements.quoted(updatedAt?.field ?? 'updatedAt')} = ${db.sequelize.escape(new Date(now))}
      WHERE id IN ${statements.list([...entries.keys()])}`,
  );
}

/** The host's own table, under its name in SQL. */
const tableOf = (db: Application['db']) => db.getCollection(LOGS_COLLECTION).quotedTableName() as string;
