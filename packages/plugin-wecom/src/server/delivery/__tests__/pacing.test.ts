import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MEMBER_LIMITS, Openings, type Sent } from '../pacing';

const NOW = 1_800_000_000_000;

/** Bursts of messages within the last two hours. */
const pasts = fc.array(
  fc.record({
    at: fc.oneof(fc.integer({ min: NOW - 90_000, max: NOW }), fc.integer({ min: NOW - 7_200_000, max: NOW })),
    count: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 3 }) }, fc.integer({ min: 1, max: 400 })),
  }),
  { maxLength: 60 },
);

const timesOf = (sent: readonly Sent[]) => sent.flatMap(({ at, count }) => Array<number>(count).fill(at));

/** How many of these a member has had when another one comes at this time. */
const countBefore = (times: readonly number[], time: number, windowMs: number) =>
  times.filter((at) => at > time - windowMs && at <= time).length;

describe('when a member may be sent more', () => {
  it('is at once, up to thirty', () => {
    const openings = new Openings([], NOW);
    const thirty = Array.from({ length: 30 }, () => openings.next());
    expect(thirty).toEqual(Array(30).fill(NOW));
    expect(openings.next()).toBe(NOW + 60_000);
  });

  it('is when the first of thirty is a minute old, then when the second is', () => {
    const sent = Array.from({ length: 30 }, (_, index) => ({ at: NOW - 50_000 + index * 1000, count: 1 }));
    const openings = new Openings(sent, NOW);
    expect([openings.next(), openings.next()]).toEqual([NOW + 10_000, NOW + 11_000]);
  });

  it('is when the first of a thousand is an hour old', () => {
    const sent = [
      { at: NOW - 3_000_000, count: 1 },
      { at: NOW - 120_000, count: 999 },
    ];
    expect(new Openings(sent, NOW).next()).toBe(NOW + 600_000);
  });

  it('never exceeds a limit in any window, whatever went before', () => {
    fc.assert(
      fc.property(pasts, fc.integer({ min: 1, max: 1100 }), (sent, messages) => {
        const past = timesOf(sent);
        const openings = new Openings(sent, NOW);
        const times = [...past];
        for (let index = 0; index < messages; index += 1) {
          const opening = openings.next();
          for (const { most, windowMs } of MEMBER_LIMITS) {
            // Where the past itself exceeds a limit, nothing is added to it.
            expect(countBefore(times, opening, windowMs)).toBeLessThan(most);
          }
          times.push(opening);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is never later than it has to be', () => {
    fc.assert(
      fc.property(pasts, (sent) => {
        const opening = new Openings(sent, NOW).next();
        const full = (time: number) =>
          MEMBER_LIMITS.some(({ most, windowMs }) => countBefore(timesOf(sent), time, windowMs) >= most);
        expect(opening === NOW || full(opening - 1)).toBe(true);
      }),
    );
  });
});
