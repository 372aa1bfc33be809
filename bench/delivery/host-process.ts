// A real NocoBase in a process of its own; its parent says what it is to do.
import type PluginNotificationManagerServer from '@nocobase/plugin-notification-manager';
import type PluginWorkflowServer from '@nocobase/plugin-workflow';
import type { Application } from '@nocobase/server';
import {
  DELIVERIES_COLLECTION,
  DELIVERY_QUEUES_COLLECTION,
  LINKS_COLLECTION,
} from '../../packages/plugin-wecom/src/constants';
import { createHost, OFFICIAL_PLUGINS, OUR_PLUGIN } from '../host.mjs';
import { answerCalls } from './child';
import { claims, wakes, watchClaims } from './claim-watch';
import { fillQueue } from './fill-queue';
import { HOST_QUEUE, hostQueueChannel } from './host-queue-channel';
import { idleChannel } from './idle-channel';
import { cardOf, order } from './messages';
import { setUp, WECOM, type WorkflowKind } from './set-up';
import type { WeComAddress } from './simulator-process';

export interface Usage {
  /** Of the process since its start, user and system. */
  cpuMs: number;
  /** Largest resident set since the last time it was asked for. */
  peakBytes: number;
}

const PEAK_EVERY_MS = 50;

let app: Application;
/** Ids of the users; each is the member of the same index. */
let users: number[] = [];
let peakBytes = 0;

const notifications = () => app.pm.get<PluginNotificationManagerServer>('notification-manager');
const workflows = () => app.pm.get<PluginWorkflowServer>('workflow');

interface Handing {
  /** Number of the first message. */
  first?: number;
  count: number;
  /** How many hand over at the same time. */
  callers: number;
}

/** Different messages to members in turn. @returns milliseconds each waited for its notification to be accepted */
async function handOver(channelName: string, { first = 0, count, callers }: Handing): Promise<number[]> {
  const waited: number[] = [];
  let next = first;
  const caller = async () => {
    for (let n = next++; n < first + count; n = next++) {
      const startedAt = performance.now();
      await send(channelName, n, receiverOf(n));
      waited.push(performance.now() - startedAt);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return waited;
}

async function send(channelName: string, n: number, receivers: number[]): Promise<void> {
  const answer = await notifications().send({
    channelName,
    message: { content: cardOf(order(n)) },
    receivers: { type: 'userId', value: receivers },
    triggerFrom: 'bench',
  });
  if (answer.status !== 'success') throw new Error(`not accepted: ${JSON.stringify(answer)}`);
}

/** In the order in which they were made. */
async function linkedUsers(): Promise<number[]> {
  const links = await app.db.getModel(LINKS_COLLECTION).findAll({ attributes: ['userId'], order: ['id'] });
  return links.map((link) => Number(link.get('userId')));
}

const receiverOf = (n: number) => [users[n % users.length] ?? 0];

const commands = {
  /** @returns milliseconds from loading the plugins to "started" */
  async start({
    storage,
    database,
    install,
  }: {
    storage: string;
    database: object;
    install: boolean;
  }): Promise<number> {
    const plugins = [...OFFICIAL_PLUGINS, 'notification-in-app-message', OUR_PLUGIN];
    app = createHost({ storage, database, plugins, logLevel: 'info' });
    if (install) await app.runCommandThrowError('install', '-f');
    const startedAt = performance.now();
    await app.runCommandThrowError('start');
    const startMs = performance.now() - startedAt;
    users = await linkedUsers();
    return startMs;
  },

  /** Writes users, channels and workflows into the database. */
  async setUp(wecom: WeComAddress): Promise<void> {
    await setUp(app, wecom);
    users = await linkedUsers();
    const memberOf = new Map(users.map((id, index) => [id, wecom.members[index]]));
    notifications().registerChannelType(idleChannel());
    notifications().registerChannelType(hostQueueChannel(wecom, (userId) => memberOf.get(userId)));
  },

  /** Through the host's own queue, which sends one after the other. */
  sendThroughHost: (handing: Handing) => handOver(HOST_QUEUE, handing),

  sendThroughUs: (handing: Handing) => handOver(WECOM, handing),

  /** One message to all. @returns when it was handed over, in milliseconds since 1970, and how long that took */
  async broadcast(): Promise<{ startedAt: number; acceptedMs: number }> {
    const startedAt = Date.now();
    await send(WECOM, 0, users);
    return { startedAt, acceptedMs: Date.now() - startedAt };
  },

  /** As when WeCom has blocked the app: nothing is sent until this ends. */
  async pause(paused: boolean): Promise<void> {
    const problem = {
      kind: 'wecom',
      errcode: 45009,
      errmsg: 'reach max api daily quota limit',
      path: '/cgi-bin/message/send',
    };
    await app.db
      .getModel(DELIVERY_QUEUES_COLLECTION)
      .update({ problem: paused ? JSON.stringify(problem) : null }, { where: { authenticator: WECOM } });
  },

  fill: (count: number) => fillQueue(app, WECOM, count),

  openDeliveries: () => app.db.getModel(DELIVERIES_COLLECTION).count({ where: { state: ['queued', 'sending'] } }),

  /** Runs a workflow as its trigger does. @returns milliseconds until its execution has ended */
  async runWorkflow({ kind, n }: { kind: WorkflowKind; n: number }): Promise<number> {
    const plugin = workflows();
    const workflow = [...plugin.enabledCache.values()].find(({ title }) => title === kind);
    if (!workflow) throw new Error(`there is no workflow "${kind}"`);
    const startedAt = performance.now();
    const processor = await plugin.trigger(workflow, { data: { ...order(n), receiver: receiverOf(n)[0] } });
    const elapsedMs = performance.now() - startedAt;
    if (processor?.execution.status !== 1) throw new Error(`the workflow "${kind}" failed`);
    return elapsedMs;
  },

  watchClaims,

  /** Those that were made since they are watched, and how long each wake has taken. */
  claims: () => ({ claims, wakes }),

  usage(): Usage {
    const { user, system } = process.cpuUsage();
    const usage = { cpuMs: (user + system) / 1000, peakBytes: Math.max(peakBytes, process.memoryUsage.rss()) };
    peakBytes = 0;
    return usage;
  },

  /** What is left after a collection, on the heap and beside it. With `--expose-gc`. */
  heldBytes(): number {
    globalThis.gc?.();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  },

  stop: () => app.destroy(),
};

export type HostCommands = typeof commands;

setInterval(() => {
  peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
}, PEAK_EVERY_MS).unref();

answerCalls(commands);
