import type { Clock } from '../clock';
import { Refusal } from '../protocol/refusal';

const DAY_MS = 86_400_000;

/**
 * Blocks an app from looking people up by mobile or mail for a day, after too many look-ups in a day that found nobody
 * (document 95402). WeCom does not say with which errcode; both calls are blocked here.
 */
export class LookUpGuard {
  private readonly missed = new Map<number, { since: number; count: number }>();

  constructor(
    private readonly clock: Clock,
    private readonly limit: number,
  ) {}

  /** @throws {Refusal} 45009 while the app is blocked, also for somebody who is there */
  check(agentId: number): void {
    const missed = this.current(agentId);
    if (missed && missed.count >= this.limit)
      throw new Refusal(45009, `${missed.count} look-ups found nobody: the app is blocked for a day`);
  }

  recordMiss(agentId: number): void {
    const missed = this.current(agentId) ?? { since: this.clock.now(), count: 0 };
    missed.count += 1;
    // The day of the block begins with the miss that was one too many.
    if (missed.count === this.limit) missed.since = this.clock.now();
    this.missed.set(agentId, missed);
  }

  private current(agentId: number): { since: number; count: number } | undefined {
    const missed = this.missed.get(agentId);
    if (!missed || this.clock.now() < missed.since + DAY_MS) return missed;
    this.missed.delete(agentId);
    return undefined;
  }
}
