import { describe, expect, it } from 'vitest';
import { insertMarks, type Marks } from '../insert-marks';

const grey = { before: '<div class="gray">', after: '</div>', sample: 'text' };
const heading = { before: '# ', after: '', sample: 'text', ownLine: true };

/** The text after the insertion, and what is selected in it then. */
function insertInto(text: string, selection: { start: number; end: number }, marks: Marks) {
  const { inserted, start, end } = insertMarks(text, selection, marks);
  const after = text.slice(0, selection.start) + inserted + text.slice(selection.end);
  return { after, selected: after.slice(start, end) };
}

describe('inserting marks', () => {
  it('puts them around the selected text and keeps it selected', () => {
    expect(insertInto('On Monday at nine', { start: 3, end: 9 }, grey)).toEqual({
      after: 'On <div class="gray">Monday</div> at nine',
      selected: 'Monday',
    });
  });

  it('inserts a sample to type over when nothing is selected', () => {
    expect(insertInto('', { start: 0, end: 0 }, grey)).toEqual({
      after: '<div class="gray">text</div>',
      selected: 'text',
    });
  });

  it('begins a line where the marks need one', () => {
    expect(insertInto('Hello', { start: 5, end: 5 }, heading)).toEqual({ after: 'Hello\n# text', selected: 'text' });
    expect(insertInto('', { start: 0, end: 0 }, heading).after).toBe('# text');
  });
});
