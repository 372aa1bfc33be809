import { describe, expect, it } from 'vitest';
import { describeNote } from '../../src/inbox/texts/describe-note';
import { enUS } from '../../src/inbox/texts/en-us';
import { errcodeMeaning } from '../../src/inbox/texts/errcodes-zh-cn';
import { zhCN } from '../../src/inbox/texts/zh-cn';
import * as notes from '../../src/notes';
import { errcodeText } from '../../src/protocol/errcodes';

const some: notes.Note[] = [
  notes.refused(40063, '"title" is missing or empty'),
  notes.wrongJson('the body is no JSON'),
  notes.cut('content', 2048, 'bytes'),
  notes.duplicate(),
  notes.dropped(1, 3),
  notes.uploaded('a.png', 12),
  notes.aspectRatio(),
  notes.notActivated(),
  notes.tooManyInMinute(30),
  notes.tooManyInHour(1000),
];

describe('a note on the page', () => {
  it.each(some)('of code $code is Chinese on the Chinese page, with its numbers', (note) => {
    const text = describeNote(zhCN, note);
    expect(text).toMatch(/[\u4e00-\u9fff]/);
    expect(text).not.toContain('undefined');
    for (const [name, value] of Object.entries(note.params))
      if (name !== 'errcode' && name !== 'unit') expect(text).toContain(String(value));
  });

  it('is the simulator’s own wording on the English page, and where the page does not know the code', () => {
    const unknown = { code: 'newer-than-the-page', params: {}, message: 'something new' };
    expect(describeNote(enUS, notes.dropped(1, 3))).toBe('dropped silently for 1 of 3 members');
    expect(describeNote(zhCN, unknown)).toBe('something new');
  });

  it('explains every errcode the simulator answers', () => {
    const known = Array.from({ length: 310_000 }, (_, index) => index - 1).filter((n) => errcodeText(n) !== 'error');
    expect(known.length).toBeGreaterThan(80);
    expect(known.filter((errcode) => errcodeMeaning(errcode).startsWith('错误码'))).toEqual([]);
  });
});
