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

export const noCounts = (): RunCounts => ({
  created: 0,
  updated: 0,
  unchanged: 0,
  left: 0,
  conflicts: 0,
  ignored: 0,
  waiting: 0,
  failed: 0,
  departmentsCreated: 0,
  departmentsUpdated: 0,
  departmentsRemoved: 0,
});

/** A member that could not be written, or not wholly. */
export interface MemberFailure {
  userId: string;
  name?: string;
  /** In the language of the system. */
  reason: string;
}
