import type { Note, NoteCode, NoteParams } from './notes';
import { isJsonObject, type JsonObject } from './protocol/json';
import type { Delivery, DeliveryState, MessageBody, RecordedCall, SentMessage } from './store';

/** What leaves the simulator through the control API, its events and the functions of `Simulator`. */

/** A message in one member's inbox. */
export interface InboxMessage {
  id: number;
  msgid: string;
  agentid: number;
  /** Milliseconds since 1970, of the simulator's clock. */
  sentAt: number;
  msgtype: string;
  /** The message part of the wire payload as WeCom shows it: cut, and with a card's update applied. */
  body: MessageBody;
  /** `dropped`: accepted by `message/send` and never shown to the member. */
  state: DeliveryState;
  /** Why it was dropped, in English. */
  reason?: string;
  /** The same for programs and translations. */
  reasonCode?: NoteCode;
  reasonParams?: NoteParams;
}

type DeliveryView = Pick<InboxMessage, 'state' | 'reason' | 'reasonCode' | 'reasonParams'>;

/** A message with everybody it went to: the operator's view. */
export interface OperatorMessage extends Omit<InboxMessage, keyof DeliveryView> {
  recipients: ({ userid: string } & DeliveryView)[];
}

export interface Call {
  id: number;
  /** Milliseconds since 1970, of the simulator's clock. */
  at: number;
  method: string;
  path: string;
  /** The address WeCom saw. */
  caller: string;
  query: Record<string, string>;
  /** The parsed JSON body, its text when it was no JSON, or null when there was none. */
  request: unknown;
  /** Null when the connection was dropped, or the answer was no JSON. */
  answer: JsonObject | null;
  /** HTTP status; 0 when the connection was dropped. */
  status: number;
  /** Real milliseconds. */
  durationMs: number;
  /** What WeCom does not say: why it refused, what was cut, dropped or suppressed. */
  notes: readonly Note[];
  /** The fault that hit this call. */
  fault: JsonObject | null;
}

export function viewDelivery(delivery: Delivery): InboxMessage {
  return { ...viewHead(delivery.message, delivery.updatedBody), ...viewState(delivery) };
}

export function viewMessage(message: SentMessage): OperatorMessage {
  return {
    ...viewHead(message),
    recipients: message.deliveries.map((delivery) => ({ userid: delivery.userid, ...viewState(delivery) })),
  };
}

function viewState({ state, reason }: Delivery): DeliveryView {
  if (!reason) return { state };
  return { state, reason: reason.message, reasonCode: reason.code, reasonParams: reason.params };
}

function viewHead({ id, msgid, agentid, sentAt, body }: SentMessage, updatedBody = body) {
  return { id, msgid, agentid, sentAt, msgtype: body.msgtype, body: updatedBody };
}

/** @param secrets values that must never be shown, wherever they stand */
export function viewCall(call: RecordedCall, secrets: readonly string[]): Call {
  const { id, at, method, path, caller, query, status, durationMs, notes } = call;
  const view: Call = {
    id,
    at,
    method,
    path,
    caller,
    query,
    request: readRequest(call.requestText),
    answer: call.answer ?? null,
    status,
    durationMs,
    notes,
    fault: call.fault ?? null,
  };
  return JSON.parse(JSON.stringify(view, hideNamed), (_key, value: unknown) =>
    typeof value === 'string' ? hideValues(value, secrets) : value,
  ) as Call;
}

export const HIDDEN = '***';

/** Names under which a secret or an access token travels. */
const hiddenNames: ReadonlySet<string> = new Set(['access_token', 'corpsecret', 'secret', 'user_ticket']);

function hideNamed(key: string, value: unknown): unknown {
  return hiddenNames.has(key) && typeof value === 'string' ? HIDDEN : value;
}

function hideValues(text: string, secrets: readonly string[]): string {
  return secrets
    .reduce((safe, secret) => safe.replaceAll(secret, HIDDEN), text)
    .replace(/\b(access_token|corpsecret)=[^&\s"]+/g, `$1=${HIDDEN}`);
}

function readRequest(text: string): unknown {
  if (text === '') return null;
  try {
    const parsed: unknown = JSON.parse(text);
    return isJsonObject(parsed) ? parsed : text;
  } catch {
    return text;
  }
}
