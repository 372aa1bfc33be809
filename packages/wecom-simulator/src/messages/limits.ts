import { cut, type Note } from '../notes';
import type { JsonObject } from '../protocol/json';

const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/** Characters as a reader sees them: one 汉字 or one emoji each. */
export function countCharacters(text: string): number {
  let count = 0;
  for (const _ of graphemes.segment(text)) count += 1;
  return count;
}

/** The longest beginning of `text` that has at most `max` bytes of UTF-8 and no broken character. */
export function cutToBytes(text: string, max: number): string {
  // A UTF-16 unit has at most three bytes, so a short text needs no counting.
  if (text.length * 3 <= max) return text;
  const bytes = Buffer.from(text);
  if (bytes.length <= max) return text;
  let end = max;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.toString('utf8', 0, end);
}

/** The first `max` visible characters of `text`. */
export function cutToCharacters(text: string, max: number): string {
  if (text.length <= max) return text;
  let end = 0;
  let count = 0;
  for (const { segment } of graphemes.segment(text)) {
    if (count === max) break;
    count += 1;
    end += segment.length;
  }
  return text.slice(0, end);
}

/** Cuts a text in place, as WeCom does without an error, and says so in the call log. */
export function cutField(
  parent: JsonObject,
  name: string,
  limit: { bytes: number } | { characters: number },
  note: (note: Note) => void,
): void {
  const value = parent[name];
  if (typeof value !== 'string') return;
  const kept = 'bytes' in limit ? cutToBytes(value, limit.bytes) : cutToCharacters(value, limit.characters);
  if (kept === value) return;
  parent[name] = kept;
  note('bytes' in limit ? cut(name, limit.bytes, 'bytes') : cut(name, limit.characters, 'characters'));
}
