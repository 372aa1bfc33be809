import { BaseAuth, type AuthConfig } from '@nocobase/auth';
import type { Model } from '@nocobase/database';
import { PKG } from '../../constants';
import type { RequestContext } from '../request-context';

/** The authenticator type "WeCom". The host makes one object per request, so nothing is kept in it. */
export class WeComAuth extends BaseAuth {
  /**
   * The host renders variables in the options it caches, and answers a save with them. Not in ours: they are rendered when they are
   * used, so a clear secret is in no cache and no answer, and a rotated variable takes effect at once.
   */
  static override readonly optionsKeysNotAllowedInEnv = [
    'corpId',
    'agentId',
    'secret',
    'baseUrl',
    'baseUrlSeal',
    'origin',
    'redirectLink',
    'tooltip',
  ];

  constructor(config: AuthConfig) {
    super({ ...config, userCollection: config.ctx.db.getCollection('users') });
  }

  override validate(): Promise<Model> {
    const { t, throw: refuse } = this.ctx as unknown as RequestContext;
    return refuse(400, t('server.auth.signInUnavailable', { ns: PKG }));
  }
}
