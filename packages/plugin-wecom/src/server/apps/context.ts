import type { Application } from '@nocobase/server';
import { hostKey } from './host-key';
import { Sealer } from './sealer';
import type { SettingsContext } from './settings';

/** What is needed to read the settings of a WeCom app. */
export function createSettingsContext(app: Application): SettingsContext {
  return { environment: app.environment, sealer: new Sealer(hostKey(app)) };
}
