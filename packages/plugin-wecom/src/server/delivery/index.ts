import { serving, type Application } from '@nocobase/server';
import type { WeComApps } from '../apps/wecom-apps';
import { oneWriter } from '../one-writer';
import type { SharedRedis } from '../redis';
import type { DeliveryEngine, DeliveryLogger } from './engine';
import { concurrencyFrom } from './concurrency';
import { createEmbeddedEngine } from './engines/embedded';
import type { Outbox } from './outbox';
import { Sql } from './sql';
import { namesOfTables } from './tables';

/** What the rest of the plugin does with deliveries. */
export interface Deliveries extends Pick<DeliveryEngine, 'wake' | 'tryAgain'> {
  outbox: Outbox;
}

/** Name under which a process may be told to send or not, in the host's `WORKER_MODE`. */
const WORKER = 'openwecom:delivery';

/**
 * Sends deliveries while the application runs.
 *
 * @param redis hands them out to all processes that share it
 */
export function registerDelivery(
  app: Application,
  apps: WeComApps,
  logger: DeliveryLogger,
  redis?: SharedRedis,
): Deliveries {
  const { sequelize, options } = app.db;
  const tables = namesOfTables({ ...options, dialect: sequelize.getDialect() });
  const write = <T>(work: () => Promise<T>) => oneWriter(app, work);
  const outbox: Outbox = { sql: new Sql(sequelize, write), tables, now: Date.now, random: Math.random };
  let engine: DeliveryEngine | undefined;

  app.on('afterStart', () => {
    if (!serving(WORKER)) return;
    const concurrency = concurrencyFrom(process.env.WECOM_SEND_CONCURRENCY);
    const openApp = (authenticator: string) => apps.open(authenticator);
    const options = { sequelize, tables, logger, oneWriter: write, openApp, concurrency };
    engine = createEmbeddedEngine(options, redis?.jobs(concurrency));
    engine.start();
  });
  // The host waits for what a listener returns.
  const stop = async () => {
    const running = engine;
    engine = undefined;
    await running?.stop();
    await redis?.close();
  };
  app.on('beforeStop', (): unknown => stop());

  return {
    outbox,
    wake: (authenticator, deliveryIds) => engine?.wake(authenticator, deliveryIds),
    tryAgain: async (authenticator) => engine?.tryAgain(authenticator),
  };
}
