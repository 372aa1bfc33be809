import { describe, expect, it } from 'vitest';
import { messageTime } from '../../src/inbox/phone/message-time';

const local = (year: number, month: number, day: number, hour: number, minute: number) =>
  new Date(year, month - 1, day, hour, minute).getTime();

describe('the time of a message', () => {
  const now = local(2026, 3, 1, 10, 0);
  it.each([
    ['today', local(2026, 3, 1, 9, 5), '09:05'],
    ['just after midnight', local(2026, 3, 1, 0, 3), '00:03'],
    ['yesterday, in another month', local(2026, 2, 28, 23, 59), 'Yesterday 23:59'],
    ['this year', local(2026, 1, 2, 8, 0), 'Jan 2 08:00'],
    ['another year', local(2025, 12, 31, 8, 0), 'Dec 31, 2025 08:00'],
  ])('%s', (_when, at, text) => {
    expect(messageTime(at, now, 'en-US', 'Yesterday')).toBe(text);
  });

  it('is written in Chinese on a Chinese phone', () => {
    expect(messageTime(local(2026, 1, 2, 8, 0), now, 'zh-CN', '昨天')).toBe('1月2日 08:00');
  });
});
