import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock';
import { Refusal } from '../protocol/refusal';
import type { PrivateField } from '../seed';
import type { Person } from './person';

/** What a code stands for. */
export interface SignIn {
  person: Person;
  /** Undefined when the address named no agent. */
  agentId?: number | undefined;
  /** Where the browser was sent with the code; undefined for a code that no page gave out. */
  redirectHost?: string | undefined;
  /** Undefined: no private fields were asked for, so there is no user ticket. */
  consented?: readonly PrivateField[] | undefined;
}

interface IssuedCode extends SignIn {
  expiresAt: number;
  spent: boolean;
}

/** Document 91022. */
const LIFETIME_MS = 300_000;

/** Codes of both sign-in pages: for one use within five minutes. */
export class OAuthCodes {
  private readonly issued = new Map<string, IssuedCode>();

  constructor(
    private readonly clock: Clock,
    private readonly capacity: number,
  ) {}

  issue(signIn: SignIn): string {
    const code = randomBytes(32).toString('base64url');
    this.issued.set(code, { ...signIn, expiresAt: this.clock.now() + LIFETIME_MS, spent: false });
    const [oldest] = this.issued.keys();
    if (this.issued.size > this.capacity && oldest !== undefined) this.issued.delete(oldest);
    return code;
  }

  /** @throws {Refusal} 40029 unknown, 42022 used before, 42003 older than five minutes */
  spend(code: string): SignIn {
    const issued = this.issued.get(code);
    if (!issued) throw new Refusal(40029, 'this code was never given out');
    if (issued.spent) throw new Refusal(42022, 'the code was used before');
    if (this.clock.now() >= issued.expiresAt) throw new Refusal(42003, 'the code is older than five minutes');
    issued.spent = true;
    return issued;
  }
}
