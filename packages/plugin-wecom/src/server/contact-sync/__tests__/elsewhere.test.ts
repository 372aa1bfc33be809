import { expect, it } from 'vitest';
import { Elsewhere } from '../changes/elsewhere';

it('spares reading the tree for departments that were not covered minutes ago, and for no others', () => {
  let now = 1_800_000_000_000;
  const elsewhere = new Elsewhere(() => now);
  expect([elsewhere.hasAll([]), elsewhere.hasAll([7])]).toEqual([true, false]);
  elsewhere.add([7, 8]);
  expect([elsewhere.hasAll([8]), elsewhere.hasAll([7, 9])]).toEqual([true, false]);
  now += 10 * 60_000;
  expect(elsewhere.hasAll([8])).toBe(false);
  elsewhere.add([9]);
  expect([elsewhere.hasAll([9]), elsewhere.hasAll([8])]).toEqual([true, false]);
  elsewhere.clear();
  expect(elsewhere.hasAll([9])).toBe(false);
});
