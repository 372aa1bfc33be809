import { measure, type Limit } from '@openwecom/client/messages';

const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/**
 * The longest beginning of the text within the limit. WeCom cuts in bytes, through the middle of a 汉字 if it must; we cut before it,
 * between what readers see as characters.
 *
 * @param markup whether `<` begins a tag; then a tag is not cut either
 */
export function cut(text: string, { max, unit }: Pick<Limit, 'max' | 'unit'>, markup = false): string {
  if (measure(text, unit) <= max) return text;
  let kept = '';
  let size = 0;
  for (const { segment } of graphemes.segment(text)) {
    size += measure(segment, unit);
    if (size > max) break;
    kept += segment;
  }
  return markup ? kept.replace(/<[^>]*$/, '') : kept;
}
