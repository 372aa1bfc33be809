import type { FileBody } from './file';
import type { ImageBody } from './image';
import type { MarkdownBody } from './markdown';
import type { MiniprogramNoticeBody } from './miniprogram-notice';
import type { MpNewsBody } from './mpnews';
import type { NewsBody } from './news';
import type { TemplateCardBody } from './template-card/template-card';
import type { TextBody } from './text';
import type { TextCardBody } from './textcard';
import type { VideoBody } from './video';
import type { VoiceBody } from './voice';

/**
 * What an app message says, told apart by `msgtype`; template cards further by `template_card.card_type`.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90236
 */
export type MessageBody =
  | TextBody
  | ImageBody
  | VoiceBody
  | VideoBody
  | FileBody
  | TextCardBody
  | NewsBody
  | MpNewsBody
  | MarkdownBody
  | MiniprogramNoticeBody
  | TemplateCardBody;

export type MessageType = MessageBody['msgtype'];
