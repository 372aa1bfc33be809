import { describe, expect, it } from 'vitest';
import { mostQueuedFrom } from '../backlog';
import { concurrencyFrom } from '../concurrency';
import { daysKeptFrom } from '../retention';

describe.each([
  { name: 'WECOM_KEEP_DELIVERIES_DAYS', read: daysKeptFrom, standard: 30, taken: 3, refused: ['2', '2.5', 'x', '-1'] },
  { name: 'WECOM_MOST_QUEUED', read: mostQueuedFrom, standard: 200_000, taken: 1, refused: ['0', '1.5', 'many'] },
  { name: 'WECOM_SEND_CONCURRENCY', read: concurrencyFrom, standard: 24, taken: 200, refused: ['0', '201', '1e'] },
])('$name', ({ name, read, standard, taken, refused }) => {
  it('has a default, and takes what is in its range', () => {
    expect([read(undefined), read(''), read(String(taken))]).toEqual([standard, standard, taken]);
  });

  it.each(refused)('refuses %s, and says so by its name', (text) => {
    expect(() => read(text)).toThrow(new RegExp(`^${name} must be a whole number from .*, got "${text}"`));
  });
});
