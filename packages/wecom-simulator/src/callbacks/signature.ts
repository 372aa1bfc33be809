import { createHash } from 'node:crypto';

/** Lowercase hex of SHA-1 over the four values in dictionary order (document 90968). */
export function signCallback(token: string, timestamp: string, nonce: string, encrypted: string): string {
  return createHash('sha1').update([token, timestamp, nonce, encrypted].sort().join('')).digest('hex');
}
