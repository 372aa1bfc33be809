import { labels, type Locale } from './labels';
import { parseInline, type Inline } from './markdown/parse-inline';
import { readList, readText } from './read-wire';
import { parseText } from './text/parse-text';
import type { AppMessage } from './wire';

/** One line for a list of conversations, as WeCom writes it there: the text, the title of a card, or the kind in brackets. */
export function summarizeMessage(message: AppMessage, locale: Locale = 'zh-CN'): string {
  const summary = ownWords(message).replace(/\s+/g, ' ').trim();
  if (summary !== '') return summary;
  const kind = readText(message.msgtype);
  return `[${labels[locale].kinds[kind] ?? kind}]`;
}

function ownWords(message: AppMessage): string {
  switch (message.msgtype) {
    case 'text':
      return parseText(readText(message.text?.content))
        .map((part) => part.text)
        .join('');
    case 'markdown':
      return withoutMarks(readText(message.markdown?.content));
    case 'textcard':
      return readText(message.textcard?.title);
    case 'news':
      return readText(readList(message.news?.articles)[0]?.title);
    case 'mpnews':
      return readText(readList(message.mpnews?.articles)[0]?.title);
    case 'miniprogram_notice':
      return readText(message.miniprogram_notice?.title);
    case 'template_card':
      return readText(message.template_card?.main_title?.title) || readText(message.template_card?.sub_title_text);
    default:
      return '';
  }
}

function withoutMarks(markdown: string): string {
  const words = (part: Inline): string => ('inline' in part ? part.inline.map(words).join('') : part.text);
  return markdown
    .split('\n')
    .map((line) =>
      parseInline(line.replace(/^(#{1,6} +|> ?)/, ''))
        .map(words)
        .join(''),
    )
    .join(' ');
}
