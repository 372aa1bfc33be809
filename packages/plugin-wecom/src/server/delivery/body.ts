import { createHash, randomUUID } from 'node:crypto';
import { prepareMessage, type SendMessageParams } from '@openwecom/client';
import type { MessageBody } from '@openwecom/client/messages';

/** WeCom takes at most 1000 members a call (document 90236). */
export const MOST_MEMBERS = 1000;

/** For so long WeCom is asked not to deliver an identical request again. One for all: it is part of what has to be identical. */
export const DUPLICATE_CHECK_SECONDS = 600;

const duplicateCheck = {
  enable_duplicate_check: 1,
  duplicate_check_interval: DUPLICATE_CHECK_SECONDS,
} as const;

/** A request of `message/send`, ready to be sent any number of times. */
export interface Body {
  /** As `message.sendPrepared` takes it. */
  text: string;
  /** SHA-256 of the text with the duplicate check, in hex: what is equal for WeCom is equal here. */
  hash: string;
  /** Of a card that can be answered. */
  taskId: string | null;
}

/**
 * The request for these members, with the duplicate check. A card that can be answered gets a `task_id` of its own: WeCom takes none
 * twice (42014), and the same message may go out in several deliveries.
 *
 * @param members lower-cased, at most `MOST_MEMBERS`
 */
export function writeBody(message: MessageBody, members: readonly string[]): Body {
  return prepared({ touser: members, ...message, ...duplicateCheck });
}

/** The same message for these members, with the duplicate check. */
export function withMembers(text: string, members: readonly string[]): Body {
  return prepared({ ...read(text), ...duplicateCheck, touser: members });
}

/** The same card with another `task_id`, with the duplicate check: a failed attempt may have spent the one it had. */
export function withNewTaskId(text: string): Body {
  return prepared({ ...read(text), ...duplicateCheck });
}

/** The same request without the duplicate check, so that it arrives although an equal one has just been sent. */
export function withoutDuplicateCheck(text: string): string {
  const { enable_duplicate_check: _check, duplicate_check_interval: _interval, ...rest } = read(text);
  return prepareMessage(rest);
}

function prepared(params: SendMessageParams): Body {
  const own = withOwnTaskId(params);
  const text = prepareMessage(own);
  const taskId = own.msgtype === 'template_card' ? (own.template_card.task_id ?? null) : null;
  return { text, hash: createHash('sha256').update(text).digest('hex'), taskId };
}

function withOwnTaskId(params: SendMessageParams): SendMessageParams {
  if (params.msgtype !== 'template_card' || !params.template_card.task_id) return params;
  return { ...params, template_card: { ...params.template_card, task_id: `card_${randomUUID()}` } };
}

function read(text: string): SendMessageParams {
  return JSON.parse(text) as SendMessageParams;
}
