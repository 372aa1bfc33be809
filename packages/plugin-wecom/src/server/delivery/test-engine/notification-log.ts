import type { Application } from '@nocobase/server';
import { textsIn } from '../../test-host/texts';
import { LogWriter } from '../log/log-writer';
import { createOneWriter } from '../one-writer';
import { Sql } from '../sql';
import type { TestEngine } from './engine';

export interface LogRow {
  status: string;
  reason: string | null;
}

/** The host's notification log as far as a `LogWriter` sees of it, in the database of an engine. */
export interface NotificationLog {
  /** As another process would have one. */
  writer: () => LogWriter;
  /** The host has written these rows. */
  add: (ids: readonly string[]) => Promise<void>;
  row: (id: string) => Promise<LogRow | undefined>;
}

export async function createNotificationLog({ outbox, sequelize }: TestEngine): Promise<NotificationLog> {
  const { sql } = outbox;
  const table = sql.quoted('notificationSendLogs');
  await sql.change(
    `CREATE TABLE IF NOT EXISTS ${table}
      (id VARCHAR(36) PRIMARY KEY, status VARCHAR(20), reason TEXT, ${sql.quoted('updatedAt')} VARCHAR(40))`,
  );
  await sql.change(`DELETE FROM ${table}`);
  const app = {
    db: {
      sequelize,
      getRepository: () => undefined,
      getModel: () => ({ rawAttributes: { updatedAt: { field: 'updatedAt' } } }),
      getCollection: () => ({ quotedTableName: () => table }),
    },
    i18n: { language: 'en-US', t: textsIn('en-US').t },
    localeManager: { loadResourcesByLang: () => Promise.resolve() },
  } as unknown as Application;
  const byIndex = new Sql(sequelize, createOneWriter(sequelize), { byIndex: true });
  const refuse = (message: string) => {
    throw new Error(message);
  };
  const logger = { debug: refuse, info: refuse, warn: refuse, error: refuse };
  return {
    writer: () => new LogWriter(app, { ...outbox, sql: byIndex }, logger),
    async add(ids) {
      await sql.change(
        `INSERT INTO ${table} VALUES ${ids.map((id) => sql.list([id, 'success', null, ''])).join(', ')}`,
      );
    },
    async row(id) {
      const [row] = await sql.rows<LogRow>(`SELECT status, reason FROM ${table} WHERE id = ${sql.value(id)}`);
      return row;
    },
  };
}
