import type { Clock } from '../clock';
import { Refusal } from '../protocol/refusal';

const HOUR_MS = 3_600_000;

/** Blocks an address from `gettoken` for an hour after repeated wrong secrets (document 90475). */
export class SecretGuard {
  private readonly wrong = new Map<string, number[]>();
  private readonly blockedUntil = new Map<string, number>();

  constructor(
    private readonly clock: Clock,
    private readonly limit: number,
  ) {}

  /** @throws {Refusal} 45009 while the address is blocked, with a right secret too */
  check(caller: string): void {
    const until = this.blockedUntil.get(caller);
    if (until === undefined) return;
    if (this.clock.now() < until)
      throw new Refusal(45009, 'too many wrong secrets: this address is blocked for an hour');
    this.blockedUntil.delete(caller);
  }

  recordWrong(caller: string): void {
    const now = this.clock.now();
    const recent = (this.wrong.get(caller) ?? []).filter((at) => at > now - HOUR_MS);
    recent.push(now);
    if (recent.length >= this.limit) {
      this.blockedUntil.set(caller, now + HOUR_MS);
      this.wrong.delete(caller);
    } else {
      this.wrong.set(caller, recent);
    }
  }
}
