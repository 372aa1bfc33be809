import { createHash } from 'node:crypto';

export interface AccessTokenOwner {
  baseUrl: string;
  corpId: string;
  secret: string;
}

/** Names the token of one secret at one server. The secret is random, so its SHA-256 tells nothing about it. */
export function accessTokenKey({ baseUrl, corpId, secret }: AccessTokenOwner): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([baseUrl, corpId, secret]))
    .digest('hex');
  return `wecom:access-token:${digest}`;
}
