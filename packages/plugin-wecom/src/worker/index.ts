#!/usr/bin/env node
import type { Options, Sequelize } from 'sequelize';
import type { DeliveryLogger } from '../server/delivery/engine';
import { DRIVERS, readWorkerOptions, WorkerOptionsError } from './options';
import { startWorker } from './start-worker';

const HELP = `openwecom-worker: sends the WeCom messages of a NocoBase, on any machine that reaches its database and Redis.

It needs the environment of NocoBase, and no NocoBase process:
  DB_DIALECT                postgres, mysql or mariadb; not sqlite
  DB_HOST DB_PORT DB_DATABASE DB_USER DB_PASSWORD DB_SCHEMA DB_TABLE_PREFIX DB_UNDERSCORED DB_DIALECT_OPTIONS_SSL_*
  APP_AES_SECRET_KEY_PATH   a copy of storage/apps/main/aes_key.dat, or
  APP_AES_SECRET_KEY        its 32 bytes in hex
  WECOM_REDIS_URL           the same as for NocoBase
  WECOM_SEND_CONCURRENCY    calls at the same time, for each app (24)

Variables in a file: node --env-file=.env "$(command -v openwecom-worker)"
It stops on Ctrl-C or SIGTERM, after what is under way has ended.`;

const write = (level: string) => (message: string, details: Record<string, unknown>) =>
  void console.log(JSON.stringify({ time: new Date().toISOString(), level, message, ...details }));
const logger: DeliveryLogger = {
  debug: process.env.LOGGER_LEVEL === 'debug' ? write('debug') : () => undefined,
  info: write('info'),
  warn: write('warn'),
  error: write('error'),
};

async function main(): Promise<void> {
  if (process.argv.slice(2).some((argument) => argument === '--help' || argument === '-h')) return console.log(HELP);
  const options = readWorkerOptions(process.env);
  const sequelize = connect(options.database);
  const worker = await startWorker(options, sequelize, logger).catch(async (error: unknown) => {
    // Its connections would keep the process for a while.
    await sequelize.close();
    throw error;
  });
  logger.info('The worker sends', { concurrency: options.concurrency, database: options.database.dialect });
  const stop = () => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.removeListener(signal, stop);
    void worker.stop().then(() => logger.info('The worker has stopped', {}));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
}

/** With the libraries of the NocoBase beside it, or those installed beside this package. */
function connect(database: Options & { dialect: string }): Sequelize {
  const driver = DRIVERS[database.dialect] ?? '';
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- found at run time, or not
    const { Sequelize: Connection } = require('sequelize') as { Sequelize: new (options: Options) => Sequelize };
    return new Connection(database);
  } catch {
    throw new WorkerOptionsError([`Install the database library first: npm install sequelize@6 ${driver}`]);
  }
}

main().catch((error: unknown) => {
  const problems = error instanceof WorkerOptionsError ? error.problems : [startFailure(error)];
  for (const problem of problems) console.error(problem);
  if (error instanceof WorkerOptionsError) console.error('Run openwecom-worker --help to read what it needs.');
  process.exitCode = 1;
});

/** Drivers put addresses and statements into their messages. */
function startFailure(error: unknown): string {
  const { name, parent } = error as { name?: string; parent?: { code?: string } };
  const code = parent?.code ?? name ?? 'unknown error';
  return `The worker cannot start (${code}): check that the database answers and that the plugin is enabled in its NocoBase.`;
}
