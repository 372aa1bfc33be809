import { randomUUID } from 'node:crypto';
import { CONCURRENCY } from '../concurrency';
import { Dispatcher } from '../dispatcher';
import type { DeliveryEngine, DeliveryEngineOptions } from '../engine';
import type { Outbox } from '../outbox';
import { readOverview, type QueueOverview } from '../overview';
import { probeNow } from '../queues';
import { Sql } from '../sql';
import { createOneWriter } from '../one-writer';
import { dueIds } from './due-ids';
import type { Jobs } from './jobs';

/** A stop takes no longer, whatever hangs: dispatchers wait 12 s for answers, and then write down what they know. */
const STOP_MS = 15_000;

/** Never asks the database again sooner, however soon the next delivery is due. */
const SOONEST_MS = 10;

/** An engine that can also be told to work, step by step. */
export interface SteppedEngine extends DeliveryEngine {
  /** Sends what is due, until nothing is. For who has a clock of their own; `start` does the same again and again. */
  sendDue(): Promise<void>;
}

/**
 * Sends what stands in the outbox. It needs nothing beside the database of the application.
 *
 * @param jobs hands deliveries out to all processes; without it, each takes what it finds
 */
export function createEngine(options: DeliveryEngineOptions, jobs?: Jobs): SteppedEngine {
  const { sequelize, tables, logger, now = Date.now, random = Math.random } = options;
  const {
    concurrency = CONCURRENCY,
    leaseMs = 15_000,
    pollMs = 1000,
    oneWriter = createOneWriter(sequelize),
  } = options;
  const outbox: Outbox = { sql: new Sql(sequelize, oneWriter, { byIndex: true }), tables, now, random };
  const lease = randomUUID();
  const dispatchers = new Map<string, Dispatcher>();
  let state: 'new' | 'started' | 'stopped' = 'new';
  let timer: NodeJS.Timeout | undefined;
  let polling: Promise<void> = Promise.resolve();
  let renewedAt = now();

  function dispatcherOf(authenticator: string): Dispatcher {
    const known = dispatchers.get(authenticator);
    if (known) return known;
    const { openApp, ended } = options;
    const dispatcher = new Dispatcher({
      outbox,
      authenticator,
      lease,
      leaseMs,
      concurrency,
      openApp,
      logger,
      ended,
      handOut: () => handOut(authenticator),
    });
    dispatchers.set(authenticator, dispatcher);
    return dispatcher;
  }

  /** @returns false when there is nobody to hand out to */
  function handOut(authenticator: string, deliveryIds?: readonly number[]): boolean {
    if (!jobs?.ready) return false;
    const handedOut = async () => {
      const ids = deliveryIds ?? (await dueIds(outbox, authenticator));
      if (ids.length > 0) await jobs.add(authenticator, ids);
    };
    handedOut().catch(() => dispatcherOf(authenticator).takeDue());
    return true;
  }

  async function look(): Promise<QueueOverview[]> {
    const queues = await readOverview(outbox);
    await Promise.all(queues.map((queue) => dispatcherOf(queue.authenticator).look(queue)));
    return queues;
  }

  async function poll(): Promise<void> {
    let nextMs = pollMs;
    try {
      if (now() - renewedAt >= leaseMs / 3) {
        renewedAt = now();
        await Promise.all([...dispatchers.values()].map((dispatcher) => dispatcher.renewLeases()));
      }
      const waits = (await look()).flatMap(({ nextDueAt }) => (nextDueAt === null ? [] : [nextDueAt - now()]));
      nextMs = Math.min(pollMs, ...waits.filter((wait) => wait > 0).map((wait) => Math.max(wait, SOONEST_MS)));
    } catch (error) {
      logger.error('The outbox cannot be read', { error: error instanceof Error ? error.name : typeof error });
    }
    if (state === 'started') timer = setTimeout(() => void (polling = poll()), nextMs);
  }

  return {
    start() {
      if (state !== 'new') return;
      state = 'started';
      polling = poll();
      jobs?.take((authenticator, deliveryId) => dispatcherOf(authenticator).offer(deliveryId));
    },

    wake(authenticator, deliveryIds) {
      if (state === 'started' && !handOut(authenticator, deliveryIds)) dispatcherOf(authenticator).wake();
    },

    async tryAgain(authenticator) {
      await probeNow(outbox, authenticator);
      if (state === 'started') dispatcherOf(authenticator).tryAgain();
    },

    async stop() {
      state = 'stopped';
      clearTimeout(timer);
      let late: NodeJS.Timeout | undefined;
      const timeout = new Promise<void>((resolve) => (late = setTimeout(resolve, STOP_MS)));
      // Nothing more is taken from what is handed out; it ends once the dispatchers have let go of what they took.
      const handedOut = jobs?.close();
      const stopped = [...dispatchers.values()].map((dispatcher) => dispatcher.stop());
      await Promise.race([Promise.all([handedOut, polling, ...stopped]), timeout]);
      clearTimeout(late);
    },

    async sendDue() {
      for (let busy = true; busy;) {
        await look();
        const working = [...dispatchers.values()].filter((dispatcher) => dispatcher.busy);
        busy = working.length > 0;
        await Promise.all(working.map((dispatcher) => dispatcher.settled()));
      }
    },
  };
}
