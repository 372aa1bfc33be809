import { Plugin } from '@nocobase/server';
import { PKG } from '../constants';
import { registerActions } from './actions';
import { createAccessTokenStore } from './apps/access-token-store';
import { authenticatorsOf } from './apps/authenticators';
import { createSettingsContext } from './apps/context';
import { WeComApps } from './apps/wecom-apps';
import { registerAuthenticator } from './auth';
import { RateLimits } from './auth/sign-in/rate-limits';
import { registerCallbacks } from './callback';
import { Callbacks } from './callback/callbacks';
import { collections } from './collections';
import { registerContactSync } from './contact-sync';
import { registerDelivery } from './delivery';
import { registerChannel } from './notification';
import { openRedisOf } from './redis';

export class PluginWeComServer extends Plugin {
  /** Who handles what WeCom tells; other plugins may ask for it in their `load()`. */
  readonly callbacks = new Callbacks();

  /** What the host does too, but from a file for each table, and reading those takes longer than all of `load()`. */
  override loadCollections() {
    for (const options of collections) this.db.collection({ ...options, origin: PKG });
    return Promise.resolve();
  }

  override async load() {
    const context = createSettingsContext(this.app);
    const redis = await openRedisOf(process.env.WECOM_REDIS_URL, this.log);
    const accessTokenStore = redis?.accessTokenStore ?? (await createAccessTokenStore(this.app.cacheManager));
    const findAuthenticator = authenticatorsOf(this.db);
    const apps = new WeComApps({ ...context, findAuthenticator, accessTokenStore, logger: this.log });
    const signIn = { app: this.app, apps, context, limits: new RateLimits() };
    const contactSync = { app: this.app, apps };
    const reception = registerCallbacks(this.app, context, this.callbacks);
    const deliveries = registerDelivery(this.app, apps, this.log, redis);

    registerAuthenticator(signIn);
    registerChannel({ app: this.app, apps, deliveries });
    registerContactSync(contactSync, this.callbacks);
    registerActions(this.app, { context, signIn, reception, deliveries, contactSync });
  }
}

export default PluginWeComServer;
