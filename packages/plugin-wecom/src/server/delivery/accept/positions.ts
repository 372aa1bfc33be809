let last = 0;

/** The next place in the order of acceptance, in microseconds since 1970: never twice in one process, and never before an earlier one. */
export function nextPosition(now: number): number {
  last = Math.max(last + 1, now * 1000);
  return last;
}
