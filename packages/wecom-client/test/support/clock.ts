/** A clock that a test turns by hand. Waiting is noted, turns the clock, and takes no time. */
export function handTurnedClock(start = 1_700_000_000_000) {
  let time = start;
  const waits: number[] = [];
  return {
    waits,
    now: () => time,
    turn(ms: number) {
      time += ms;
    },
    wait: (ms: number, signal?: AbortSignal): Promise<void> => {
      if (signal?.aborted) return Promise.reject(signal.reason as Error);
      waits.push(ms);
      time += ms;
      return Promise.resolve();
    },
  };
}
