import { describe, expect, it } from 'vitest';
import { relativeTime } from '../relative-time';

const NOW = 1_700_000_000_000;
const ago = (seconds: number, language = 'en-US') => relativeTime(NOW - seconds * 1000, NOW, language);

describe('how long ago', () => {
  it('is told in the largest full unit', () => {
    expect([0, 9, 42, 60, 179, 3600, 86_399, 86_400, 10 * 86_400].map((seconds) => ago(seconds))).toEqual([
      'now',
      'now',
      '42 seconds ago',
      '1 minute ago',
      '2 minutes ago',
      '1 hour ago',
      '23 hours ago',
      'yesterday',
      '10 days ago',
    ]);
  });

  it('is told in the language of the interface', () => {
    expect(ago(180, 'zh-CN')).toBe('3分钟前');
  });

  it('is never in the future, when the clock of the server is ahead', () => {
    expect(ago(-30)).toBe('now');
  });
});
