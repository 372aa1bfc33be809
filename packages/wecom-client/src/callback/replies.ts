import type { XmlContent } from './write-xml';

/**
 * An answer in the body of the response, encrypted by `reply()`. It must leave within 5 seconds; anything slow acknowledges with
 * an empty body and sends a message later. `reply()` adds `FromUserName` and `CreateTime`.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90241
 */
export type CallbackReply = {
  /** The member's userid: `FromUserName` of the callback. */
  ToUserName: string;
} & (TextReply | MediaReply | VideoReply | NewsReply | UpdateButtonReply | UpdateTemplateCardReply);

export interface TextReply {
  MsgType: 'text';
  /** At most 2048 bytes of UTF-8; more is cut (document 90241). */
  Content: string;
}

export type MediaReply =
  { MsgType: 'image'; Image: { MediaId: string } } | { MsgType: 'voice'; Voice: { MediaId: string } };

export interface VideoReply {
  MsgType: 'video';
  Video: { MediaId: string; Title?: string; Description?: string };
}

export interface NewsReply {
  MsgType: 'news';
  ArticleCount: number;
  Articles: { item: readonly { Title?: string; Description?: string; Url: string; PicUrl?: string }[] };
}

/**
 * Replaces the buttons for the member who clicked. The documents disagree on whether this still works for
 * `template_card_event`; the call `message/update_template_card` with its `ResponseCode` does.
 */
export interface UpdateButtonReply {
  MsgType: 'update_button';
  Button: { ReplaceName: string };
}

/** Replaces the card for the member who clicked; names in CamelCase, lists as arrays. See {@link UpdateButtonReply}. */
export interface UpdateTemplateCardReply {
  MsgType: 'update_template_card';
  TemplateCard: { readonly [name: string]: XmlContent };
}
