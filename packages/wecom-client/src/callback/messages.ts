import type { CallbackBase, Own } from './base';
import { optional, text, type Fields } from './fields';

/**
 * Something a member sent to the agent.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90239
 */
export type CallbackMessage = TextMessage | ImageMessage | VoiceMessage | VideoMessage | LocationMessage | LinkMessage;

interface MessageBase extends CallbackBase {
  kind: 'message';
  /** 64 bits as decimal digits: more than a number can carry. WeCom's repeats have the same. */
  MsgId: string;
}

export interface TextMessage extends MessageBase {
  MsgType: 'text';
  Content: string;
}

/** The media is kept for 3 days (document 90239), in this and the other kinds with a `MediaId`. */
export interface ImageMessage extends MessageBase {
  MsgType: 'image';
  PicUrl: string;
  MediaId: string;
}

export interface VoiceMessage extends MessageBase {
  MsgType: 'voice';
  MediaId: string;
  /** `amr` or `speex`. */
  Format: string;
}

export interface VideoMessage extends MessageBase {
  MsgType: 'video';
  MediaId: string;
  ThumbMediaId: string;
}

export interface LocationMessage extends MessageBase {
  MsgType: 'location';
  /** Latitude. */
  Location_X: string;
  /** Longitude. */
  Location_Y: string;
  Scale: string;
  Label: string;
  /** `wxwork` from WeCom, absent from the WeChat plugin. */
  AppType?: string;
}

export interface LinkMessage extends MessageBase {
  MsgType: 'link';
  Title: string;
  Description: string;
  Url: string;
  /** Of its picture, when it has one. */
  PicUrl?: string;
}

export const messages: { [M in CallbackMessage as M['MsgType']]: Fields<Own<M>> } = {
  text: { MsgId: text, Content: text },
  image: { MsgId: text, PicUrl: text, MediaId: text },
  voice: { MsgId: text, MediaId: text, Format: text },
  video: { MsgId: text, MediaId: text, ThumbMediaId: text },
  location: {
    MsgId: text,
    Location_X: text,
    Location_Y: text,
    Scale: text,
    Label: text,
    AppType: optional(text),
  },
  link: { MsgId: text, Title: text, Description: text, Url: text, PicUrl: optional(text) },
};
