import { describe, expect, it } from 'vitest';
import { summarizeMessage } from '../src';
import { samples } from './samples';

describe('summarizeMessage', () => {
  it.each([
    ['text', 'Your parcel has arrived. See where it is.'],
    ['textcard', 'New task'],
    ['markdown', 'Meeting Room: A-12 Bring badge, see plan'],
    ['news', 'Canteen'],
    ['text_notice', 'Leave approved'],
    ['image', '[Image]'],
  ] as const)('says what a %s is about in one line', (name, summary) => {
    expect(summarizeMessage(samples[name], 'en-US')).toBe(summary);
  });

  it('falls back to the kind, in the language of the reader', () => {
    expect(summarizeMessage({ msgtype: 'textcard' }, 'zh-CN')).toBe('[文本卡片]');
  });
});
