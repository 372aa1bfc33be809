import type { MemberFailure, RunCounts, RunPhase } from '../../../contact-sync-state';

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

/** Who is told how far writing is, and says when it must end. */
export interface SyncProgress {
  readonly signal: AbortSignal;
  readonly counts: RunCounts;
  progress(phase: RunPhase, done: number, total: number): void;
  fail(failure: MemberFailure): void;
}

/** For what is written outside of a run, such as a change WeCom tells: nobody watches, and what fails is handled by the caller. */
export function unwatched(signal: AbortSignal): SyncProgress & { failures: MemberFailure[] } {
  const failures: MemberFailure[] = [];
  return {
    signal,
    counts: noCounts(),
    failures,
    progress: () => undefined,
    fail: (failure) => void failures.push(failure),
  };
}
