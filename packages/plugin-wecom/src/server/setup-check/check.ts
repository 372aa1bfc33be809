import type { Agent, WeComClient } from '@openwecom/client';
import type { Failure } from '../apps/failure';
import type { AppSettings, SettingsContext, StoredSettings } from '../apps/settings';
import type { AppIdentity } from '../callback/owners';
import type { Readiness } from '../callback/readiness';
import type { Texts } from '../texts';

export type CheckId = 'settings' | 'address' | 'token' | 'agent' | 'visibleRange' | 'callback' | 'domainFile';

/** One line of the answer, in the language of the request. */
export interface CheckResult extends Partial<Failure> {
  id: CheckId;
  status: 'pass' | 'fail' | 'warning' | 'skipped';
  /** Stable name of what was found, for programs; WeCom's errcode when it refused. */
  code?: string;
  params?: Readonly<Record<string, string | number>>;
}

/** What the checks know, each leaving behind what the later ones need. */
export interface CheckState {
  readonly stored: StoredSettings;
  readonly context: SettingsContext;
  readonly texts: Texts;
  /** A client without any stored token, so that it is the secret that is tested. */
  readonly createClient: (settings: AppSettings) => WeComClient;
  /** Whether messages of this app arrive here. */
  readonly readinessOf: (app: AppIdentity) => Promise<Readiness>;
  settings?: AppSettings | undefined;
  client?: WeComClient | undefined;
  agent?: Agent | undefined;
}

export interface Check {
  id: CheckId;
  /** There is no line for it when this says no. @default always */
  applies?: (state: CheckState) => boolean;
  /** Skipped unless this one passed. */
  after?: CheckId;
  run: (state: CheckState) => Promise<Omit<CheckResult, 'id'>>;
}
