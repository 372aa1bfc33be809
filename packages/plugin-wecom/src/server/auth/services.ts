import type { Application } from '@nocobase/server';
import type { SettingsContext } from '../apps/settings';
import type { WeComApps } from '../apps/wecom-apps';
import type { RateLimits } from './sign-in/rate-limits';

/** What signing in needs. The host makes an authenticator's object anew for each request, so this lives beside it. */
export interface SignInServices {
  app: Application;
  apps: WeComApps;
  context: SettingsContext;
  limits: RateLimits;
}
