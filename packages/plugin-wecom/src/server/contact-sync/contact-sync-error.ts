import type { Translate } from '../texts';

/** Why a contact sync did not run to its end. Each code has a text of its own. */
export type ContactSyncErrorCode =
  /** Another one of this source runs; `minutes` since it began. */
  | 'running'
  | 'cancelled'
  /** Its process died. */
  | 'interrupted'
  /** The source is gone, or switched off; `name`. */
  | 'sourceGone'
  /** The source names no authenticator to link members with. */
  | 'noAuthenticator'
  /** Neither the secret of an app nor that of contacts sync. */
  | 'noSecret'
  /** WeCom knows no department, or lets us see none, of those that were chosen; `ids`. */
  | 'departmentsUnknown'
  /** WeCom answered without a single member, and there were some; `count`. */
  | 'noMembers'
  /** More members would go than the source allows without asking; `leavers`, `members`, `percent`. */
  | 'tooManyLeavers'
  /** Some members could not be written; `count`. */
  | 'membersFailed'
  /** The rule compares what WeCom does not tell, and with the secret at hand nobody can be looked up; `count` wait for it. */
  | 'ruleNeedsApp'
  /** The same, seen in the settings. */
  | 'ruleNeedsSecret'
  /** Nothing waits for a person to decide (any more). */
  | 'notOpen'
  /** The user, or the member, is linked already. */
  | 'linkTaken'
  /** A schedule that is no cron expression; `schedule`. */
  | 'scheduleInvalid';

/** What a person has to know, and no crash. */
export class ContactSyncError extends Error {
  override readonly name = 'ContactSyncError';

  constructor(
    readonly code: ContactSyncErrorCode,
    readonly params: Readonly<Record<string, string | number>> = {},
  ) {
    super(`Contact sync: ${code}`);
  }

  describe(t: Translate): string {
    return t(`server.contactSync.${this.code}`, this.params);
  }
}
