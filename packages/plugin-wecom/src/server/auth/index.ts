import type { Application } from '@nocobase/server';
import { tval } from '@nocobase/utils';
import { AUTH_TYPE, PKG } from '../../constants';
import { WeComAuth } from './wecom-auth';

export function registerAuthenticator(app: Application) {
  app.authManager.registerTypes(AUTH_TYPE, {
    auth: WeComAuth,
    title: tval('server.auth.title', { ns: PKG }),
  });
}
