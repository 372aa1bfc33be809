import type { AccessTokenStore, StoredAccessToken } from '@openwecom/client';
import { Queue, Worker, type Job } from 'bullmq';
import { Redis } from 'ioredis';
import type { Jobs } from '../delivery/engine/jobs';

const QUEUE = 'openwecom-deliveries';
const TOKEN_PREFIX = 'openwecom:access-token:';

/** Reconnects for ever, after 50 ms and then later and later. */
const RECONNECT_MOST_MS = 2_000;

/** A Redis that does not answer for so long counts as lost, and is not asked again before as long has passed. */
const PATIENCE_MS = 2_000;

export interface RedisLogger {
  info(message: string, details: Record<string, unknown>): void;
  warn(message: string, details: Record<string, unknown>): void;
}

/** What processes share through Redis. None of it is a record of anything. */
export interface SharedRedis {
  accessTokenStore: AccessTokenStore;
  /**
   * @param name of what the deliveries belong to: several NocoBases may share a Redis, and their deliveries have the same ids
   * @param concurrency calls at the same time; twice as many deliveries are taken, so that there is always a next one
   */
  jobs: (name: string, concurrency: number) => Jobs;
  /** Until it can be used for the first time. */
  connected: () => Promise<void>;
  close: () => Promise<void>;
}

/** Loaded when `WECOM_REDIS_URL` is set, and not otherwise: BullMQ and ioredis are large. */
export function openRedis(url: string, logger: RedisLogger): SharedRedis {
  // A call that cannot be made now fails now: there is always another way, and nobody should wait for Redis.
  const options = { enableOfflineQueue: false, maxRetriesPerRequest: 0, commandTimeout: PATIENCE_MS };
  const redis = connect(url, options, logger);
  return {
    accessTokenStore: {
      async get(key) {
        const text = await redis.get(TOKEN_PREFIX + key);
        return text === null ? undefined : (JSON.parse(text) as StoredAccessToken);
      },
      async set(key, token, ttlMs) {
        await redis.set(TOKEN_PREFIX + key, JSON.stringify(token), 'PX', Math.max(1, Math.round(ttlMs)));
      },
      async delete(key) {
        await redis.del(TOKEN_PREFIX + key);
      },
    },
    jobs: (name, concurrency) => createJobs(url, redis, `${QUEUE}-${name}`, 2 * concurrency, logger),
    connected: () =>
      new Promise((resolve) => (redis.status === 'ready' ? resolve() : redis.once('ready', () => resolve()))),
    close: () => Promise.resolve(redis.disconnect()),
  };
}

/** A worker that is closed waits for its jobs, which end when their deliveries do, and for Redis, which may not answer. */
const CLOSE_MS = 13_000;

interface DeliveryJob {
  authenticator: string;
  deliveryId: number;
}

function createJobs(url: string, redis: Redis, name: string, concurrency: number, logger: RedisLogger): Jobs {
  const queue = new Queue<DeliveryJob>(name, {
    connection: redis,
    defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
  });
  queue.on('error', ignore);
  // Waits for jobs as long as it takes, so it has a connection of its own and waits for that too.
  let taking: { worker: Worker<DeliveryJob>; connection: Redis } | undefined;
  /** It is connected, and does not answer. */
  let silentUntil = 0;
  return {
    get ready() {
      return redis.status === 'ready' && Date.now() >= silentUntil;
    },
    async add(authenticator, deliveryIds) {
      try {
        await queue.addBulk(
          deliveryIds.map((deliveryId) => ({
            name: 'send',
            data: { authenticator, deliveryId },
            opts: { jobId: `delivery-${deliveryId}` },
          })),
        );
      } catch (error) {
        silentUntil = Date.now() + PATIENCE_MS;
        throw error;
      }
    },
    take(handle) {
      const connection = connect(url, { maxRetriesPerRequest: null }, logger);
      const work = ({ data }: Job<DeliveryJob>) => handle(data.authenticator, data.deliveryId);
      const worker = new Worker<DeliveryJob>(name, work, { connection, concurrency });
      worker.on('error', ignore);
      taking = { worker, connection };
    },
    async close() {
      let late: NodeJS.Timeout | undefined;
      const closed = taking?.worker.close(redis.status !== 'ready').catch(ignore);
      await Promise.race([closed, new Promise((resolve) => (late = setTimeout(resolve, CLOSE_MS)))]);
      clearTimeout(late);
      taking?.connection.disconnect();
      await Promise.race([
        queue.close().catch(ignore),
        new Promise((resolve) => setTimeout(resolve, PATIENCE_MS).unref()),
      ]);
    },
  };
}

interface ConnectionOptions {
  commandTimeout?: number;
  enableOfflineQueue?: boolean;
  maxRetriesPerRequest: number | null;
}

/** Tells when the connection is lost and when it is back, without its address, which may hold a password. */
function connect(url: string, options: ConnectionOptions, logger: RedisLogger): Redis {
  const redis = new Redis(url, {
    ...options,
    retryStrategy: (attempt) => Math.min(attempt * 50, RECONNECT_MOST_MS),
  });
  let lost = false;
  redis.on('error', (error: Error & { code?: string }) => {
    if (!lost) logger.warn('Redis cannot be reached; the database alone is used', { error: error.code ?? error.name });
    lost = true;
  });
  redis.on('ready', () => {
    if (lost) logger.info('Redis is back', {});
    lost = false;
  });
  return redis;
}

/** The connection has told already. */
const ignore = () => undefined;
