import { BoundedList } from '../bounded-list';

/** Runs so much work at once; the rest waits its turn. Work never fails: it says itself what went wrong. */
export class WorkQueue {
  private waiting = new BoundedList<() => Promise<void>>();
  private underWay = 0;
  private settling: (() => void)[] = [];

  constructor(private readonly limit: number) {}

  add(work: () => Promise<void>): void {
    if (this.underWay >= this.limit) {
      this.waiting.push(work);
      return;
    }
    this.underWay += 1;
    void work().finally(() => {
      this.underWay -= 1;
      const next = this.waiting.shift();
      if (next) this.add(next);
      else if (this.underWay === 0) this.settle();
    });
  }

  /** Forgets what waits. */
  clear(): void {
    this.waiting = new BoundedList();
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    if (this.underWay > 0) await new Promise<void>((resolve) => this.settling.push(resolve));
  }

  private settle(): void {
    for (const resolve of this.settling) resolve();
    this.settling = [];
  }
}
