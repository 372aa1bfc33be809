import { describe, expect, it } from 'vitest';
import { insertMarks } from '../insert-marks';

const grey = { before: '<div class="gray">', after: '</div>', sample: 'text' };
const heading = { before: '# ', after: '', sample: 'text', ownLine: true };

describe('inserting marks', () => {
  it('puts them around the selected text and keeps it selected', () => {
    const { text, start, end } = insertMarks('On Monday at nine', { start: 3, end: 9 }, grey);
    expect(text).toBe('On <div class="gray">Monday</div> at nine');
    expect(text.slice(start, end)).toBe('Monday');
  });

  it('inserts a sample to type over when nothing is selected', () => {
    const { text, start, end } = insertMarks('', { start: 0, end: 0 }, grey);
    expect(text).toBe('<div class="gray">text</div>');
    expect(text.slice(start, end)).toBe('text');
  });

  it('begins a line where the marks need one', () => {
    expect(insertMarks('Hello', { start: 5, end: 5 }, heading).text).toBe('Hello\n# text');
    expect(insertMarks('', { start: 0, end: 0 }, heading).text).toBe('# text');
  });
});
