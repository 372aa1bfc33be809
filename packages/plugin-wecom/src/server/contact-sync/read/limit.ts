/** Runs what it is given, at most so many at a time, in the order they came. */
export type Limit = <T>(call: () => Promise<T>) => Promise<T>;

export function createLimit(most: number): Limit {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (call) => {
    if (running < most) running += 1;
    else await new Promise<void>((turn) => waiting.push(turn));
    try {
      return await call();
    } finally {
      const next = waiting.shift();
      // A turn is handed on, so that nobody who comes in between takes it.
      if (next) next();
      else running -= 1;
    }
  };
}
