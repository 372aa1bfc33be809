import type { CallbackReceiver } from './callback-address';
import type { SignedQuery } from './signed-url';
import type { XmlRecord } from './xml';

/** One message or event for a receiver, and what became of it. */
export interface Callback {
  id: number;
  /** Milliseconds of the simulator's clock. */
  at: number;
  receiver: CallbackReceiver;
  url: string;
  /** The same for each attempt. */
  query: SignedQuery;
  /** What was encrypted, as an object in place of XML. */
  message: XmlRecord;
  state: CallbackState;
  attempts: CallbackAttempt[];
  reply?: CallbackReply;
}

/** `sending` until it was delivered or the last attempt has failed. */
export type CallbackState = 'sending' | 'delivered' | 'failed';

export interface CallbackAttempt {
  /** Milliseconds of the simulator's clock. */
  at: number;
  /** Real milliseconds. */
  durationMs: number;
  /** `refused`: any status but 200. */
  outcome: 'delivered' | 'refused' | 'timeout' | 'no-connection';
  status?: number;
  /** Why there was no connection, such as ECONNREFUSED. */
  reason?: string;
}

/** An answer in the body of the response, and whether it had an effect. */
export interface CallbackReply {
  message?: XmlRecord;
  applied: boolean;
  /** Why it had none, in English. */
  detail?: string;
}
