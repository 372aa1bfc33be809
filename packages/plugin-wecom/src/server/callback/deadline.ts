/** Until when something has to be done, however many steps it takes. */
export class Deadline {
  private readonly at: number;

  constructor(private readonly patienceMs: number) {
    this.at = performance.now() + patienceMs;
  }

  /** @throws {TooLate} when the time is over before the work is done; that goes on, and nobody hears of it */
  within<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const left = Math.max(0, this.at - performance.now());
      const limit = setTimeout(() => reject(new TooLate(this.patienceMs)), left);
      work.then(resolve, reject).finally(() => clearTimeout(limit));
    });
  }
}

export class TooLate extends Error {
  constructor(patienceMs: number) {
    super(`Not done within ${patienceMs / 1000} seconds`);
  }
}
