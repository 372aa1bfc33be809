import type { MessageBody } from '@openwecom/client/messages';

/** Characters of a summary: a line of a list. */
const LONGEST = 100;

/** The beginning of a message, for a list: its title, or what it says first. */
export function summaryOf(message: MessageBody): string {
  const line = saidFirst(message)
    .replace(/<[^>]*>/g, '')
    // eslint-disable-next-line no-control-regex -- PostgreSQL takes no NUL, and a list needs none of them
    .replace(/[\u0000-\u001f\s]+/g, ' ')
    .trim();
  const characters = Array.from(line);
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join('')}…` : line;
}

function saidFirst(message: MessageBody): string {
  switch (message.msgtype) {
    case 'text':
      return message.text.content;
    case 'markdown':
      return message.markdown.content;
    case 'textcard':
      return message.textcard.title;
    case 'news':
      return message.news.articles[0]?.title ?? '';
    case 'mpnews':
      return message.mpnews.articles[0]?.title ?? '';
    case 'video':
      return message.video.title ?? '';
    case 'miniprogram_notice':
      return message.miniprogram_notice.title;
    case 'template_card': {
      const { main_title, ...card } = message.template_card;
      const subTitle = 'sub_title_text' in card ? card.sub_title_text : undefined;
      return main_title?.title || main_title?.desc || subTitle || '';
    }
    case 'image':
    case 'voice':
    case 'file':
      return '';
    default:
      return message satisfies never;
  }
}
