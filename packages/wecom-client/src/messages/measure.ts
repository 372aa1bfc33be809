import type { Limit } from './fields';

const encoder = new TextEncoder();
const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/**
 * Length of a text as WeCom counts it: `bytes` of UTF-8 (a 汉字 has three, most emoji four or more), or `characters` as a reader
 * sees them (one 汉字 or one emoji is one, however many code points it has).
 */
export function measure(text: string, unit: Limit['unit']): number {
  if (unit === 'bytes') return encoder.encode(text).length;
  let count = 0;
  for (const _ of graphemes.segment(text)) count += 1;
  return count;
}
