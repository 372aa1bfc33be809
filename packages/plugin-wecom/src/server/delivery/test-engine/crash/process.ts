import { createRequire } from 'node:module';
import type { Options, Sequelize } from 'sequelize';
import { createEngine } from '../../engine/create-engine';
import { namesOfTables } from '../../tables';
import { openerOf, simulatedApps } from '../simulated-apps';
import type { CrashingProcess } from './crash';

/** A process that does nothing but run the engine, to be killed at any moment. */
const { database, sequelizeAt, simulator, leaseMs, pollMs } = JSON.parse(process.argv[2] ?? '') as CrashingProcess;
const { Sequelize: HostSequelize } = createRequire(sequelizeAt)('sequelize') as {
  Sequelize: new (options: Options) => Sequelize;
};
const silent = () => undefined;

createEngine({
  sequelize: new HostSequelize(database),
  tables: namesOfTables(database),
  openApp: openerOf(simulatedApps(simulator, { now: Date.now, timeoutMs: 2000 })),
  logger: { debug: silent, info: silent, warn: silent, error: silent },
  leaseMs,
  pollMs,
}).start();
process.send?.('started');
