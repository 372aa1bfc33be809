import { tval } from '@nocobase/utils';
import { AUTH_TYPE, PKG } from '../../constants';
import { allowOneAutoLogin } from './auto-login';
import { mirrorLinks } from './link-mirror';
import { normaliseLinkUserIds } from './link-user-id';
import { endSessionsWithLinks } from './linking/link-sessions';
import { publicOptions } from './public-options';
import type { SignInServices } from './services';
import { pruneUsedStates } from './sign-in/used-states';
import { weComAuth } from './wecom-auth';

export function registerAuthenticator(services: SignInServices): void {
  const { app } = services;
  app.authManager.registerTypes(AUTH_TYPE, {
    auth: weComAuth(services),
    title: tval('WeCom', { ns: PKG }),
    getPublicOptions: (options) => ({ ...publicOptions(options, app.environment) }),
  });
  allowOneAutoLogin(app);
  normaliseLinkUserIds(app);
  mirrorLinks(app.db);
  endSessionsWithLinks(app);
  pruneUsedStates(app);
}
