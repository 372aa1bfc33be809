import type { Application } from '@nocobase/server';
import { LINKS_COLLECTION, RESOURCE, SNIPPET } from '../constants';
import { confirmBaseUrlAction, sealAction } from './apps/seal-actions';
import type { SettingsContext } from './apps/settings';
import { checkAction } from './setup-check/check-action';

/** The server resource `openwecom`, and who may use it: roles that may set up plugins. */
export function registerActions(app: Application, context: SettingsContext): void {
  const actions = {
    seal: sealAction(context),
    confirmBaseUrl: confirmBaseUrlAction(context),
    check: checkAction(context),
  };
  app.resourceManager.define({ name: RESOURCE, actions: actions });
  app.acl.registerSnippet({
    name: SNIPPET,
    actions: [...Object.keys(actions).map((action) => `${RESOURCE}:${action}`), `${LINKS_COLLECTION}:*`],
  });
}
