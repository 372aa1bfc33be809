import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cut } from '../cut';

it('keeps as much as fits, in the unit WeCom counts', () => {
  expect(cut('汉字', { max: 5, unit: 'bytes' })).toBe('汉');
  expect(cut('汉字', { max: 6, unit: 'bytes' })).toBe('汉字');
  expect(cut('👨‍👩‍👧汉字', { max: 2, unit: 'characters' })).toBe('👨‍👩‍👧汉');
  expect(cut('a👨‍👩‍👧', { max: 10, unit: 'bytes' })).toBe('a');
});

it('leaves no half of a tag behind where there are tags', () => {
  expect(cut('abc<div class="gray">', { max: 10, unit: 'bytes' }, true)).toBe('abc');
  expect(cut('abc<div class="gray">', { max: 10, unit: 'bytes' })).toBe('abc<div cl');
});

it('is always a beginning of the text, within the limit, and nothing but whole code points', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(40), (text, max) => {
      const kept = cut(text, { max, unit: 'bytes' });
      expect(text.startsWith(kept)).toBe(true);
      expect(Buffer.byteLength(kept)).toBeLessThanOrEqual(max);
      expect(Buffer.from(kept).toString()).toBe(kept);
    }),
  );
});
