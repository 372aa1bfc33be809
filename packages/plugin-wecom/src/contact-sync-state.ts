/** Words about contact syncs that the server writes and the forms show. */

/** Where a contact sync is, or how it ended. */
export type RunStatus =
  | 'running'
  | 'succeeded'
  /** Not, or not all of it. */
  | 'failed'
  | 'cancelled'
  /** Its process died. */
  | 'interrupted'
  /** All was written, but more members left than may go without asking: somebody has to say so. */
  | 'question'
  /** Somebody said that those stay as they are for now. */
  | 'declined';

export type RunPhase = 'departments' | 'members' | 'matching' | 'writing' | 'leavers';

export type RunTrigger = 'manual' | 'schedule';

/** What a run has done. */
export interface RunCounts {
  created: number;
  updated: number;
  unchanged: number;
  /** No longer in WeCom, or no longer covered by the source. */
  left: number;
  conflicts: number;
  ignored: number;
  /** Not made yet, because look-ups may still find who they are here. */
  waiting: number;
  failed: number;
  departmentsCreated: number;
  departmentsUpdated: number;
  departmentsRemoved: number;
}

/** Why a person has to decide who a member is here. */
export type ConflictCode =
  /** Several users match. */
  | 'ambiguous'
  /** The one that matches may change settings. */
  | 'protectedUser'
  /** The one that matches is linked to another member. */
  | 'userTaken'
  /** Somebody else here has the member's phone number or mail: nothing is made, or all but that is written. */
  | 'phoneTaken'
  | 'emailTaken'
  /** The member left, and their user may change settings: that is for a person to do. */
  | 'protectedLeaver'
  /** The member has another userid now, and that one another user. */
  | 'renamed';

/** Members that may leave at once without a question, in percent, unless a source says otherwise. */
export const DEFAULT_LEAVER_LIMIT = 10;

/** A member that could not be written, or not wholly. */
export interface MemberFailure {
  userId: string;
  name?: string;
  /** In the language of the system. */
  reason: string;
}
