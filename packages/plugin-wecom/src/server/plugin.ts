import { Plugin } from '@nocobase/server';
import { registerActions } from './actions';
import { createAccessTokenStore } from './apps/access-token-store';
import { createSettingsContext } from './apps/context';
import { WeComApps } from './apps/wecom-apps';
import { registerAuthenticator } from './auth';
import { RateLimits } from './auth/sign-in/rate-limits';
import { registerChannel } from './notification';

export class PluginWeComServer extends Plugin {
  override async load() {
    const context = createSettingsContext(this.app);
    const accessTokenStore = await createAccessTokenStore(this.app.cacheManager);
    const apps = new WeComApps({ ...context, db: this.db, accessTokenStore, logger: this.log });
    const signIn = { app: this.app, apps, context, limits: new RateLimits() };

    registerAuthenticator(signIn);
    registerChannel(this.app, apps);
    registerActions(this.app, context, signIn);
  }
}

export default PluginWeComServer;
