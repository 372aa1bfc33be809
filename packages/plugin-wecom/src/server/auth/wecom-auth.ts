import { BaseAuth, type AuthConfig } from '@nocobase/auth';
import type { Model } from '@nocobase/database';
import { PKG } from '../../constants';
import type { RequestContext } from '../request-context';

/** The authenticator type "WeCom". The host makes one object per request, so nothing is kept in it. */
export class WeComAuth extends BaseAuth {
  /**
   * The host renders variables in the options it caches and answers with. Not the secret: its variable is rendered when WeCom is
   * called, so a clear secret is neither in a cache nor in an answer, and a rotated one takes effect at once.
   */
  static override readonly optionsKeysNotAllowedInEnv = ['secret'];

  constructor(config: AuthConfig) {
    super({ ...config, userCollection: config.ctx.db.getCollection('users') });
  }

  override validate(): Promise<Model> {
    const { t, throw: refuse } = this.ctx as unknown as RequestContext;
    return refuse(400, t('server.auth.signInUnavailable', { ns: PKG }));
  }
}
