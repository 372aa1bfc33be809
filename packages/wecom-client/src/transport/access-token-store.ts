/** An access token and when it ends. */
export interface StoredAccessToken {
  token: string;
  /** From this moment on a new one is fetched; milliseconds since 1970. */
  renewAt: number;
  /** From this moment on WeCom refuses it; milliseconds since 1970. */
  expiresAt: number;
}

/**
 * Where access tokens are kept, to be shared between processes. May fail or hang: the client then fetches a token itself.
 *
 * @param key names base URL, corp and secret, without telling the secret
 */
export interface AccessTokenStore {
  get(key: string): Promise<StoredAccessToken | undefined | null>;
  /** @param ttlMs how long the token can be of use */
  set(key: string, token: StoredAccessToken, ttlMs: number): Promise<void>;
  delete(key: string): Promise<void>;
}

/** Keeps tokens in this process. Hand the same one to several clients to share them. */
export function createMemoryAccessTokenStore(): AccessTokenStore {
  const tokens = new Map<string, StoredAccessToken>();
  return {
    get: (key) => Promise.resolve(tokens.get(key)),
    set: (key, token) => {
      tokens.set(key, token);
      return Promise.resolve();
    },
    delete: (key) => {
      tokens.delete(key);
      return Promise.resolve();
    },
  };
}
