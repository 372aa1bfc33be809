import type { Application } from '@nocobase/server';

/**
 * The key with which the host encrypts its own secrets. The host keeps it private and offers CBC without associated data only,
 * which is not enough for what we seal; finding the key file ourselves would be a second opinion on where it lies.
 *
 * @throws when the host has no such key (any more)
 */
export function hostKey(app: Application): Buffer {
  const { key } = app.aesEncryptor as unknown as { key?: unknown };
  if (Buffer.isBuffer(key) && key.length === 32) return key;
  throw new Error('This NocoBase has no 32-byte AES key at "app.aesEncryptor"; secrets cannot be sealed');
}
