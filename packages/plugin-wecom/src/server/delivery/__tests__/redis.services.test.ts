import { createWeComClient } from '@openwecom/client';
import { text } from '@openwecom/client/messages';
import { createSimulator, generateSeed, type Simulator } from '@openwecom/simulator';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openRedis, type SharedRedis } from '../../redis/redis';
import { whyAbsent } from '../../test-host/database';
import { WeComAppError } from '../../apps/app-error';
import type { DeliveryEngine, DeliveryEngineOptions } from '../engine';
import { createEngine } from '../engine/create-engine';
import type { Outbox } from '../outbox';
import { createOneWriter } from '../one-writer';
import { Sql } from '../sql';
import { memberAt, until } from '../test-engine/engine';
import { connect, createOutboxDatabase, type OutboxDatabase } from '../test-engine/outbox-database';
import { startOwnRedis, type OwnRedis } from '../test-engine/own-redis';
import { openerOf, simulatedApps } from '../test-engine/simulated-apps';
import { rowsOf, write } from '../test-engine/written';

const MEMBERS = 200;
const CONCURRENCY = 8;
const noPostgres = await whyAbsent('postgres');
const redis = await startOwnRedis();
const absence = noPostgres ?? (redis ? undefined : 'redis-server is not installed');
if (absence && process.env.CI) throw new Error(`No Redis beside PostgreSQL: ${absence}`);
if (absence) console.warn(`Skipped: no Redis beside PostgreSQL (${absence})`);

/** What waits in Redis, or is being done. */
async function jobsIn(url: string): Promise<object[]> {
  const connection = new Redis(url, { maxRetriesPerRequest: null });
  const queue = new Queue<object>('openwecom-deliveries-test', { connection });
  const jobs = await queue.getJobs(['waiting', 'active']);
  const data = jobs.flatMap((job) => (job ? [job.data] : []));
  await queue.close();
  connection.disconnect();
  return data;
}

describe.skipIf(absence)('engines that share Redis', () => {
  const { url, empty, stop, start, hang, goOn } = redis as OwnRedis;
  const lines: string[] = [];
  const log = (message: string) => void lines.push(message);
  const logger = { debug: () => undefined, info: log, warn: log, error: log };
  let database: OutboxDatabase;
  let outbox: Outbox;
  /** Column of a delivery. */
  let state: string;
  let close: () => Promise<void>;
  let simulator: Simulator;
  let shared: SharedRedis[] = [];
  let engines: DeliveryEngine[] = [];
  /** Ids of deliveries each engine sent. */
  let sentBy: number[][] = [];

  beforeAll(async () => {
    database = await createOutboxDatabase('postgres', '');
    const { sequelize, tables } = connect(database.options);
    outbox = {
      sql: new Sql(sequelize, createOneWriter(sequelize)),
      tables,
      now: Date.now,
      random: Math.random,
    };
    ({ state } = tables.deliveries);
    close = () => sequelize.close();
  });
  beforeEach(async () => {
    lines.length = 0;
    simulator = await createSimulator({ seed: generateSeed({ members: MEMBERS }) });
    simulator.addFault({ path: 'message/send', delayMs: 20, times: 'until-cleared' });
  });
  afterEach(async () => {
    await Promise.all(engines.map((engine) => engine.stop()));
    await Promise.all(shared.map((one) => one.close()));
    [engines, shared, sentBy] = [[], [], []];
    await simulator.close();
    const { deliveries, recipients, attempts, queues } = outbox.tables;
    for (const { table } of [deliveries, recipients, attempts, queues]) await outbox.sql.change(`DELETE FROM ${table}`);
  });
  afterAll(async () => {
    await close();
    await database.drop();
    await stop();
  });

  interface ProcessOptions extends Pick<DeliveryEngineOptions, 'openApp' | 'pollMs'> {
    /** Of the NocoBase. */
    name: string;
  }

  /** An engine as a process of its own would have it. */
  async function startEngine(own: Partial<ProcessOptions> = {}): Promise<DeliveryEngine> {
    const connection = openRedis(url, logger);
    await connection.connected();
    shared.push(connection);
    const connected = connect(database.options);
    const ids: number[] = [];
    sentBy.push(ids);
    const { openApp = opener(), pollMs = 200, name = 'test' } = own;
    const engine = createEngine(
      { ...connected, openApp, logger, ended: (ended) => void ids.push(...ended), concurrency: CONCURRENCY, pollMs },
      connection.jobs(name, CONCURRENCY),
    );
    engine.start();
    const stopEngine = engine.stop.bind(engine);
    engine.stop = async () => {
      await stopEngine();
      await connected.sequelize.close();
    };
    engines.push(engine);
    return engine;
  }

  const opener = () => openerOf(simulatedApps(simulator, { now: Date.now, timeoutMs: 2000 }));

  const writeOneEach = () =>
    write(
      outbox,
      Array.from({ length: MEMBERS }, (_, index) => ({
        members: [memberAt(index)],
        message: text(`Message ${index}`),
      })),
    );

  async function allArrivedOnce() {
    await expect
      .poll(async () => (await rowsOf(outbox, 'deliveries', `${state} = 'sent'`)).length, {
        timeout: 60_000,
        interval: 200,
      })
      .toBe(MEMBERS);
    const counts = Object.values(simulator.inboxCounts());
    expect(counts).toHaveLength(MEMBERS);
    for (let index = 0; index < MEMBERS; index += 1) {
      const { messages } = simulator.inbox(memberAt(index));
      expect(messages.map(({ body }) => body)).toMatchObject([{ text: { content: `Message ${index}` } }]);
    }
  }

  it('share the work, and each delivery is sent by one of them', async () => {
    const [first] = [await startEngine(), await startEngine()];
    const ids = await writeOneEach();
    first?.wake('wecom', ids);
    await allArrivedOnce();
    expect(sentBy.flat().sort((a, b) => a - b)).toEqual(ids);
    for (const sent of sentBy) expect(sent.length).toBeGreaterThan(MEMBERS / 10);
  });

  it('get their work through Redis, which holds ids and nothing else', async () => {
    // Nobody looks into the database in time: what the second one sends was handed out to it.
    const [first] = [await startEngine({ pollMs: 60_000 }), await startEngine({ pollMs: 60_000 })];
    simulator.clearFaults();
    simulator.addFault({ path: 'message/send', delayMs: 100, times: 'until-cleared' });
    first?.wake('wecom', await writeOneEach());
    await until(() => simulator.messages().length > 10);
    const jobs = await jobsIn(url);
    expect(jobs.length).toBeGreaterThan(0);
    for (const job of jobs) expect(Object.keys(job).sort()).toEqual(['authenticator', 'deliveryId']);
    await allArrivedOnce();
    for (const sent of sentBy) expect(sent.length).toBeGreaterThan(MEMBERS / 10);
  });

  it('keep the limits of a member together', async () => {
    const [first] = [await startEngine(), await startEngine()];
    const ids = await write(
      outbox,
      Array.from({ length: 60 }, (_, index) => ({ members: [memberAt(0)], message: text(`${index}`) })),
    );
    first?.wake('wecom', ids);
    await until(async () => (await rowsOf(outbox, 'deliveries', `${state} = 'sent'`)).length >= 30);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(simulator.inboxCounts()[memberAt(0)]).toMatchObject({ delivered: 30, dropped: 0 });
    expect(await rowsOf(outbox, 'deliveries', `${state} = 'queued'`)).toHaveLength(30);
  });

  it('send on when Redis is there and does not answer', async () => {
    const engine = await startEngine();
    hang();
    const ids = await writeOneEach();
    engine.wake('wecom', ids);
    await allArrivedOnce();
    const stopping = Date.now();
    await engine.stop();
    engines = [];
    expect(Date.now() - stopping).toBeLessThan(20_000);
    goOn();
  });

  it('are not held up by a process that cannot send', async () => {
    let tries = 0;
    const broken = () => {
      tries += 1;
      return Promise.reject(new WeComAppError('sealDoesNotOpen'));
    };
    await startEngine({ openApp: broken, pollMs: 60_000 });
    const engine = await startEngine();
    engine.wake('wecom', await writeOneEach());
    await allArrivedOnce();
    expect(sentBy[0]).toEqual([]);
    // What it takes it keeps for a second, so that most is left to the other.
    expect(tries).toBeLessThan(MEMBERS / 8);
  });

  it('keep all their places when an id is handed out twice', async () => {
    const engine = await startEngine();
    const ids = await writeOneEach();
    for (let times = 0; times < 3; times += 1) {
      engine.wake('wecom', ids);
      await empty();
    }
    await allArrivedOnce();
    const stopping = Date.now();
    await engine.stop();
    engines = [];
    // A place that was lost would be waited for.
    expect(Date.now() - stopping).toBeLessThan(5_000);
  });

  it('take nothing of another NocoBase', async () => {
    const own = await startEngine();
    let taken = 0;
    const another = () => {
      taken += 1;
      return Promise.reject(new Error('no app of this name'));
    };
    await startEngine({ name: 'another', pollMs: 60_000, openApp: another });
    own.wake('wecom', await writeOneEach());
    await allArrivedOnce();
    // Both look into one database here, as the other one does once when it starts.
    expect(taken).toBeLessThanOrEqual(1);
  });

  it('find in the database what nobody handed out', async () => {
    await writeOneEach();
    await startEngine();
    await allArrivedOnce();
  });

  it('lose nothing when Redis is emptied', async () => {
    const engine = await startEngine();
    engine.wake('wecom', await writeOneEach());
    await until(() => simulator.messages().length > 10);
    await empty();
    await allArrivedOnce();
  });

  it('go on when Redis is lost, and when it is back', async () => {
    const engine = await startEngine();
    engine.wake('wecom', await writeOneEach());
    await until(() => simulator.messages().length > 10);
    await stop();
    await allArrivedOnce();
    expect(lines).toContain('Redis cannot be reached; the database alone is used');
    await start();
    await shared[0]?.connected();
    engine.wake('wecom', await write(outbox, [{ members: [memberAt(0)], message: text('Back') }]));
    await expect
      .poll(() => simulator.inbox(memberAt(0)).last()?.body, { timeout: 20_000 })
      .toMatchObject({
        text: { content: 'Back' },
      });
  });

  it('share one access token', async () => {
    const stores = [openRedis(url, logger), openRedis(url, logger)];
    shared.push(...stores);
    const { corpId, agents } = simulator.seed;
    const [agent] = agents;
    for (const { accessTokenStore, connected } of stores) {
      await connected();
      const client = createWeComClient({
        corpId,
        agentId: agent?.agentId ?? 0,
        secret: agent?.secret ?? '',
        baseUrl: simulator.url,
        accessTokenStore,
      });
      await client.message.send({ touser: memberAt(0), ...text('Hello') });
    }
    expect(simulator.calls().filter(({ path }) => path.endsWith('gettoken'))).toHaveLength(1);
  });
});
