import { text, textCard, type MessageBody } from '@openwecom/client/messages';
import { htmlToText } from './html-text';

/** What callers write for the host's own channels: `{ title, content, options: { url, mobileUrl } }` or `{ subject, html | text }`. */
type Notice = Readonly<Record<string, unknown>>;

/**
 * Such a notice as a WeCom message: with a link a text card, without one a text.
 *
 * @param origin address of this NocoBase; a link that is only a path is left out without it
 * @returns undefined when there is no text in it
 */
export function readNotice(notice: Notice, origin?: string): MessageBody | undefined {
  const title = string(notice.title) || string(notice.subject);
  const said = string(notice.content) || string(notice.text) || htmlToText(string(notice.html));
  if (!title && !said) return undefined;
  const url = linkOf(notice, origin);
  if (!url) return text([title, said].filter(Boolean).join('\n'));
  const [firstLine = ''] = said.split('\n');
  // A text card breaks lines with <br>, and needs both texts.
  return textCard({ title: title || firstLine, description: (said || title).replaceAll('\n', '<br>'), url });
}

/** WeCom is read on a phone first, so its link comes first. */
function linkOf({ options }: Notice, origin: string | undefined): string | undefined {
  const { url, mobileUrl } = (options ?? {}) as { url?: unknown; mobileUrl?: unknown };
  const link = string(mobileUrl) || string(url);
  if (/^https?:\/\//i.test(link)) return link;
  return link.startsWith('/') && origin && URL.canParse(link, origin) ? new URL(link, origin).href : undefined;
}

function string(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}
