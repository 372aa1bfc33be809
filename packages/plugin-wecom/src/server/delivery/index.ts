import { serving, type Application } from '@nocobase/server';
import { hostKey } from '../apps/host-key';
import type { WeComApps } from '../apps/wecom-apps';
import { onceStarted } from '../once-started';
import { oneWriter } from '../one-writer';
import type { SharedRedis } from '../redis';
import type { DeliveryEngine, DeliveryLogger } from './engine';
import { accept } from './accept/accept';
import type { Accepted, Notification } from './accept/notification';
import { Backlog, mostQueuedFrom } from './backlog';
import { MOST_MEMBERS } from './body';
import { concurrencyFrom } from './concurrency';
import { createEngine } from './engine/create-engine';
import { LogWriter } from './log/log-writer';
import type { Outbox } from './outbox';
import { probeNow } from './queues';
import { outboxName } from './outbox-name';
import { pruneHourly } from './retention';
import { Sql } from './sql';
import { namesOfTables } from './tables';
import { Waker } from './waker';

/** What the rest of the plugin does with deliveries. */
export interface Deliveries extends Pick<DeliveryEngine, 'wake' | 'tryAgain'> {
  outbox: Outbox;
  /**
   * Writes a notification down and has it sent. It will be sent whatever happens once this resolves.
   *
   * @throws {BacklogError} when too many wait already
   */
  accept: (notification: Notification) => Promise<Accepted>;
}

/** Name under which a process may be told to send or not, in the host's `WORKER_MODE`. */
const WORKER = 'openwecom:delivery';

/**
 * Sends deliveries while the application runs.
 *
 * @param redis hands them out to all processes that share it
 */
export function registerDelivery(
  app: Application,
  apps: WeComApps,
  logger: DeliveryLogger,
  redis?: SharedRedis,
): Deliveries {
  const { sequelize, options } = app.db;
  const tables = namesOfTables({ ...options, dialect: sequelize.getDialect() });
  const write = <T>(work: () => Promise<T>) => oneWriter(app, work);
  const outbox: Outbox = { sql: new Sql(sequelize, write), tables, now: Date.now, random: Math.random };
  const backlog = new Backlog(outbox, mostQueuedFrom(process.env.WECOM_MOST_QUEUED));
  let engine: DeliveryEngine | undefined;

  const log = new LogWriter(app, { ...outbox, sql: new Sql(sequelize, write, { byIndex: true }) }, logger);
  pruneHourly(app, outbox, logger);

  const concurrency = concurrencyFrom(process.env.WECOM_SEND_CONCURRENCY);
  onceStarted(app, () => {
    log.start();
    if (!serving(WORKER)) return;
    const openApp = (authenticator: string) => apps.open(authenticator);
    const ended = () => log.wake();
    const options = { sequelize, tables, logger, oneWriter: write, openApp, concurrency, ended };
    const name = outboxName(hostKey(app), sequelize, tables);
    engine = createEngine(options, redis?.jobs(name, concurrency));
    engine.start();
  });
  // The host waits for what a listener returns.
  const stop = async () => {
    const running = engine;
    engine = undefined;
    await running?.stop();
    await log.stop();
    await redis?.close();
  };
  app.on('beforeStop', (): unknown => stop());

  const wake: Deliveries['wake'] = (authenticator, deliveryIds) => engine?.wake(authenticator, deliveryIds);
  const waker = new Waker(wake);
  return {
    outbox,
    async accept(notification) {
      const { authenticator, members } = notification;
      const giveBack = await backlog.reserve(authenticator, Math.ceil(members.size / MOST_MEMBERS));
      try {
        const accepted = await accept(outbox, notification);
        if (members.size > 0) waker.accepted(authenticator, accepted.deliveryIds);
        return accepted;
      } catch (error) {
        giveBack();
        throw error;
      }
    },
    wake,
    // Also where another process sends.
    tryAgain: (authenticator) => engine?.tryAgain(authenticator) ?? probeNow(outbox, authenticator),
  };
}
