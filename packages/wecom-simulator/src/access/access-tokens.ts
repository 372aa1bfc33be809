import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock';
import { Refusal } from '../protocol/refusal';

/** Whose secret a token was made with: an agent's id, or the contacts-sync assistant. */
export type TokenHolder = number | 'contact';

interface IssuedToken {
  token: string;
  holder: TokenHolder;
  secret: string;
  expiresAt: number;
}

/** Document 91039. */
const LIFETIME_MS = 7_200_000;
/** An expired token answers 42001 for a day, and 40014 afterwards. */
const REMEMBERED_MS = 86_400_000;

/** Access tokens: one per secret, the same one for as long as it lives. */
export class AccessTokens {
  private readonly issued = new Map<string, IssuedToken>();

  constructor(private readonly clock: Clock) {}

  /** The token of a secret, and the seconds it has left. */
  issue(holder: TokenHolder, secret: string): { token: string; expiresInSeconds: number } {
    const now = this.clock.now();
    let current: IssuedToken | undefined;
    for (const candidate of this.issued.values()) {
      if (now > candidate.expiresAt + REMEMBERED_MS) this.issued.delete(candidate.token);
      else if (candidate.secret === secret && now < candidate.expiresAt) current = candidate;
    }
    if (!current) {
      current = { token: randomBytes(160).toString('base64url'), holder, secret, expiresAt: now + LIFETIME_MS };
      this.issued.set(current.token, current);
    }
    return { token: current.token, expiresInSeconds: Math.ceil((current.expiresAt - now) / 1000) };
  }

  /** @throws {Refusal} 41001 without a token, 40014 for an unknown one, 42001 for an expired one */
  holderOf(token: string | undefined): TokenHolder {
    if (token === undefined) throw new Refusal(41001, 'access_token is missing in the query');
    const issued = this.issued.get(token);
    if (!issued) throw new Refusal(40014, 'this access token was never given out, or was revoked');
    if (this.clock.now() >= issued.expiresAt) throw new Refusal(42001, 'the access token has expired');
    return issued.holder;
  }

  /** Whose token it is, whether it is still good or not. */
  peek(token: string): TokenHolder | undefined {
    return this.issued.get(token)?.holder;
  }

  /** Takes back the tokens of one holder, or of everybody: they answer 40014 from now on. */
  revoke(holder?: TokenHolder): void {
    for (const { token, holder: owner } of this.issued.values())
      if (holder === undefined || owner === holder) this.issued.delete(token);
  }

  /** All tokens still remembered, to keep them out of logs. */
  known(): string[] {
    return [...this.issued.keys()];
  }
}
