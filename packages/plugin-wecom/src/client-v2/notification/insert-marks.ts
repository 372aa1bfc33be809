export interface Marks {
  before: string;
  after: string;
  /** Stands between the marks when nothing is selected. */
  sample: string;
  /** The marks have to begin a line. */
  ownLine?: boolean;
}

/** What to put in place of the selection so that marks stand around it, and where the text between them is then. */
export function insertMarks(text: string, selection: { start: number; end: number }, marks: Marks) {
  const lineBreak = marks.ownLine && selection.start > 0 && text[selection.start - 1] !== '\n' ? '\n' : '';
  const inner = text.slice(selection.start, selection.end) || marks.sample;
  const start = selection.start + lineBreak.length + marks.before.length;
  return { inserted: lineBreak + marks.before + inner + marks.after, start, end: start + inner.length };
}
