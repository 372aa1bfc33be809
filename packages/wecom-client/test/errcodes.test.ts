import { describe, expect, it } from 'vitest';
import { describeErrcode } from '../src/errcodes';
import { errcodeTable } from '../src/errors/errcode-table';
import { parseErrmsg } from '../src/errors/errmsg';

const refused =
  'not allow to access from your ip, hint: [1592208122_3_2ab4], from ip: 203.0.113.9, more info at https://open.work.weixin.qq.com/devtool/query?e=60020';

/** Section by section, what the documents 90313 and 90475 list. */
const documented = [
  -1, 6000, 40001, 40003, 40004, 40005, 40006, 40007, 40008, 40009, 40011, 40013, 40014, 40029, 40031, 40032, 40033,
  40035, 40039, 40050, 40056, 40057, 40058, 40063, 40068, 40070, 40073, 40074, 40091, 40093, 40123, 40127, 40145, 40201,
  40204, 40206, 41001, 41002, 41004, 41011, 41016, 41033, 42001, 42003, 42012, 42014, 42015, 42016, 42017, 42018, 42019,
  42020, 42022, 42027, 42028, 42029, 42030, 42031, 42033, 42035, 42036, 42037, 42038, 42039, 42040, 42041, 42042, 42043,
  42044, 42045, 42046, 42047, 42049, 42050, 42051, 42052, 43004, 43012, 44001, 44004, 45001, 45002, 45007, 45008, 45009,
  45029, 45032, 45033, 45034, 45035, 45036, 46004, 48002, 48004, 48005, 48006, 48009, 48010, 50001, 50002, 50003, 60003,
  60011, 60020, 60021, 60031, 60111, 60140, 60208, 80001, 81012, 81013, 82001, 82002, 82003, 82004, 82101, 82102, 84014,
  84015, 85004, 85005, 85006, 85007, 85008, 85009, 85010, 85011, 85111, 86001, 86003, 86006, 86008, 86215, 86216, 90201,
  90202, 90203, 90204, 90205, 90206, 90207, 90208, 93000, 93001, 93004, 93008, 93017, 93018, 93019, 301002, 301007,
];

describe('describeErrcode', () => {
  it.each(documented)('explains %d in both languages', (errcode) => {
    for (const locale of ['en-US', 'zh-CN'] as const) {
      const { known, meaning, remedy } = describeErrcode(errcode, locale);
      expect(known).toBe(true);
      expect(meaning).toMatch(/[.。]$/);
      expect(remedy).toMatch(/[.。]$/);
      expect(/[\u4e00-\u9fff]/.test(meaning)).toBe(locale === 'zh-CN');
    }
  });

  it('lists no code twice', () => {
    expect([...errcodeTable.keys()].sort((a, b) => a - b)).toEqual([0, ...documented].sort((a, b) => a - b));
  });

  it.each([
    [81013, 'permanent'],
    [40014, 'token'],
    [42001, 'token'],
    [-1, 'later'],
    [45009, 'later'],
    [82002, 'split'],
    [60020, 'setup'],
    [301002, 'setup'],
  ])('classes %d as %s', (errcode, expected) => {
    expect(describeErrcode(errcode, 'en-US').class).toBe(expected);
  });

  it('names the address that has to be trusted', () => {
    for (const locale of ['en-US', 'zh-CN'] as const) {
      const description = describeErrcode(60020, locale, refused);
      expect(description.remedy).toContain('203.0.113.9');
      expect(description).toMatchObject({ callerIp: '203.0.113.9', hint: '1592208122_3_2ab4' });
    }
    expect(describeErrcode(60020, 'en-US').remedy).toContain('the public address of this server');
  });

  it('shows an unknown code verbatim and does not call it retryable', () => {
    const description = describeErrcode(99999, 'zh-CN', 'something new, hint: [1_2_3]');
    expect(description).toMatchObject({ known: false, class: 'permanent', hint: '1_2_3' });
    expect(description.meaning).toContain('99999');
    expect(description.meaning).toContain('something new, hint: [1_2_3]');
  });
});

describe('parseErrmsg', () => {
  it('takes text, hint and address apart', () => {
    expect(parseErrmsg(refused)).toEqual({
      text: 'not allow to access from your ip',
      hint: '1592208122_3_2ab4',
      callerIp: '203.0.113.9',
    });
  });

  it('leaves out what is not there', () => {
    expect(parseErrmsg('ok')).toEqual({ text: 'ok' });
    expect(parseErrmsg('')).toEqual({ text: '' });
  });

  it('reads an IPv6 address', () => {
    expect(parseErrmsg('no, from ip: 2001:db8::7, more info at x').callerIp).toBe('2001:db8::7');
  });
});
