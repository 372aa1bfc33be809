import { parseInline, type Inline } from './parse-inline';

/** A block of WeCom's markdown. Lines of a quote that follow each other are one quote; an empty line is a blank one. */
export type MarkdownBlock =
  | { kind: 'heading'; level: 1 | 2 | 3 | 4 | 5 | 6; inline: Inline[] }
  | { kind: 'quote'; lines: Inline[][] }
  | { kind: 'line'; inline: Inline[] };

const heading = /^(#{1,6}) +(\S.*)$/;
const quote = /^> ?(.*)$/;

/**
 * Parses WeCom's markdown subset for app messages (document 90236): headings, bold, links, inline code, quotes and
 * the three font colours. Lists, tables, pictures, italics, fences and rules are text as they stand.
 */
export function parseMarkdown(content: string): MarkdownBlock[] {
  const blocks: MarkdownBlock[] = [];
  for (const line of content.replace(/^\n+|\s+$/g, '').split(/\r?\n/)) {
    const [, marks, title] = heading.exec(line) ?? [];
    const quoted = quote.exec(line)?.[1];
    const last = blocks.at(-1);
    if (marks && title) {
      blocks.push({ kind: 'heading', level: marks.length as 1 | 2 | 3 | 4 | 5 | 6, inline: parseInline(title) });
    } else if (quoted === undefined) {
      blocks.push({ kind: 'line', inline: parseInline(line) });
    } else if (last?.kind === 'quote') {
      last.lines.push(parseInline(quoted));
    } else {
      blocks.push({ kind: 'quote', lines: [parseInline(quoted)] });
    }
  }
  return blocks;
}
