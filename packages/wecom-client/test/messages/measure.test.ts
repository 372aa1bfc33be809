import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measure } from '../../src/messages/index';

describe('measure', () => {
  it.each([
    ['hello', 5, 5],
    ['企业微信', 12, 4],
    ['👍', 4, 1],
    ['👨‍👩‍👧‍👦', 25, 1],
    ['🇨🇳', 8, 1],
    ['e\u0301', 3, 1],
    ['👍🏽', 8, 1],
    ['', 0, 0],
  ])('counts %j as %d bytes and %d characters', (text, bytes, characters) => {
    expect(measure(text, 'bytes')).toBe(bytes);
    expect(measure(text, 'characters')).toBe(characters);
  });

  it('counts the bytes that are sent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(measure(text, 'bytes')).toBe(Buffer.byteLength(text, 'utf8'));
      }),
    );
  });

  it('never counts more characters than code points', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(measure(text, 'characters')).toBeLessThanOrEqual(Array.from(text).length);
      }),
    );
  });

  it('adds up for texts joined by a line break', () => {
    const line = fc.string({ unit: 'grapheme-ascii' });
    fc.assert(
      fc.property(line, line, (one, two) => {
        expect(measure(`${one}\n${two}`, 'characters')).toBe(
          measure(one, 'characters') + 1 + measure(two, 'characters'),
        );
      }),
    );
  });
});
