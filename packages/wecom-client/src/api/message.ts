import type { MessageBody } from '../messages/message';
import type { ApiResponse } from '../transport/api-call';
import type { CallApi } from '../transport/call-api';
import type { CallOptions } from './call-options';
import { resolveRecipients, split, type RecipientLists, type Recipients } from './recipients';

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
}

type WireAnswer = Pick<ApiResponse, 'invaliduser' | 'invalidparty' | 'invalidtag' | 'unlicenseduser'> & {
  msgid?: string;
  response_code?: string;
};

export function createMessageApi(callApi: CallApi, agentId: number): MessageApi {
  return {
    async send({ touser, toparty, totag, ...message }, { signal } = {}) {
      const asked = resolveRecipients({ touser, toparty, totag });
      const body = { ...joined(asked), ...message, agentid: agentId };
      const answer = await callApi<WireAnswer>({ method: 'POST', path: '/cgi-bin/message/send', body }, signal);
      const invaliduser = asSpelled(split(answer.invaliduser), asked.touser);
      const unlicenseduser = asSpelled(split(answer.unlicenseduser), asked.touser);
      const refused = new Set([...invaliduser, ...unlicenseduser]);
      return {
        msgid: answer.msgid ?? '',
        ...(answer.response_code && { response_code: answer.response_code }),
        accepted: asked.touser.filter((userId) => !refused.has(userId)),
        invaliduser,
        invalidparty: split(answer.invalidparty),
        invalidtag: split(answer.invalidtag),
        unlicenseduser,
      };
    },
  };
}

function joined(lists: RecipientLists): Record<string, string> {
  return Object.fromEntries(
    Object.entries<string[]>({ ...lists })
      .filter(([, ids]) => ids.length > 0)
      .map(([name, ids]) => [name, ids.join('|')]),
  );
}

/** WeCom answers member ids in lower case. */
function asSpelled(answered: string[], asked: string[]): string[] {
  if (answered.length === 0) return answered;
  const spelling = new Map(asked.map((userId) => [userId.toLowerCase(), userId]));
  return answered.map((userId) => spelling.get(userId.toLowerCase()) ?? userId);
}
