/** Calls of one API that are under way at the same time; faults make them slow enough to matter. */
export class ConcurrencyLimit {
  private readonly underWay = new Map<string, number>();

  /** @param limit no limit when undefined */
  constructor(private readonly limit = Infinity) {}

  /** False when the call is one too many, and is to be refused with 45033. */
  enter(path: string): boolean {
    const underWay = this.underWay.get(path) ?? 0;
    if (underWay >= this.limit) return false;
    this.underWay.set(path, underWay + 1);
    return true;
  }

  leave(path: string): void {
    this.underWay.set(path, (this.underWay.get(path) ?? 1) - 1);
  }
}
