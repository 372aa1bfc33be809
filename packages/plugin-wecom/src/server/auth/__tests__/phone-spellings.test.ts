import { expect, it } from 'vitest';
import { phoneSpellings } from '../member/phone-spellings';

it.each(['13800000003', '+86 138 0000 0003', '86-13800000003'])(
  'finds a mainland number however it is written: %s',
  (mobile) => {
    expect(phoneSpellings(mobile)).toEqual([
      '13800000003',
      '+8613800000003',
      '8613800000003',
      '+86 13800000003',
      '+86-13800000003',
    ]);
  },
);

it('keeps the country code of other numbers: they are not mainland ones', () => {
  expect(phoneSpellings('+886 912345678')).toEqual(['+886 912345678', '+886912345678']);
  expect(phoneSpellings('+1 3800000003')).toEqual(['+1 3800000003', '+13800000003']);
});
