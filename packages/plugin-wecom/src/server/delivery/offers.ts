/** So long a delivery that cannot be sent here is kept, so that a process that cannot send does not take all from those that can. */
const REFUSED_AFTER_MS = 1_000;

/** Deliveries that are handed out to this process; each until it has ended, or cannot be sent here. */
export class Offers {
  /** Not looked at yet. */
  private readonly waiting = new Set<number>();
  /** Told once a delivery needs this process no more. */
  private readonly ended = new Map<number, () => void>();
  private readonly refused = new Set<number>();
  private timer: NodeJS.Timeout | undefined;

  /** Resolves when the delivery has ended, or cannot be sent here. One that is offered again was forgotten by whoever offered it first. */
  add(id: number): Promise<void> {
    this.end(id);
    return new Promise((resolve) => {
      this.ended.set(id, resolve);
      this.waiting.add(id);
    });
  }

  get some(): boolean {
    return this.waiting.size > 0;
  }

  first(count: number): number[] {
    return [...this.waiting].slice(0, count);
  }

  /** It is claimed. */
  taken(id: number): void {
    this.waiting.delete(id);
  }

  /** Those of these that were not taken are not to be sent now. */
  refuse(ids: readonly number[]): void {
    for (const id of ids) if (this.waiting.has(id)) this.end(id);
  }

  /** Nothing can be sent here at the moment. */
  refuseSoon(): void {
    for (const id of this.waiting) this.refused.add(id);
    this.waiting.clear();
    if (this.refused.size > 0) this.timer ??= setTimeout(() => this.endRefused(), REFUSED_AFTER_MS);
  }

  /** This process takes nothing any more. */
  close(): void {
    this.refuse([...this.waiting]);
    this.endRefused();
  }

  end(id: number): void {
    this.waiting.delete(id);
    this.refused.delete(id);
    this.ended.get(id)?.();
    this.ended.delete(id);
  }

  private endRefused(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    for (const id of this.refused) this.end(id);
  }
}
