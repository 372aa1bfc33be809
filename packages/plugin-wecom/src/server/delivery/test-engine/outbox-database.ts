import { createRequire } from 'node:module';
import path from 'node:path';
import type { DatabaseOptions } from '@nocobase/database';
import type { Options, Sequelize } from 'sequelize';
import { createDatabase, type Dialect } from '../../test-host/database';
import { hostFolder } from '../../test-host/folders';
import { namesOfTables, type NamingOptions, type Tables } from '../tables';

const hostRequire = createRequire(path.join(hostFolder, 'package.json'));

export interface OutboxDatabase {
  /** For `connect`, also in another process. */
  options: Options & NamingOptions;
  drop: () => Promise<void>;
}

/**
 * A database with the tables of deliveries, and nothing else of the host; they are made by the host's own code from our collections.
 *
 * @param file of SQLite, which is never in memory: there all connections would be one
 */
export async function createOutboxDatabase(dialect: Dialect, file: string): Promise<OutboxDatabase> {
  const { options, drop } = await createDatabase(dialect, file);
  const full = options as unknown as OutboxDatabase['options'];
  await makeTables(full);
  return { options: full, drop };
}

/** Loaded when they are needed: processes that only connect start faster without. */
async function makeTables(options: OutboxDatabase['options']): Promise<void> {
  // The host's logger opens files in the working directory as soon as it is loaded.
  process.env.LOGGER_TRANSPORT ??= 'console';
  const { Database } = await import('@nocobase/database');
  const collections = await Promise.all([
    import('../../collections/wecom-deliveries'),
    import('../../collections/wecom-delivery-recipients'),
    import('../../collections/wecom-delivery-attempts'),
    import('../../collections/wecom-delivery-queues'),
  ]);
  const database = new Database(options as DatabaseOptions);
  for (const { default: collection } of collections) database.collection({ ...collection });
  await database.prepare();
  await database.sync();
  await database.close();
}

/** Connects as a worker without the host would. */
export function connect(options: OutboxDatabase['options']): { sequelize: Sequelize; tables: Tables } {
  const { Sequelize: HostSequelize } = hostRequire('sequelize') as { Sequelize: new (options: Options) => Sequelize };
  return { sequelize: new HostSequelize(options), tables: namesOfTables(options) };
}
