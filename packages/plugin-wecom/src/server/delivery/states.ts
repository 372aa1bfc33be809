import type { CallProblem } from '../apps/call-problem';

/** Where a delivery stands. All but the first two are final, until somebody retries by hand. */
export type DeliveryState =
  | 'queued'
  | 'sending'
  | 'sent'
  /** Accepted for some members, refused for others. */
  | 'partly_sent'
  | 'failed'
  /** It may have arrived and may not, and the duplicate check protects a repeat no longer. */
  | 'unconfirmed'
  | 'recalled';

/** Why a queued delivery is not sent now. */
export type WaitReason =
  /** An earlier message to the member comes first. */
  | 'order'
  /** WeCom would drop it in silence: 30 a minute and 1000 an hour to one member (document 90312). */
  | 'member_limit'
  /** The person-times of the day are used up (document 90312). */
  | 'daily_limit'
  /** An attempt failed and is repeated. */
  | 'retry';

export type RecipientOutcome =
  | 'waiting'
  | 'accepted'
  /** WeCom: no such member, or outside the visible range. */
  | 'invalid'
  /** WeCom: no licence for the API. */
  | 'unlicensed'
  /** The user is no WeCom member as far as we know. */
  | 'not_linked'
  | 'failed'
  | 'unconfirmed'
  | 'recalled';

export type AttemptResult =
  | 'accepted'
  /** WeCom answered and did not send it. */
  | 'refused'
  /** The request never left. */
  | 'not_sent'
  /** It left, and no answer came. */
  | 'unanswered';

/** Why something did not work, as data, so that it can be told in the reader's language. */
export type DeliveryProblem =
  | CallProblem
  /** The process ended in the middle. */
  | { kind: 'interrupted' }
  /** WeCom says that the card's task id was used: an attempt without an answer probably arrived (42014). */
  | { kind: 'task_id_used' }
  /** WeCom accepted a repeat, and what it says to one may leave out who was refused. */
  | { kind: 'details_unknown' }
  /** A defect of ours, or of the host; `name` of the error. Its text may hold anything, so it stays in the log. */
  | { kind: 'unexpected'; name: string }
  /** Nobody of the receivers is linked to a member. */
  | { kind: 'nobody' }
  /** An administrator has discarded what was queued of its app. */
  | { kind: 'discarded' };

/** What keeps an app from sending: WeCom refuses all it sends, or its settings do not do. */
export type QueueProblem = Extract<DeliveryProblem, { kind: 'wecom' | 'settings' }>;
