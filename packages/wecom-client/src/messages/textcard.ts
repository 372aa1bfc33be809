import type { MessageKind } from './fields';

/** What a text card shows. */
export interface TextCard {
  /** At most 128 bytes, the rest is cut silently. WeCom's pages disagree on bytes or characters; bytes are the safe reading. */
  title: string;
  /**
   * At most 512 bytes (same doubt), the rest is cut silently. `<br>` breaks lines; `<div class="gray">`, `"normal"` and
   * `"highlight"` are the three styles.
   */
  description: string;
  /** Opens on a click. At most 2048 bytes, with `http://` or `https://`. */
  url: string;
  /** Text of the link below the card, at most 4 characters. @default '详情' */
  btntxt?: string;
}

/** A card with a title, a description in three styles and one link. */
export interface TextCardBody {
  msgtype: 'textcard';
  textcard: TextCard;
}

/** Makes a text card. */
export function textCard(textcard: TextCard): TextCardBody {
  return { msgtype: 'textcard', textcard };
}

export const textCardKind: MessageKind = {
  name: 'textcard',
  msgtype: 'textcard',
  document: 90236,
  fields: [
    {
      name: 'title',
      label: 'Title',
      control: 'line',
      required: true,
      limit: { max: 128, unit: 'bytes', beyond: 'cut' },
    },
    {
      name: 'description',
      label: 'Description',
      control: 'textcard',
      required: true,
      limit: { max: 512, unit: 'bytes', beyond: 'cut' },
    },
    {
      name: 'url',
      label: 'Link',
      control: 'url',
      required: true,
      limit: { max: 2048, unit: 'bytes', beyond: 'refused' },
    },
    {
      name: 'btntxt',
      label: 'Button text',
      control: 'line',
      limit: { max: 4, unit: 'characters', beyond: 'cut' },
    },
  ],
};
