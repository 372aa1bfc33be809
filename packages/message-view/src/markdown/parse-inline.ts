import { linkTarget } from '../link-target';
import { maskVariables } from '../mask-variables';

/** `info` green, `comment` grey, `warning` orange-red. */
export type FontColor = 'info' | 'comment' | 'warning';

export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'bold'; inline: Inline[] }
  | { kind: 'font'; color: FontColor; inline: Inline[] }
  | { kind: 'link'; url: string; inline: Inline[] };

/**
 * One alternative per mark. None can hold itself (the shortest match ends at its first closing mark), so marks nest three
 * deep at most. No look-behind: it would keep the whole page from loading in browsers that lack it.
 */
const mark = new RegExp(
  [
    '`(?<code>[^`]+)`',
    '\\*\\*(?<bold>\\S(?:.*?\\S)?)\\*\\*',
    // A picture is not a link with a mark before it: found here, it stays text.
    '!\\[[^\\]]*\\]\\([^)]*\\)',
    '\\[(?<label>[^\\]]+)\\]\\((?<url>[^()\\s]+)\\)',
    '<font\\s+color=(?<quote>["\'])(?<color>info|comment|warning)\\k<quote>\\s*>(?<font>.*?)</font>',
  ].join('|'),
  'dg',
);

/** Parses the marks inside one line. What is no complete mark is text. */
export function parseInline(line: string): Inline[] {
  const inline: Inline[] = [];
  let done = 0;
  const addText = (end: number) => {
    if (end > done) inline.push({ kind: 'text', text: line.slice(done, end) });
  };
  for (const match of maskVariables(line).matchAll(mark)) {
    const found = readMark(line, match.indices?.groups ?? {});
    if (!found) continue;
    addText(match.index);
    inline.push(found);
    done = match.index + match[0].length;
  }
  addText(line.length);
  return inline;
}

function readMark(line: string, groups: Partial<Record<string, [number, number]>>): Inline | undefined {
  const text = (name: string) => {
    const range = groups[name];
    return range && line.slice(...range);
  };
  const code = text('code');
  if (code !== undefined) return { kind: 'code', text: code };
  const bold = text('bold');
  if (bold !== undefined) return { kind: 'bold', inline: parseInline(bold) };
  const font = text('font');
  if (font !== undefined) return { kind: 'font', color: text('color') as FontColor, inline: parseInline(font) };
  const url = text('url') ?? '';
  if (linkTarget(url).kind === 'none') return undefined;
  return { kind: 'link', url, inline: parseInline(text('label') ?? '') };
}
