/** The simulator's clock. Everything that depends on time reads it: token lifetimes, limits, the duplicate check, media. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  advance(ms: number): void;
  /** How far it runs ahead of its source, in milliseconds. */
  ahead(): number;
  reset(): void;
}

/** @param source what the clock runs on, `Date.now` by default; a test hands in its own. */
export function createClock(source: () => number = Date.now): Clock {
  let aheadMs = 0;
  return {
    now: () => source() + aheadMs,
    advance: (ms) => {
      aheadMs += ms;
    },
    ahead: () => aheadMs,
    reset: () => {
      aheadMs = 0;
    },
  };
}

/** WeCom counts days in China, which knows no summer time. */
const CHINA_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;

/** The day a moment belongs to, a number that grows by one each midnight in China. */
export const dayOf = (atMs: number): number => Math.floor((atMs + CHINA_MS) / DAY_MS);
