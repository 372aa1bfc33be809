import type { Note } from '../notes';
import type { JsonObject } from '../protocol/json';
import type { MediaFile } from '../store';

/** What a message is checked against. */
export interface MessageContext {
  /** Adds a remark to the call log. */
  note: (note: Note) => void;
  /** @throws {Refusal} 40007 unknown, 40145 expired, 40004 of another type */
  media: (mediaId: string, types: readonly MediaFile['type'][]) => MediaFile;
  /** `safe` of the envelope, 0 when absent. */
  safe: number;
  toEverybody: boolean;
  /** `appid`s of mini programs linked to the agent. */
  miniPrograms: readonly string[];
  userExists: (userid: string) => boolean;
  /** True for the new card of an update, whose rules are a little wider. */
  updating: boolean;
}

/** What matters of a checked message to the rest of the sending. */
export interface CheckedMessage {
  /** The message part of the payload, with WeCom's silent cuts applied. */
  content: JsonObject;
  /** A card the member can answer: needs a callback URL, and its sender gets a response code. */
  callbackCapable?: boolean;
  taskId?: string;
}

/**
 * Checks one kind of message. `content` is what stands under the name of the `msgtype`; it was parsed for this call alone and
 * is cut in place.
 *
 * @throws {Refusal} with WeCom's errcode for the first thing wrong
 * @throws {WrongJsonFormat} when a field has the wrong JSON type
 */
export type MessageCheck = (content: JsonObject, context: MessageContext) => Omit<CheckedMessage, 'content'> | void;
