import { linkTarget } from '../link-target';
import { maskVariables } from '../mask-variables';

export type TextPart = { kind: 'text'; text: string } | { kind: 'link'; text: string; url: string };

const anchor = /<a\s+href=(["'])(?<url>[^"'<>]*)\1\s*>(?<text>.*?)<\/a>/dgis;

/**
 * Splits the content of a text message. `<a href="…">…</a>` with an http or https address (or a variable as address) is a
 * link; everything else is text as it stands, other tags and other addresses included.
 */
export function parseText(content: string): TextPart[] {
  const parts: TextPart[] = [];
  let done = 0;
  const addText = (end: number) => {
    if (end > done) parts.push({ kind: 'text', text: content.slice(done, end) });
  };
  for (const match of maskVariables(content).matchAll(anchor)) {
    const found = match.indices?.groups;
    if (!found?.url || !found.text) continue;
    const url = content.slice(...found.url);
    const text = content.slice(...found.text);
    if (linkTarget(url).kind === 'none' || text === '') continue;
    addText(match.index);
    parts.push({ kind: 'link', text, url });
    done = match.index + match[0].length;
  }
  addText(content.length);
  return parts;
}
