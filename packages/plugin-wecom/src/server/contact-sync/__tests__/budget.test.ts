import { describe, expect, it } from 'vitest';
import { budgetLeft, stillHolds } from '../look-ups/budget';

const NOW = 1_800_000_000_000;
const HOUR = 3_600_000;
const asked = (hoursAgo: number, more: object = {}) => ({
  wecomUserId: null,
  isAnswered: true,
  askedAt: NOW - hoursAgo * HOUR,
  ...more,
});

describe('look-ups', () => {
  it('are a twentieth of the members in a day, and at least one', () => {
    expect([budgetLeft(1000, [], NOW), budgetLeft(19, [], NOW), budgetLeft(0, [], NOW)]).toEqual([50, 1, 1]);
  });

  it('of the last day count, also those that were never answered', () => {
    const past = [asked(1), asked(23, { isAnswered: false }), asked(25)];
    expect(budgetLeft(60, past, NOW)).toBe(1);
    expect(budgetLeft(20, past, NOW)).toBe(0);
  });

  it('hold: who was found for ever, who was not for a month, what was not answered not at all', () => {
    expect(stillHolds(asked(10_000, { wecomUserId: 'ada' }), NOW)).toBe(true);
    expect([stillHolds(asked(29 * 24), NOW), stillHolds(asked(31 * 24), NOW)]).toEqual([true, false]);
    expect(stillHolds(asked(1, { isAnswered: false }), NOW)).toBe(false);
  });
});
