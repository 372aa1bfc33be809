import type { Application } from '@nocobase/server';
import { LINKS_COLLECTION, RESOURCE, SNIPPET } from '../constants';
import { confirmBaseUrlAction, sealAction } from './apps/seal-actions';
import type { SettingsContext } from './apps/settings';
import { domainFileAction } from './auth/domain-file';
import { finishLinkAction, myLinksAction, unlinkAction } from './auth/linking/link-actions';
import type { SignInServices } from './auth/services';
import { startLinkAction, startSignInAction } from './auth/sign-in/sign-in-actions';
import type { Action } from './request-context';
import { checkAction } from './setup-check/check-action';

/** The server resource `openwecom`, and who may use what of it. */
export function registerActions(app: Application, context: SettingsContext, signIn: SignInServices): void {
  const forAnybody: Record<string, Action> = {
    startSignIn: startSignInAction(signIn),
    domainFile: domainFileAction(app),
  };
  const forSignedIn: Record<string, Action> = {
    startLink: startLinkAction(signIn),
    finishLink: finishLinkAction(signIn),
    unlink: unlinkAction(signIn),
    myLinks: myLinksAction(signIn),
  };
  const forSetUp: Record<string, Action> = {
    seal: sealAction(context),
    confirmBaseUrl: confirmBaseUrlAction(context),
    check: checkAction(context),
  };
  app.resourceManager.define({ name: RESOURCE, actions: { ...forAnybody, ...forSignedIn, ...forSetUp } });
  app.acl.allow(RESOURCE, Object.keys(forAnybody), 'public');
  app.acl.allow(RESOURCE, Object.keys(forSignedIn), 'loggedIn');
  app.acl.registerSnippet({
    name: SNIPPET,
    actions: [...Object.keys(forSetUp).map((action) => `${RESOURCE}:${action}`), `${LINKS_COLLECTION}:*`],
  });
}
