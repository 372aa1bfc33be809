/** While nothing can be reached, one delivery at a time is tried: after so long, then twice as long, and so on. */
const UNREACHABLE_MS = 1_000;
const UNREACHABLE_MOST_MS = 30_000;

/** Without another word of too many calls at once for so long, twice as many are made. */
const RAISE_AFTER_MS = 60_000;

/** How fast an app may send, by how it went. */
export class Backoff {
  /** Nothing is claimed before. */
  private notBefore = 0;
  /** How often in a row nothing was reached. */
  private unreachable = 0;
  private allowed: number;
  private changedAt = 0;

  /** @param concurrency calls at the same time when all is well */
  constructor(private readonly concurrency: number) {
    this.allowed = concurrency;
  }

  waits(now: number): boolean {
    return now < this.notBefore;
  }

  /** One delivery is tried, to see whether anything can be reached. */
  get tries(): boolean {
    return this.unreachable > 0;
  }

  /** Calls at the same time. */
  get calls(): number {
    return this.tries ? 1 : this.allowed;
  }

  pause(ms: number, now: number): void {
    this.notBefore = Math.max(this.notBefore, now + ms);
  }

  /** Whoever says that all is well is believed. */
  forget(): void {
    this.notBefore = 0;
  }

  reached(now: number): void {
    this.unreachable = 0;
    if (this.allowed === this.concurrency || now - this.changedAt < RAISE_AFTER_MS) return;
    this.allowed = Math.min(this.concurrency, this.allowed * 2);
    this.changedAt = now;
  }

  /** Nothing got through, or no answer came back. What was under way together fails together, and counts once. */
  reachedNothing(now: number): void {
    if (this.waits(now)) return;
    this.pause(Math.min(UNREACHABLE_MS * 2 ** this.unreachable, UNREACHABLE_MOST_MS), now);
    this.unreachable += 1;
  }

  /** WeCom says that too many calls are made at the same time (45033). What was under way together counts once. */
  tooMany(now: number): void {
    if (now === this.changedAt) return;
    this.allowed = Math.max(1, Math.floor(this.allowed / 2));
    this.changedAt = now;
  }
}
