import type { RedisLogger, SharedRedis } from './redis';

export type { SharedRedis } from './redis';

/**
 * What processes share through the Redis at this address, if there is any.
 *
 * @throws when the address is none of Redis; not when nobody answers there
 */
export async function openRedisOf(url: string | undefined, logger: RedisLogger): Promise<SharedRedis | undefined> {
  if (!url) return undefined;
  if (!URL.canParse(url) || !['redis:', 'rediss:'].includes(new URL(url).protocol)) {
    throw new Error('WECOM_REDIS_URL must be an address such as redis://:password@redis.example:6379/0');
  }
  const { openRedis } = await import('./redis');
  return openRedis(url, logger);
}
