import { describe, expect, it } from 'vitest';
import { Backoff } from '../backoff';

const NOW = Date.UTC(2026, 10, 22, 4);

describe('how fast an app may send', () => {
  it('falls to one try at a time while nothing can be reached, further and further apart', () => {
    const backoff = new Backoff(24);
    let now = NOW;
    const waits = [1, 2, 4, 8, 16, 30, 30].map((seconds) => {
      backoff.reachedNothing(now);
      expect(backoff.calls).toBe(1);
      expect(backoff.waits(now + seconds * 1000 - 1)).toBe(true);
      now += seconds * 1000;
      return backoff.waits(now);
    });
    expect(waits).toEqual(Array(7).fill(false));
    backoff.reached(now);
    expect(backoff.calls).toBe(24);
  });

  it('counts once what failed together', () => {
    const backoff = new Backoff(24);
    backoff.reachedNothing(NOW);
    backoff.reachedNothing(NOW + 999);
    expect(backoff.waits(NOW + 1000)).toBe(false);
  });

  it('halves when WeCom says that there were too many calls at once, and comes back step by step', () => {
    const backoff = new Backoff(24);
    backoff.tooMany(NOW);
    backoff.tooMany(NOW);
    expect(backoff.calls).toBe(12);
    for (let minute = 1; minute <= 5; minute += 1) backoff.tooMany(NOW + minute * 60_000);
    expect(backoff.calls).toBe(1);
    const calls = [6, 7, 8, 9, 10, 11].map((minute) => {
      backoff.reached(NOW + minute * 60_000);
      return backoff.calls;
    });
    expect(calls).toEqual([2, 4, 8, 16, 24, 24]);
  });
});
