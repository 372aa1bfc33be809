// A real NocoBase in a process of its own; its parent says what it is to do.
import { generateSeed } from '@openwecom/simulator';
import type PluginUserDataSyncServer from '@nocobase/plugin-user-data-sync';
import type { Model } from '@nocobase/database';
import type { Application } from '@nocobase/server';
import supertest from 'supertest';
import { AUTH_TYPE, SYNC_RUNS_COLLECTION, SYNC_TYPE } from '../../packages/plugin-wecom/src/constants';
import { answerCalls } from '../delivery/child';
import { createHost, OFFICIAL_PLUGINS, OUR_PLUGIN, ROOT } from '../host.mjs';
import type { CorpSize } from './corp-size';
import type { WeComAddress } from './wecom-process';

/** What one sync took. */
export interface Cost {
  elapsedMs: number;
  statements: number;
  /** Statements that write users, departments, or who is in which. */
  writes: number;
  /** Largest resident set while it ran, above what the process had before. */
  peakBytes: number;
}

const SOURCE = 'wecom';
const SAMPLE_EVERY_MS = 50;
/** PostgreSQL does so by itself once a minute, unless its `autovacuum` is off, as it often is where tests run. */
const ANALYZE_EVERY_MS = 60_000;
const WRITE = /^Executing \([^)]*\): (INSERT INTO|UPDATE|DELETE FROM) "(users|departments|departmentsUsers)"/;

let app: Application;

const userDataSync = () => app.pm.get<PluginUserDataSyncServer>('user-data-sync');

async function measure(sync: () => Promise<void>): Promise<Cost> {
  const cost = { elapsedMs: 0, statements: 0, writes: 0, peakBytes: 0 };
  const { options } = app.db.sequelize as unknown as { options: { logging: unknown } };
  options.logging = (statement: string) => {
    cost.statements += 1;
    if (WRITE.test(statement)) cost.writes += 1;
  };
  globalThis.gc?.();
  const idle = process.memoryUsage.rss();
  const sampler = setInterval(() => {
    cost.peakBytes = Math.max(cost.peakBytes, process.memoryUsage.rss() - idle);
  }, SAMPLE_EVERY_MS);
  const analyzer = setInterval(() => void app.db.sequelize.query('ANALYZE', { logging: false }), ANALYZE_EVERY_MS);
  const began = performance.now();
  try {
    await sync();
  } finally {
    cost.elapsedMs = performance.now() - began;
    clearInterval(sampler);
    clearInterval(analyzer);
    options.logging = false;
  }
  return cost;
}

interface Place {
  storage: string;
  database: object;
}

function open(place: Place): void {
  app = createHost({ ...place, plugins: [...OFFICIAL_PLUGINS, 'collection-tree', 'departments', OUR_PLUGIN] });
}

const commands = {
  async install(place: Place): Promise<void> {
    open(place);
    await app.runCommandThrowError('install', '-f');
  },

  /** Of an installed one, so that what installing took is not in the memory that counts as idle. */
  async start(place: Place): Promise<void> {
    open(place);
    await app.runCommandThrowError('start');
  },

  /** An authenticator, and a source that takes its settings. */
  async setUp({ url, corpId, agentId, secret }: WeComAddress): Promise<void> {
    const listener = app.callback();
    const answer = await supertest(listener).post('/api/auth:signIn').send(ROOT);
    const { token } = (answer.body as { data: { token: string } }).data;
    const api = supertest.agent(listener).set('Authorization', `Bearer ${token}`).set('X-Authenticator', 'basic');
    const query = new URLSearchParams({ purpose: 'agent-secret', corpId, baseUrl: url }).toString();
    const seal = await api.post(`/api/openwecom:seal?${query}`).set('Content-Type', 'text/plain').send(secret);
    const options = {
      corpId,
      agentId: String(agentId),
      secret: (seal.body as { data: { sealed: string } }).data.sealed,
      baseUrl: url,
      origin: 'https://nocobase.example',
    };
    const authenticator = { name: SOURCE, authType: AUTH_TYPE, enabled: true, options };
    const source = {
      name: SOURCE,
      sourceType: SYNC_TYPE,
      enabled: true,
      options: { authenticator: SOURCE, useAuthenticator: true, leaverLimit: 100 },
    };
    for (const [resource, values] of Object.entries({ authenticators: authenticator, userDataSyncSources: source })) {
      const created = await api.post(`/api/${resource}:create`).send(values);
      if (created.status !== 200) throw new Error(`${resource}: ${created.text}`);
    }
  },

  /** As the host's button does. */
  sync: () =>
    measure(async () => {
      const { sourceManager, syncService } = userDataSync();
      const ctx = { app, db: app.db, log: app.log } as never;
      const source = await sourceManager.getByName(SOURCE, ctx);
      const task = (await source.newTask()) as Model;
      await source.beginTask(task.get('id') as number);
      await syncService.runSync(source, task, ctx);
      const run = await app.db.getModel<Model>(SYNC_RUNS_COLLECTION).findOne({ order: [['id', 'DESC']] });
      if (run?.get('status') !== 'succeeded') throw new Error(`the sync ended as ${String(run?.get('reason'))}`);
    }),

  /** The same corp through what the host does with what a source gives it. */
  syncThroughHost: (size: CorpSize) =>
    measure(async () => {
      const seed = generateSeed(size);
      const manager = userDataSync().resourceManager;
      await manager.updateOrCreate({
        dataType: 'department',
        sourceName: SOURCE,
        records: (seed.departments ?? []).map(({ id, name, parentid }) => ({
          uid: String(id),
          title: name,
          ...(parentid ? { parentUid: String(parentid) } : {}),
        })),
      });
      await manager.updateOrCreate({
        dataType: 'user',
        matchKey: 'username',
        sourceName: SOURCE,
        records: seed.members.map(({ userid, name, department }) => ({
          uid: userid,
          username: userid,
          nickname: name,
          departments: department.map(String),
        })),
      });
    }),

  users: () => app.db.getRepository('users').count(),
};

export type HostCommands = typeof commands;

answerCalls(commands);
