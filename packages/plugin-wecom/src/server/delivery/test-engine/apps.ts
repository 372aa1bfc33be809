import type { SendingApp } from '../engine';
import type { TestEngine } from './engine';

/** An app as it is now. */
export function appOf({ apps }: Pick<TestEngine, 'apps'>, name = 'wecom'): SendingApp {
  const app = apps.get(name);
  if (!app || app instanceof Error) throw new Error(`there is no app "${name}"`);
  return app;
}

/** The same app, with something in the way of its messages. */
export function withSending(app: SendingApp, send: SendingApp['client']['message']['sendPrepared']): SendingApp {
  return { ...app, client: { message: { ...app.client.message, sendPrepared: send } } };
}
