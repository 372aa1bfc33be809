import { readFileSync, existsSync } from 'node:fs';
import type { Options } from 'sequelize';
import { CONCURRENCY, concurrencyFrom } from '../server/delivery/concurrency';
import type { NamingOptions } from '../server/delivery/tables';

type Environment = Readonly<Record<string, string | undefined>>;

/** Names of NocoBase's dialects, and the driver each needs. */
export const DRIVERS: Readonly<Record<string, string>> = { postgres: 'pg', mysql: 'mysql2', mariadb: 'mariadb' };

export interface WorkerOptions {
  database: Options & NamingOptions;
  /** NocoBase's own, which opens sealed secrets. */
  key: Buffer;
  /** The variable it comes from. */
  keyFrom: 'APP_AES_SECRET_KEY' | 'APP_AES_SECRET_KEY_PATH';
  redisUrl: string;
  concurrency: number;
}

/** What is wrong with the environment: every problem, each with what to do, none with a value. */
export class WorkerOptionsError extends Error {
  override readonly name = 'WorkerOptionsError';

  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

/**
 * The same variables NocoBase reads, and one for the key.
 *
 * @throws {WorkerOptionsError}
 */
export function readWorkerOptions(env: Environment): WorkerOptions {
  const problems: string[] = [];
  const attempt = <T>(read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      problems.push((error as Error).message);
      return undefined;
    }
  };
  const key = attempt(() => readKey(env));
  const concurrency = attempt(() => concurrencyFrom(env.WECOM_SEND_CONCURRENCY)) ?? CONCURRENCY;
  const dialect = env.DB_DIALECT ?? '';
  if (dialect === 'sqlite') {
    problems.push('DB_DIALECT is sqlite, which only NocoBase itself can write; use PostgreSQL, MySQL or MariaDB.');
  } else if (!(dialect in DRIVERS)) {
    problems.push(`DB_DIALECT must be one of ${Object.keys(DRIVERS).join(', ')}, as for NocoBase.`);
  }
  for (const name of ['DB_HOST', 'DB_DATABASE', 'DB_USER']) {
    if (!env[name]) problems.push(`${name} is missing; set it as for NocoBase.`);
  }
  if (env.DB_PORT && !/^\d{1,5}$/.test(env.DB_PORT)) problems.push('DB_PORT must be a number.');
  const redisUrl = env.WECOM_REDIS_URL ?? '';
  if (!redisUrl)
    problems.push('WECOM_REDIS_URL is missing; set the same as for NocoBase, such as redis://redis.example:6379/0.');
  if (problems.length > 0 || !key) throw new WorkerOptionsError(problems);
  const keyFrom = env.APP_AES_SECRET_KEY ? 'APP_AES_SECRET_KEY' : 'APP_AES_SECRET_KEY_PATH';
  return { database: databaseOptions(env, dialect), key, keyFrom, redisUrl, concurrency };
}

function databaseOptions(env: Environment, dialect: string): WorkerOptions['database'] {
  const ssl = sslOptions(env);
  return {
    dialect: dialect as 'postgres' | 'mysql' | 'mariadb',
    host: env.DB_HOST,
    ...(env.DB_PORT && { port: Number(env.DB_PORT) }),
    username: env.DB_USER,
    password: env.DB_PASSWORD,
    database: env.DB_DATABASE,
    logging: false,
    underscored: env.DB_UNDERSCORED === 'true',
    tablePrefix: env.DB_TABLE_PREFIX,
    schema: env.DB_SCHEMA || undefined,
    ...(ssl && { dialectOptions: { ssl } }),
  } as WorkerOptions['database'];
}

/** As NocoBase reads them: texts, or paths of files. */
function sslOptions(env: Environment): Record<string, string | boolean> | undefined {
  const option = (name: string) => {
    const value = env[`DB_DIALECT_OPTIONS_SSL_${name}`];
    return value && existsSync(value) ? readFileSync(value, 'utf8') : value;
  };
  const rejectUnauthorized = option('REJECT_UNAUTHORIZED');
  const ssl = {
    mode: option('MODE'),
    ca: option('CA'),
    key: option('KEY'),
    cert: option('CERT'),
    rejectUnauthorized: rejectUnauthorized && rejectUnauthorized === 'true',
  };
  const given = Object.entries(ssl).filter(([, value]) => value !== undefined && value !== '');
  return given.length > 0 ? (Object.fromEntries(given) as Record<string, string | boolean>) : undefined;
}

const WHERE = 'storage/apps/main/aes_key.dat of NocoBase';

function readKey(env: Environment): Buffer {
  const { APP_AES_SECRET_KEY: hex, APP_AES_SECRET_KEY_PATH: file } = env;
  if (!hex && !file) {
    throw new Error(
      `APP_AES_SECRET_KEY_PATH is missing; set it to a copy of ${WHERE}, or APP_AES_SECRET_KEY to its bytes in hex.`,
    );
  }
  if (!hex && !existsSync(file ?? '')) throw new Error('APP_AES_SECRET_KEY_PATH names no file that can be read.');
  const key = hex ? Buffer.from(hex, 'hex') : readFileSync(file ?? '');
  if (key.length !== 32) {
    throw new Error(
      `${hex ? 'APP_AES_SECRET_KEY' : 'The file of APP_AES_SECRET_KEY_PATH'} must hold 32 bytes, as ${WHERE} does.`,
    );
  }
  return key;
}
