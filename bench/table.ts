/** What one benchmark measured. */
export interface BenchTable {
  title: string;
  /** What was done, so that a reader can judge the numbers. */
  method: string;
  columns: string[];
  rows: string[][];
  /** What we want of these numbers, and whether this run met it. */
  goals: { text: string; met: boolean }[];
  /** Drawn of the same numbers, for docs/images. */
  picture?: { file: string; svg: string };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** The value that `share` of them do not exceed, such as 0.95. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export const perSecond = (count: number, elapsedMs: number): number => (count / elapsedMs) * 1000;

export const whole = (value: number): string => Math.round(value).toLocaleString('en-US');

export function toMarkdown(table: BenchTable): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [
    `# ${table.title}`,
    '',
    table.method,
    '',
    line(table.columns),
    line(table.columns.map(() => '---')),
    ...table.rows.map(line),
    ...(table.picture ? ['', `![${table.title}](../../docs/images/${table.picture.file})`] : []),
    '',
    ...table.goals.map((goal) => `- ${goal.met ? 'met' : '**not met**'}: ${goal.text}`),
  ].join('\n');
}
