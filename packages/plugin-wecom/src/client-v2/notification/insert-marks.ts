export interface Marks {
  before: string;
  after: string;
  /** Stands between the marks when nothing is selected. */
  sample: string;
  /** The marks have to begin a line. */
  ownLine?: boolean;
}

/** Puts marks around the selected text; afterwards the text between them is selected. */
export function insertMarks(text: string, selection: { start: number; end: number }, marks: Marks) {
  const lineBreak = marks.ownLine && selection.start > 0 && text[selection.start - 1] !== '\n' ? '\n' : '';
  const inner = text.slice(selection.start, selection.end) || marks.sample;
  const start = selection.start + lineBreak.length + marks.before.length;
  return {
    text: text.slice(0, selection.start) + lineBreak + marks.before + inner + marks.after + text.slice(selection.end),
    start,
    end: start + inner.length,
  };
}
