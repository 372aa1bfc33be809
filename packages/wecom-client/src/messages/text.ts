import type { MessageKind } from './fields';

/** Plain text with line breaks and links. */
export interface TextBody {
  msgtype: 'text';
  text: {
    /** UTF-8, at most 2048 bytes, the rest is cut silently. `\n` breaks lines, `<a href="…">…</a>` links, nothing else is markup. */
    content: string;
  };
  /** 1: may not be shared and carries a watermark. */
  safe?: 0 | 1;
}

/** Makes a text message. */
export function text(content: string): TextBody {
  return { msgtype: 'text', text: { content } };
}

export const textKind: MessageKind = {
  name: 'text',
  msgtype: 'text',
  document: 90236,
  fields: [
    {
      name: 'content',
      label: 'Content',
      control: 'paragraph',
      required: true,
      limit: { max: 2048, unit: 'bytes', beyond: 'cut' },
    },
  ],
};
