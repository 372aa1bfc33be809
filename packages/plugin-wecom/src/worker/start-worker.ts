import type { Sequelize } from 'sequelize';
import { Sealer } from '../server/apps/sealer';
import { WeComApps } from '../server/apps/wecom-apps';
import type { DeliveryLogger } from '../server/delivery/engine';
import { createEngine } from '../server/delivery/engine/create-engine';
import { outboxName } from '../server/delivery/outbox-name';
import { namesOfTables } from '../server/delivery/tables';
import { openRedisOf } from '../server/redis';
import { checkKey } from './check-key';
import { hostTables } from './host-tables';
import type { WorkerOptions } from './options';
import { Variables } from './variables';

export interface Worker {
  /** Ends what is under way, at most 12 s, and hands back the rest. */
  stop: () => Promise<void>;
}

/**
 * Sends deliveries of a NocoBase whose process is elsewhere.
 *
 * @throws {WorkerOptionsError} when the key is not that of the NocoBase
 * @throws when the database cannot be read, or has no tables of the plugin
 */
export async function startWorker(
  options: WorkerOptions,
  sequelize: Sequelize,
  logger: DeliveryLogger,
): Promise<Worker> {
  const { database, key, redisUrl, concurrency } = options;
  const tables = namesOfTables(database);
  await sequelize.query(`SELECT COUNT(*) FROM ${tables.queues.table}`, { logging: false });
  const host = hostTables(sequelize, database);
  const environment = new Variables(host, key, logger);
  const sealer = new Sealer(key);
  await environment.refresh();
  await checkKey(options, host, environment, sealer);
  const redis = await openRedisOf(redisUrl, logger);
  if (!redis) throw new Error('WECOM_REDIS_URL is missing');
  const apps = new WeComApps({
    environment,
    sealer,
    findAuthenticator: host.findAuthenticator,
    accessTokenStore: redis.accessTokenStore,
    logger,
  });
  const engine = createEngine(
    {
      sequelize,
      tables,
      logger,
      concurrency,
      openApp: async (authenticator) => {
        await environment.refresh();
        return apps.open(authenticator);
      },
    },
    redis.jobs(outboxName(key, sequelize, tables), concurrency),
  );
  engine.start();
  return {
    async stop() {
      await engine.stop();
      await redis.close();
      await sequelize.close();
    },
  };
}
