import { DEFAULT_LEAVER_LIMIT } from '../../contact-sync-state';

/** How a member who is not linked yet is matched with a user that is here already. */
export type SyncMatchRule = 'none' | 'username' | 'phone' | 'email';

/** What becomes of the user of a member who left WeCom, or left what the source covers. */
export type LeaverChoice =
  /** Nothing. */
  | 'keep'
  /** The link is disabled: no sign-in with WeCom, no notifications, sessions end. A password still works. */
  | 'disable'
  /** The user is deleted. */
  | 'remove';

/** What a sync source says about syncing, apart from which WeCom app it is. */
export interface SyncOptions {
  /** Name of the authenticator that members are linked with. */
  authenticator: string;
  /** Company ID, AgentId, Secret and API base URL are those of the authenticator. */
  useAuthenticator: boolean;
  /** Ids of departments to sync, with all below them; none: all that the secret may see. */
  departments: number[];
  match: SyncMatchRule;
  /** The personal mail counts instead of the corporate one. */
  personalMail: boolean;
  leavers: LeaverChoice;
  /** Share of the members, in percent, that may leave at once without anybody being asked. */
  leaverLimit: number;
  /** Cron expression with five fields, or six with seconds; empty: not by itself. */
  schedule: string;
}

const RULES: readonly unknown[] = ['none', 'username', 'phone', 'email'] satisfies SyncMatchRule[];

/** Removing is never the default. */
const CHOICES: readonly unknown[] = ['keep', 'disable', 'remove'] satisfies LeaverChoice[];

export function readSyncOptions(stored: Readonly<Record<string, unknown>>): SyncOptions {
  const { authenticator, departments, match, leavers, leaverLimit, schedule } = stored;
  return {
    authenticator: typeof authenticator === 'string' ? authenticator : '',
    useAuthenticator: stored.useAuthenticator === true,
    departments: Array.isArray(departments)
      ? departments.map(Number).filter((id) => Number.isInteger(id) && id > 0)
      : [],
    match: RULES.includes(match) ? (match as SyncMatchRule) : 'username',
    personalMail: stored.personalMail === true,
    leavers: CHOICES.includes(leavers) ? (leavers as LeaverChoice) : 'disable',
    leaverLimit: typeof leaverLimit === 'number' ? Math.min(Math.max(leaverLimit, 0), 100) : DEFAULT_LEAVER_LIMIT,
    schedule: typeof schedule === 'string' ? schedule.trim() : '',
  };
}
