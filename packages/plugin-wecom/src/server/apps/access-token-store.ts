import type { CacheManager } from '@nocobase/cache';
import type { AccessTokenStore, StoredAccessToken } from '@openwecom/client';

const CACHE = 'openwecom-access-tokens';

/** Access tokens in the host's cache, so that all processes that share a cache (Redis) share them. The keys tell no secret. */
export async function createAccessTokenStore(caches: CacheManager): Promise<AccessTokenStore> {
  const cache = await caches.createCache({ name: CACHE, prefix: CACHE });
  return {
    get: async (key) => (await cache.get<StoredAccessToken | undefined>(key)) ?? undefined,
    set: (key, token, ttlMs) => cache.set(key, token, ttlMs),
    delete: (key) => cache.del(key),
  };
}
