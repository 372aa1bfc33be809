import { createWeComClient } from '@openwecom/client';
import { text } from '@openwecom/client/messages';
import { createSimulator, generateSeed, type Simulator } from '@openwecom/simulator';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openRedis, type SharedRedis } from '../../redis/redis';
import { whyAbsent } from '../../test-host/database';
import type { DeliveryEngine } from '../engine';
import { createEmbeddedEngine } from '../engines/embedded';
import type { Outbox } from '../outbox';
import { createOneWriter } from '../one-writer';
import { Sql } from '../sql';
import { memberAt, until } from '../test-engine/engine';
import { connect, createOutboxDatabase, type OutboxDatabase } from '../test-engine/outbox-database';
import { startOwnRedis, type OwnRedis } from '../test-engine/own-redis';
import { openerOf, simulatedApps } from '../test-engine/simulated-apps';
import { rowsOf, write } from '../test-engine/written';

const MEMBERS = 200;
const noPostgres = await whyAbsent('postgres');
const redis = await startOwnRedis();
const absence = noPostgres ?? (redis ? undefined : 'redis-server is not installed');
if (absence && process.env.CI) throw new Error(`No Redis beside PostgreSQL: ${absence}`);
if (absence) console.warn(`Skipped: no Redis beside PostgreSQL (${absence})`);

describe.skipIf(absence)('engines that share Redis', () => {
  const { url, empty, stop, start } = redis as OwnRedis;
  const lines: string[] = [];
  const log = (message: string) => void lines.push(message);
  const logger = { debug: () => undefined, info: log, warn: log, error: log };
  let database: OutboxDatabase;
  let outbox: Outbox;
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
    close = () => sequelize.close();
  });
  beforeEach(async () => {
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

  /** An engine as a process of its own would have it. */
  async function startEngine(): Promise<DeliveryEngine> {
    const connection = openRedis(url, logger);
    await connection.connected();
    shared.push(connection);
    const own = connect(database.options);
    const ids: number[] = [];
    sentBy.push(ids);
    const engine = createEmbeddedEngine(
      {
        ...own,
        openApp: openerOf(simulatedApps(simulator, { now: Date.now, timeoutMs: 2000 })),
        logger,
        ended: (ended) => void ids.push(...ended),
        concurrency: 8,
        pollMs: 200,
      },
      connection.jobs('test', 8),
    );
    engine.start();
    const stopEngine = engine.stop.bind(engine);
    engine.stop = async () => {
      await stopEngine();
      await own.sequelize.close();
    };
    engines.push(engine);
    return engine;
  }

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
      .poll(async () => (await rowsOf(outbox, 'deliveries', `${outbox.tables.deliveries.state} = 'sent'`)).length, {
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
