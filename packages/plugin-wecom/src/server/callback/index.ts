import type { Model, Transaction } from '@nocobase/database';
import type { Application } from '@nocobase/server';
import { RESOURCE } from '../../constants';
import type { SettingsContext } from '../apps/settings';
import { onceStarted } from '../once-started';
import { recordCardReplies } from './card-replies';
import { answerCallbacks } from './answer-callbacks';
import type { Callbacks } from './callbacks';
import { Dispatcher } from './dispatcher';
import { EndpointStatus } from './endpoint-status';
import { Endpoints } from './endpoints';
import { Inbox } from './inbox';
import { OWNER_COLLECTIONS } from './owners';
import { pruneCallbacks } from './prune';
import { reasonOf } from './reason';
import type { Reception } from './reception';
import { RefusalLog } from './refusal-log';

/** Receives what WeCom tells, and has it handled by whoever asks for it with `callbacks.on()`. */
export function registerCallbacks(app: Application, context: SettingsContext, callbacks: Callbacks): Reception {
  const status = new EndpointStatus(app);
  const reception: Reception = {
    callbacks,
    endpoints: new Endpoints({ app, context, onChange: (key, roles) => status.forget(key, roles) }),
    inbox: new Inbox(app),
    dispatcher: new Dispatcher({ app, callbacks }),
    status,
    refusals: new RefusalLog(app.logger),
  };
  answerCallbacks(app, reception);
  noticeChanges(app, reception.endpoints);
  recordCardReplies(app, callbacks);
  pruneCallbacks(app);
  onceStarted(app, () => {
    if (app.serving(RESOURCE)) reception.dispatcher.start();
  });
  const stop = async () => {
    await reception.dispatcher.stop();
    await reception.status.stop();
  };
  app.on('beforeStop', stop as () => void); // The host waits for what its listeners return.
  return reception;
}

function noticeChanges(app: Application, endpoints: Endpoints): void {
  const reload = () =>
    endpoints
      .reload()
      .catch((error: unknown) =>
        app.logger.warn('WeCom callback settings are read later', { reason: reasonOf(error) }),
      );
  const changed = (_row: Model, { transaction }: { transaction?: Transaction }) => {
    // Not awaited: whoever saves does not wait for this, and SQLite has no second connection beside a transaction.
    if (transaction) transaction.afterCommit(() => void reload());
    else void reload();
  };
  for (const collection of [...Object.values(OWNER_COLLECTIONS), 'environmentVariables']) {
    app.db.on(`${collection}.afterSave`, changed);
    app.db.on(`${collection}.afterDestroy`, changed);
  }
}
