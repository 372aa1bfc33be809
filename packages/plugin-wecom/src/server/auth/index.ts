import type { Application } from '@nocobase/server';
import { tval } from '@nocobase/utils';
import { AUTH_TYPE, PKG } from '../../constants';
import { allowOneAutoLogin } from './auto-login';
import { mirrorLinks } from './link-mirror';
import { normaliseLinkUserIds } from './link-user-id';
import { publicOptions } from './public-options';
import { WeComAuth } from './wecom-auth';

export function registerAuthenticator(app: Application): void {
  app.authManager.registerTypes(AUTH_TYPE, {
    auth: WeComAuth,
    title: tval('WeCom', { ns: PKG }),
    getPublicOptions: (options) => ({ ...publicOptions(options, app.environment) }),
  });
  allowOneAutoLogin(app);
  normaliseLinkUserIds(app);
  mirrorLinks(app.db);
}
