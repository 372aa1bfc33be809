import type { MessageKind } from './fields';

/** WeCom's subset of Markdown. Not shown in the WeChat plugin. */
export interface MarkdownBody {
  msgtype: 'markdown';
  markdown: {
    /**
     * UTF-8, at most 2048 bytes. Headings, bold, links, inline code, quotes and `<font color="info|comment|warning">`; no lists,
     * tables, images, italics or code fences.
     */
    content: string;
  };
}

/** Makes a Markdown message. */
export function markdown(content: string): MarkdownBody {
  return { msgtype: 'markdown', markdown: { content } };
}

export const markdownKind: MessageKind = {
  name: 'markdown',
  msgtype: 'markdown',
  document: 90236,
  fields: [
    {
      name: 'content',
      label: 'Content',
      control: 'markdown',
      required: true,
      limit: { max: 2048, unit: 'bytes', beyond: 'refused' },
    },
  ],
};
