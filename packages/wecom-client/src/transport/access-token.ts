import * as v from 'valibot';
import { isWeComApiError, type WeComApiError } from '../errors/api-error';
import type { AccessTokenStore, StoredAccessToken } from './access-token-store';
import type { WeComLogger } from './log';
import { redact } from './redact';
import { unlessAborted } from './unless-aborted';

export interface AccessTokenProvider {
  /** The token to use now. Calls made at the same time share one `gettoken` request. */
  get(signal?: AbortSignal): Promise<string>;
  /** Forgets `token` if it is still the current one; called after errcode 40014 or 42001. */
  invalidate(token: string): void;
}

export interface AccessTokenOptions {
  key: string;
  store: AccessTokenStore;
  /** Asks WeCom. */
  fetchToken: () => Promise<{ access_token: string; expires_in: number }>;
  now: () => number;
  logger: WeComLogger;
}

/** A token is renewed this long before it expires, or a tenth of its lifetime when that is less. */
const EARLY_MS = 5 * 60_000;

/** After WeCom refused, nobody asks again for so long: repeated wrong secrets block the address for an hour (document 90475). */
const COOLDOWN_MS = 5_000;

/** A store that takes longer does without. */
const STORE_TIMEOUT_MS = 1_000;

/**
 * One access token, fetched once for any number of callers.
 *
 * In its last minutes a token is still handed out while a new one is fetched behind it. Fetches are numbered: when a token is
 * invalidated, a fetch already under way is left behind, and its answer never replaces that of a later one.
 */
export function createAccessTokenProvider(options: AccessTokenOptions): AccessTokenProvider {
  const { key, fetchToken, now, logger } = options;
  const store = forgiving(options.store, logger);
  let current: StoredAccessToken | undefined;
  let pending: Promise<string> | undefined;
  let generation = 0;
  let invalidated: string | undefined;
  let refusal: { error: WeComApiError; until: number } | undefined;

  async function renew(own: number): Promise<string> {
    const stored = checked(await store.get(key));
    if (stored && stored.token !== invalidated && now() < stored.renewAt) return adopt(stored, own);
    if (stored && stored.token === invalidated) await store.delete(key);
    const askedAt = now();
    const { access_token: token, expires_in: seconds } = await fetchToken();
    const lifetimeMs = seconds * 1000;
    const renewAt = askedAt + lifetimeMs - Math.min(EARLY_MS, lifetimeMs / 10);
    const fetched = { token, renewAt, expiresAt: askedAt + lifetimeMs };
    if (own === generation) await store.set(key, fetched, lifetimeMs);
    return adopt(fetched, own);
  }

  function adopt(token: StoredAccessToken, own: number): string {
    if (own === generation) {
      current = token;
      refusal = undefined;
    }
    return token.token;
  }

  function start(): Promise<string> {
    if (pending) return pending;
    if (refusal && now() < refusal.until) return Promise.reject(refusal.error);
    generation += 1;
    const own = generation;
    const renewal: Promise<string> = renew(own)
      .catch((error: unknown) => {
        if (own === generation && isWeComApiError(error)) refusal = { error, until: now() + COOLDOWN_MS };
        throw error;
      })
      .finally(() => {
        if (pending === renewal) pending = undefined;
      });
    pending = renewal;
    return renewal;
  }

  return {
    async get(signal) {
      signal?.throwIfAborted();
      if (!current || now() >= current.expiresAt) return signal ? unlessAborted(start(), signal) : start();
      if (now() >= current.renewAt) {
        start().catch((error: unknown) => {
          const reason = error instanceof Error ? redact(error.message) : 'unknown reason';
          logger.warn('The access token could not be renewed; the old one is used while it lasts', { reason });
        });
      }
      return current.token;
    },

    invalidate(token) {
      if (current?.token !== token) return;
      invalidated = token;
      current = undefined;
      // What is under way was asked before the token failed, so it may bring the same one.
      pending = undefined;
      generation += 1;
    },
  };
}

/** A shared store may hold anything; what is no token counts as nothing. */
function checked(stored: unknown): StoredAccessToken | undefined {
  const result = v.safeParse(Stored, stored);
  return result.success ? result.output : undefined;
}

const Stored = v.object({ token: v.pipe(v.string(), v.minLength(1)), renewAt: v.number(), expiresAt: v.number() });

/** The same store, which never rejects and never hangs. */
function forgiving(store: AccessTokenStore, logger: WeComLogger): AccessTokenStore {
  const attempt = async <Value>(operation: string, run: () => Promise<Value>): Promise<Value | undefined> => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer within ${STORE_TIMEOUT_MS} ms`)), STORE_TIMEOUT_MS);
    });
    try {
      return await Promise.race([run(), late]);
    } catch (error) {
      const reason = error instanceof Error ? redact(error.message) : 'unknown reason';
      logger.warn('The access token store failed', { operation, reason });
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    get: (key) => attempt('get', () => store.get(key)),
    set: (key, token, ttlMs) => attempt('set', () => store.set(key, token, ttlMs)),
    delete: (key) => attempt('delete', () => store.delete(key)),
  };
}
