/** Words and answers about callback addresses that the server gives and the forms show. Times are in milliseconds since 1970. */

/** Whose settings hold a Token and an EncodingAESKey. */
export type OwnerKind = 'authenticator' | 'source';

/**
 * What a pair of Token and EncodingAESKey is for: message reception of an app, or the event server of WeCom's contacts sync, which tells
 * changes of contacts alone.
 */
export type PairRole = 'app' | 'contacts';

/** When WeCom was last at an address with a pair. */
export interface PairSeen {
  verifiedAt: number | null;
  /** When it told something. */
  eventAt: number | null;
  /** When it came, for either, with the Token and key of before a change. */
  previousAt: number | null;
}

export interface PairStatus extends PairSeen {
  /** What is wrong with the saved settings, in the language of the request. */
  problem?: string;
}

/** The last request that an address did not accept. */
export interface Refusal {
  at: number;
  /** Why, and what to do, in the language of the request. */
  reason: string;
  remedy: string;
}

/** What a settings form shows of its callback address. */
export interface CallbackStatus {
  /** Below the address of the API. */
  path: string;
  /** Of the pairs that are entered. */
  pairs: Partial<Record<PairRole, PairStatus>>;
  refusal: Refusal | null;
}

/**
 * Whether messages and clicks of an app arrive here: `missing` when no callback address belongs to it, `unverified` when WeCom has not
 * been at one since its keys were entered, `refused` when it was but nothing could be accepted, `unusable` when its settings do not do.
 */
export type CallbackReadiness = 'ready' | 'missing' | 'unverified' | 'refused' | 'unusable';
