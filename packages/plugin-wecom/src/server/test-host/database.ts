import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import path from 'node:path';
import { hostFolder } from './folders';

const hostRequire = createRequire(path.join(hostFolder, 'package.json'));

/** As the host names them. `mysql` is MariaDB too, through MySQL's driver. */
export type Dialect = 'sqlite' | 'postgres' | 'mariadb' | 'mysql';

/** A database of one test file: the options the host takes, and how to get rid of it. */
export interface TestDatabase {
  options: Record<string, unknown>;
  drop: () => Promise<void>;
}

/** Addresses of the database servers; the defaults are those of a developer's machine. */
const servers = {
  postgres: {
    host: process.env.TEST_PG_HOST ?? '127.0.0.1',
    port: Number(process.env.TEST_PG_PORT ?? 5432),
    user: process.env.TEST_PG_USER ?? 'postgres',
    password: process.env.TEST_PG_PASSWORD ?? '',
  },
  mariadb: {
    host: process.env.TEST_MARIADB_HOST ?? '127.0.0.1',
    port: Number(process.env.TEST_MARIADB_PORT ?? 3306),
    user: process.env.TEST_MARIADB_USER ?? 'root',
    password: process.env.TEST_MARIADB_PASSWORD ?? '',
  },
};

/**
 * @param file where SQLite keeps it; in memory all of the host shares one connection, and nothing ever waits for another
 * @throws what the driver throws when the server is not there
 */
export async function createDatabase(dialect: Dialect, file = ':memory:'): Promise<TestDatabase> {
  if (dialect === 'sqlite') {
    return { options: { dialect: 'sqlite', storage: file, logging: false }, drop: () => Promise.resolve() };
  }
  const name = `openwecom_test_${randomBytes(6).toString('hex')}`;
  const server = dialect === 'postgres' ? 'postgres' : 'mariadb';
  await runOnServer(server, `CREATE DATABASE ${name}${server === 'mariadb' ? ' CHARACTER SET utf8mb4' : ''}`);
  const { host, port, user, password } = servers[server];
  return {
    options: {
      dialect,
      host,
      port,
      username: user,
      password,
      database: name,
      logging: false,
    },
    drop: () => runOnServer(server, `DROP DATABASE IF EXISTS ${name}${server === 'postgres' ? ' WITH (FORCE)' : ''}`),
  };
}

/** Why a database server cannot be used; undefined when it can. */
export async function whyAbsent(dialect: Dialect): Promise<string | undefined> {
  try {
    await (await createDatabase(dialect)).drop();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message || error.name : String(error);
  }
}

interface PgClient {
  connect(): Promise<void>;
  query(sql: string): Promise<unknown>;
  end(): Promise<void>;
}

/** The drivers are the host's own: a test needs no other. */
async function runOnServer(dialect: 'postgres' | 'mariadb', sql: string): Promise<void> {
  const server = { ...servers[dialect], connectionTimeoutMillis: 3000, connectTimeout: 3000 };
  if (dialect === 'postgres') {
    const { Client } = hostRequire('pg') as { Client: new (options: object) => PgClient };
    const client = new Client({ ...server, database: 'postgres' });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  } else {
    const { createConnection } = hostRequire('mysql2/promise') as {
      createConnection: (options: object) => Promise<Pick<PgClient, 'query' | 'end'>>;
    };
    const { connectionTimeoutMillis: _, ...options } = server;
    const connection = await createConnection(options);
    await connection.query(sql).finally(() => connection.end());
  }
}
