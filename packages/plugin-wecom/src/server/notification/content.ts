import { randomUUID } from 'node:crypto';
import {
  compactMessage,
  findMessageKind,
  messageKinds,
  needsCallback,
  validateMessage,
  type Field,
  type MessageBody,
} from '@openwecom/client/messages';
import { ContentError } from './content-error';
import { cut } from './cut';
import { readNotice } from './notice';

type Values = Readonly<Record<string, unknown>>;

export interface ContentSource {
  /**
   * Whether a caller gave the message (`sendToUsers`, `messages:send`). In a workflow only `content` may be used for text: the host
   * compiles everything beside it twice, so text of a record could name a secret variable and have it printed.
   */
  fromCaller: boolean;
  /** Address of this NocoBase, for links that are only a path. */
  origin?: string | undefined;
}

/**
 * The WeCom message in what the host hands to a channel: our own forms' wire shape under `content`, or what callers write for the
 * host's own channels.
 *
 * Texts too long are cut where WeCom would cut them, and a card that can be answered gets a `task_id` never used before (42014).
 *
 * @throws {ContentError} naming the path of every field that is wrong or unknown
 */
export function readContent(message: Values, { fromCaller, origin }: ContentSource): MessageBody {
  const { content } = message;
  const outer = fromCaller ? message : { content };
  const given = wireShape(content) ?? readNotice(isValues(content) ? content : outer, origin);
  if (!given) throw new ContentError([]);
  const body = withTaskId(cutTexts(compactMessage(given as unknown as MessageBody)));
  const errors = validateMessage(body).filter((issue) => issue.severity === 'error');
  if (errors.length > 0) throw new ContentError(errors);
  return body;
}

const KNOWN_TYPES: readonly string[] = [...new Set(Object.values(messageKinds).map((kind) => kind.msgtype))];

/** Undefined when this is not our forms' shape. */
function wireShape(content: unknown): Values | undefined {
  if (!isValues(content) || looksLikeNotice(content)) return undefined;
  const { msgtype, ...rest } = content;
  // A stored message without its type is a text card, whether its fields stand under that name or directly.
  if (!msgtype) {
    const card = isValues(rest.textcard) ? rest.textcard : without(KNOWN_TYPES, rest);
    return { msgtype: 'textcard', textcard: card };
  }
  // A form keeps what was entered for another type, so that one can change back.
  const drafts = KNOWN_TYPES.filter((type) => type !== msgtype);
  return { msgtype, ...without(drafts, rest) };
}

/** `{ title, content }` of in-app messages, `{ subject, html | text }` of e-mails. */
function looksLikeNotice(content: Values): boolean {
  return !content.msgtype && ['content', 'subject', 'html', 'text'].some((name) => typeof content[name] === 'string');
}

function cutTexts(body: MessageBody): MessageBody {
  const values = (body as unknown as Values)[body.msgtype];
  const kind = isValues(values) ? findMessageKind(body.msgtype, values.card_type) : undefined;
  if (!kind) return body;
  return { ...body, [body.msgtype]: cutFields(kind.fields, values) };
}

function cutFields(fields: readonly Field[], values: unknown): unknown {
  if (!isValues(values)) return values;
  const result: Record<string, unknown> = { ...values };
  for (const field of fields) {
    const value = values[field.name];
    if (field.control === 'group') {
      if (isValues(value)) result[field.name] = cutFields(field.fields, value);
    } else if (field.control === 'list') {
      if (Array.isArray(value)) result[field.name] = value.map((item: unknown) => cutFields(field.fields, item));
    } else if (field.control !== 'choice' && field.limit?.beyond === 'cut' && typeof value === 'string') {
      result[field.name] = cut(value, field.limit, field.control === 'textcard');
    }
  }
  return result;
}

function withTaskId(body: MessageBody): MessageBody {
  if (body.msgtype !== 'template_card' || !needsCallback(body)) return body;
  return { ...body, template_card: { ...body.template_card, task_id: `card_${randomUUID()}` } };
}

function without(names: readonly string[], values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));
}

function isValues(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
