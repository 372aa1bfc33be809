import type { Application } from '@nocobase/server';
import {
  CONTACTS_COLLECTION,
  DELIVERIES_SNIPPET,
  LINKS_COLLECTION,
  RESOURCE,
  SNIPPET,
  SYNC_RUNS_COLLECTION,
} from '../constants';
import { confirmBaseUrlAction, sealAction } from './apps/seal-actions';
import type { SettingsContext } from './apps/settings';
import { domainFileAction } from './auth/domain-file';
import type { Reception } from './callback/reception';
import { callbackReadinessAction, callbackStatusAction } from './callback/status-actions';
import { finishLinkAction, myLinksAction, unlinkAction } from './auth/linking/link-actions';
import type { SignInServices } from './auth/services';
import { startLinkAction, startSignInAction } from './auth/sign-in/sign-in-actions';
import { contactSyncActions } from './contact-sync/contact-sync-actions';
import type { ContactSyncServices } from './contact-sync/run-sync';
import type { Deliveries } from './delivery';
import { deliveryActions } from './delivery/operate/actions';
import type { Action } from './request-context';
import { checkAction } from './setup-check/check-action';

/** Collections whose rows only we write. */
const READ_ONLY = [SYNC_RUNS_COLLECTION, CONTACTS_COLLECTION];

export interface ActionServices {
  context: SettingsContext;
  signIn: SignInServices;
  reception: Reception;
  deliveries: Deliveries;
  contactSync: ContactSyncServices;
}

/** The server resource `openwecom`, and who may use what of it. */
export function registerActions(
  app: Application,
  { context, signIn, reception, deliveries, contactSync }: ActionServices,
): void {
  const forAnybody: Record<string, Action> = {
    startSignIn: startSignInAction(signIn),
    domainFile: domainFileAction(app),
  };
  const forSignedIn: Record<string, Action> = {
    startLink: startLinkAction(signIn),
    finishLink: finishLinkAction(signIn),
    unlink: unlinkAction(signIn),
    myLinks: myLinksAction(signIn),
    callbackReadiness: callbackReadinessAction(context, reception),
  };
  const forSetUp: Record<string, Action> = {
    seal: sealAction(context),
    confirmBaseUrl: confirmBaseUrlAction(context),
    check: checkAction(context, reception, deliveries),
    callbackStatus: callbackStatusAction(reception),
    ...contactSyncActions(contactSync),
  };
  const forOperators = deliveryActions({ app, apps: signIn.apps, deliveries });
  app.resourceManager.define({
    name: RESOURCE,
    actions: { ...forAnybody, ...forSignedIn, ...forSetUp, ...forOperators },
  });
  app.acl.allow(RESOURCE, Object.keys(forAnybody), 'public');
  app.acl.allow(RESOURCE, Object.keys(forSignedIn), 'loggedIn');
  app.acl.registerSnippet({
    name: SNIPPET,
    actions: [
      ...Object.keys(forSetUp).map((action) => `${RESOURCE}:${action}`),
      `${LINKS_COLLECTION}:*`,
      ...READ_ONLY.flatMap((collection) => [`${collection}:list`, `${collection}:get`]),
    ],
  });
  app.acl.registerSnippet({
    name: DELIVERIES_SNIPPET,
    actions: Object.keys(forOperators).map((action) => `${RESOURCE}:${action}`),
  });
}
