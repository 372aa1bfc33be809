import type { Note } from './notes';
import type { ApiAnswer } from './protocol/answer';
import type { JsonObject } from './protocol/json';

/** A message's part of the wire payload: `{ msgtype, [msgtype]: {…} }`. */
export type MessageBody = JsonObject & { msgtype: string };

export type DeliveryState = 'delivered' | 'dropped' | 'recalled';

/** One message to one member. */
export interface Delivery {
  message: SentMessage;
  /** As the seed spells it. */
  userid: string;
  state: DeliveryState;
  /** Why it was dropped. */
  reason?: Note;
  /** What this member sees instead, after a card was updated. */
  updatedBody?: MessageBody;
}

/** Messages to one member by what became of them. */
export type Tally = Record<DeliveryState, number>;

/** One accepted `message/send`. */
export interface SentMessage {
  /** Unique in this simulator, growing. */
  id: number;
  msgid: string;
  agentid: number;
  /** Milliseconds of the simulator's clock. */
  sentAt: number;
  body: MessageBody;
  deliveries: Delivery[];
}

/** One use updates a card once (document 94888). */
export interface ResponseCode {
  message: SentMessage;
  agentid: number;
  issuedAt: number;
  spent: boolean;
}

export interface MediaFile {
  mediaId: string;
  type: 'image' | 'voice' | 'video' | 'file';
  fileName: string;
  contentType: string;
  createdAt: number;
  bytes: Uint8Array;
}

/** One API call, as it was; what of it may be shown is decided in `call-log.ts`. */
export interface RecordedCall {
  id: number;
  /** Milliseconds of the simulator's clock. */
  at: number;
  method: string;
  path: string;
  caller: string;
  /** Without `access_token` and `corpsecret`, and with an OAuth `code` hidden. */
  query: Record<string, string>;
  /** The request body as it came. Empty for GET and uploads. */
  requestText: string;
  /** HTTP status; 0 when the connection was dropped. */
  status: number;
  answer?: ApiAnswer;
  /** Real milliseconds. */
  durationMs: number;
  notes: readonly Note[];
  fault?: JsonObject;
}

/** Everything the simulator remembers of what happened. */
export interface Store {
  /** Keeps a message and its deliveries; the oldest messages leave when there are too many. */
  addMessage(message: Omit<SentMessage, 'id' | 'deliveries'>, recipients: readonly Recipient[]): SentMessage;
  /** By `msgid`; undefined when it was never sent or is too long ago to be kept. */
  messageByMsgid(msgid: string): SentMessage | undefined;
  /** Oldest first. */
  messages(): SentMessage[];
  /** Deliveries to one member, oldest first. */
  deliveriesTo(userid: string): Delivery[];
  /** The inbox goes with a member whose userid changes. */
  renameMember(userid: string, next: string): void;
  /** Takes a message back from everybody who got it. */
  recall(message: SentMessage): void;
  /** How many messages each member was sent, by lower-cased userid, the forgotten ones included; of one agent or of all. */
  tallies(agentid?: number): Map<string, Tally>;
  /** Messages of an agent to members (two members: two), by `dayOf` their sending. */
  personTimes(agentid: number, day: number): number;
  addResponseCode(code: string, record: ResponseCode): void;
  responseCode(code: string): ResponseCode | undefined;
  /** False when the agent has used the task id before, successfully or not; true and remembered otherwise. */
  useTaskId(agentid: number, taskId: string): boolean;
  addMedia(file: MediaFile): void;
  media(mediaId: string): MediaFile | undefined;
  addCall(call: Omit<RecordedCall, 'id'>): RecordedCall;
  /** Oldest first. */
  calls(): RecordedCall[];
}

export interface Recipient {
  userid: string;
  state: DeliveryState;
  reason?: Note;
}
