import type { MessageKind, MessageKindName } from './fields';
import { markdownKind } from './markdown';
import { textNoticeKind } from './template-card/text-notice';
import { textKind } from './text';
import { textCardKind } from './textcard';

/** The message kinds described as data, by name: forms, validation and the reference table are made from them. */
export const messageKinds: Readonly<Record<MessageKindName, MessageKind>> = {
  text: textKind,
  textcard: textCardKind,
  markdown: markdownKind,
  text_notice: textNoticeKind,
};

/** The description for a body with this `msgtype` and, for template cards, this `card_type`; undefined when there is none yet. */
export function findMessageKind(msgtype: unknown, cardType?: unknown): MessageKind | undefined {
  return Object.values(messageKinds).find(
    (kind) => kind.msgtype === msgtype && (kind.cardType === undefined || kind.cardType === cardType),
  );
}
