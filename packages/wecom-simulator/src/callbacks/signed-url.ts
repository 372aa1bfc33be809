import { randomInt } from 'node:crypto';
import { signCallback } from './signature';

/** `msg_signature`, `timestamp` and `nonce`: the query of every call of WeCom's. */
export type SignedQuery = Readonly<{ msg_signature: string; timestamp: string; nonce: string }>;

/** @param nowMs the time of the signature, in the query as seconds */
export function signedQuery(token: string, encrypted: string, nowMs: number): SignedQuery {
  const timestamp = String(Math.floor(nowMs / 1000));
  const nonce = String(randomInt(1_000_000_000, 10_000_000_000));
  return { msg_signature: signCallback(token, timestamp, nonce, encrypted), timestamp, nonce };
}

/** The address with the query behind its own. */
export function withQuery(url: string, query: Readonly<Record<string, string>>): string {
  const address = new URL(url);
  for (const [name, value] of Object.entries(query)) address.searchParams.append(name, value);
  return address.href;
}
