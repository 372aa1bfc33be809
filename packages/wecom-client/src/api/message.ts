import { WeComConfigError } from '../errors/config-error';
import type { MessageBody } from '../messages/message';
import type { ApiResponse } from '../transport/api-call';
import type { CallApi } from '../transport/call-api';
import type { CallOptions } from './call-options';
import { resolveRecipients, split, type RecipientLists, type Recipients } from './recipients';
import {
  updateTemplateCard,
  type UpdateTemplateCardAnswer,
  type UpdateTemplateCardParams,
} from './update-template-card';

/** What stands around the body of a message. */
export interface MessageEnvelope extends Recipients {
  /** 1: replaces placeholders such as `$userName=USERID$`. @default 0 */
  enable_id_trans?: 0 | 1;
  /** 1: WeCom does not deliver an identical request again within the interval. @default 0 */
  enable_duplicate_check?: 0 | 1;
  /** Seconds, at most 14400. @default 1800 */
  duplicate_check_interval?: number;
}

/** A message and whom it goes to. `agentid` is filled in by the client. */
export type SendMessageParams = MessageEnvelope & MessageBody;

/** What became of a message. Ids that match a recipient are spelled as they were asked for. */
export interface SendMessageAnswer {
  /** For recalling it, within 24 hours. */
  msgid: string;
  /** Updates the card once, within 72 hours. Only for cards that can be answered. */
  response_code?: string;
  /**
   * The members of `touser` that WeCom took: asked for, and neither in `invaliduser` nor in `unlicenseduser`. WeCom tells nothing about
   * delivery or reading, and drops in silence what exceeds 30 messages a minute or 1000 an hour of one app to one member.
   */
  accepted: string[];
  /** Members that do not exist or are outside the visible range of the app. */
  invaliduser: string[];
  /** Departments that do not exist or are outside the visible range of the app. */
  invalidparty: string[];
  /** Tags that do not exist or are outside the visible range of the app. */
  invalidtag: string[];
  /** Members inside the visible range without a valid licence for the API. */
  unlicenseduser: string[];
}

export interface MessageApi {
  /**
   * Sends one app message. Resolves even when some recipients were dropped: see `accepted` and `invaliduser`. The body is not
   * validated here: see `validateMessage`.
   *
   * The request is the same text for the same params, so that WeCom's duplicate check recognises a repeat. When a call fails without
   * an answer the message may have arrived: see `mayHaveArrived`.
   *
   * @throws {WeComConfigError} when nobody is named, or more than 1000 members, 100 departments or 100 tags
   * @throws {WeComApiError} 81013 when no recipient exists inside the visible range of the app
   * @see https://developer.work.weixin.qq.com/document/path/90236
   */
  send(params: SendMessageParams, options?: CallOptions): Promise<SendMessageAnswer>;
  /**
   * Sends a text of `prepareMessage`, byte for byte, with `agentid` put in front. For those who write a message down before it is sent
   * and may have to repeat it, perhaps in another process: WeCom's duplicate check compares the whole request.
   *
   * Throws what `send` throws.
   */
  sendPrepared(prepared: string, options?: CallOptions): Promise<SendMessageAnswer>;
  /**
   * Takes a message back from everybody. Text that the WeChat plugin has shown stays there.
   *
   * @param params `msgid` of a message this app sent less than 24 hours ago
   * @throws {WeComApiError} 42052 when it is older, 40058 when another app sent it
   * @see https://developer.work.weixin.qq.com/document/path/94867
   */
  recall(params: { msgid: string }, options?: CallOptions): Promise<void>;
  /**
   * Changes a card that can be answered: its buttons into a grey one, or the whole card.
   *
   * A repeat after a lost answer gets 60140 although the first call did its work, because the code is spent.
   *
   * @throws {WeComApiError} 60140 when the code is spent or older than 72 hours, 42015 when another app sent the card, 82101 when
   *   nobody is named, 82102 when nobody named received the card
   * @see https://developer.work.weixin.qq.com/document/path/94888
   */
  updateTemplateCard(params: UpdateTemplateCardParams, options?: CallOptions): Promise<UpdateTemplateCardAnswer>;
}

type WireAnswer = Pick<ApiResponse, 'invaliduser' | 'invalidparty' | 'invalidtag' | 'unlicenseduser'> & {
  msgid?: string;
  response_code?: string;
};

const path = '/cgi-bin/message/send';

export function createMessageApi(callApi: CallApi, agentId: number): MessageApi {
  async function post(prepared: string, touser: string[], signal?: AbortSignal): Promise<SendMessageAnswer> {
    const json = `{"agentid":${agentId},${prepared.slice(1)}`;
    return readAnswer(await callApi<WireAnswer>({ method: 'POST', path, json }, signal), touser);
  }

  return {
    async send(params, { signal } = {}) {
      const asked = resolveRecipients(params);
      return post(textOf(params, asked), asked.touser, signal);
    },

    async sendPrepared(prepared, { signal } = {}) {
      return post(prepared, touserOf(prepared), signal);
    },

    async recall({ msgid }, { signal } = {}) {
      await callApi({ method: 'POST', path: '/cgi-bin/message/recall', body: { msgid } }, signal);
    },
    updateTemplateCard: (params, options) => updateTemplateCard(callApi, agentId, params, options),
  };
}

/**
 * The request of `send` as a text to keep and to hand to `sendPrepared`: the same text for the same params, whatever client it is
 * sent with.
 *
 * @throws {WeComConfigError} when nobody is named, or more than 1000 members, 100 departments or 100 tags
 */
export function prepareMessage(params: SendMessageParams): string {
  return textOf(params, resolveRecipients(params));
}

/** Without `agentid`. Lists are written as WeCom wants them; JSON leaves out what is undefined. */
function textOf({ touser: _, toparty: __, totag: ___, ...message }: SendMessageParams, asked: RecipientLists): string {
  return JSON.stringify({
    touser: joined(asked.touser),
    toparty: joined(asked.toparty),
    totag: joined(asked.totag),
    ...message,
  });
}

function joined(ids: string[]): string | undefined {
  return ids.length > 0 ? ids.join('|') : undefined;
}

/** @throws {WeComConfigError} when this is no text of `prepareMessage` */
function touserOf(prepared: string): string[] {
  try {
    const params = JSON.parse(prepared) as SendMessageParams | null;
    if (params?.msgtype) return split(params.touser);
  } catch {
    // Told below, without the text: contents stay out of errors.
  }
  throw new WeComConfigError(['"prepared" must be a text made by prepareMessage']);
}

function readAnswer(answer: WireAnswer, touser: string[]): SendMessageAnswer {
  const invaliduser = asSpelled(split(answer.invaliduser), touser);
  const unlicenseduser = asSpelled(split(answer.unlicenseduser), touser);
  return {
    msgid: answer.msgid ?? '',
    ...(answer.response_code && { response_code: answer.response_code }),
    accepted: without(touser, [...invaliduser, ...unlicenseduser]),
    invaliduser,
    invalidparty: split(answer.invalidparty),
    invalidtag: split(answer.invalidtag),
    unlicenseduser,
  };
}

/** WeCom answers member ids in lower case. */
function asSpelled(answered: string[], asked: string[]): string[] {
  if (answered.length === 0) return answered;
  const spelling = new Map(asked.map((userId) => [userId.toLowerCase(), userId]));
  return answered.map((userId) => spelling.get(userId.toLowerCase()) ?? userId);
}

function without(asked: string[], refused: string[]): string[] {
  if (refused.length === 0) return asked;
  const dropped = new Set(refused);
  return asked.filter((userId) => !dropped.has(userId));
}
