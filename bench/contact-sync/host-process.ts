// A real NocoBase in a process of its own; its parent says what it is to do.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { generateSeed } from '@openwecom/simulator';
import type PluginUserDataSyncServer from '@nocobase/plugin-user-data-sync';
import type { Model } from '@nocobase/database';
import type { Application } from '@nocobase/server';
import supertest from 'supertest';
import {
  AUTH_TYPE,
  CALLBACKS_COLLECTION,
  SYNC_RUNS_COLLECTION,
  SYNC_TYPE,
} from '../../packages/plugin-wecom/src/constants';
import { answerCalls } from '../delivery/child';
import { createHost, OFFICIAL_PLUGINS, OUR_PLUGIN, ROOT } from '../host.mjs';
import { changedName, isChanged, type CorpSize } from './corp-size';
import { Meter, memoryAtRest } from './cost';
import type { WeComAddress } from './wecom-process';

const SOURCE = 'wecom';

let app: Application;
let meter: Meter;

const userDataSync = () => app.pm.get<PluginUserDataSyncServer>('user-data-sync');

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

  /** An authenticator, and a source that takes its settings and hears of changes. */
  async setUp({ url, corpId, agentId, secret, pair }: WeComAddress): Promise<void> {
    const listener = app.callback();
    const answer = await supertest(listener).post('/api/auth:signIn').send(ROOT);
    const { token } = (answer.body as { data: { token: string } }).data;
    const api = supertest.agent(listener).set('Authorization', `Bearer ${token}`).set('X-Authenticator', 'basic');
    const seal = async (purpose: string, plain: string) => {
      const query = new URLSearchParams({ purpose, corpId, baseUrl: url }).toString();
      const sealed = await api.post(`/api/openwecom:seal?${query}`).set('Content-Type', 'text/plain').send(plain);
      return (sealed.body as { data: { sealed: string } }).data.sealed;
    };
    const options = {
      corpId,
      agentId: String(agentId),
      secret: await seal('agent-secret', secret),
      baseUrl: url,
      origin: 'https://nocobase.example',
    };
    const authenticator = { name: SOURCE, authType: AUTH_TYPE, enabled: true, options };
    const source = {
      name: SOURCE,
      sourceType: SYNC_TYPE,
      enabled: true,
      options: {
        authenticator: SOURCE,
        useAuthenticator: true,
        leaverLimit: 100,
        token: await seal('callback-token', pair.token),
        encodingAESKey: await seal('encoding-aes-key', pair.encodingAESKey),
      },
    };
    for (const [resource, values] of Object.entries({ authenticators: authenticator, userDataSyncSources: source })) {
      const created = await api.post(`/api/${resource}:create`).send(values);
      if (created.status !== 200) throw new Error(`${resource}: ${created.text}`);
    }
    meter = new Meter(app, await memoryAtRest());
  },

  /** As the host's button does. */
  sync: () =>
    meter.measure(async () => {
      const { sourceManager, syncService } = userDataSync();
      const ctx = { app, db: app.db, log: app.log } as never;
      const source = await sourceManager.getByName(SOURCE, ctx);
      const task = (await source.newTask()) as Model;
      await source.beginTask(task.get('id') as number);
      await syncService.runSync(source, task, ctx);
      const run = await app.db.getModel<Model>(SYNC_RUNS_COLLECTION).findOne({ order: [['id', 'DESC']] });
      if (run?.get('status') !== 'succeeded') throw new Error(`the sync ended as ${String(run?.get('reason'))}`);
    }),

  /** The same corp through what the host does with what a source gives it. @param changed some have another name */
  syncThroughHost: (size: CorpSize, changed = false) =>
    meter.measure(async () => {
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
        records: seed.members.map(({ userid, name, department }, index) => ({
          uid: userid,
          username: userid,
          nickname: changed && isChanged(index, size.members) ? changedName(name) : name,
          departments: department.map(String),
        })),
      });
    }),

  /** @returns the address WeCom is to call */
  async listen(): Promise<string> {
    const server = createServer((request, response) => void app.callback()(request, response));
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/openwecom:callback/sync-${SOURCE}`;
  },

  /** When changes of members were in NocoBase, in milliseconds since 1970, by userid. */
  async heard(): Promise<Record<string, number>> {
    const rows = await app.db.getModel<Model>(CALLBACKS_COLLECTION).findAll({ where: { state: 'handled' } });
    const userid = (row: Model) => /<UserID>(?:<!\[CDATA\[)?([^<\]]+)/.exec(row.get('xml') as string)?.[1] ?? '';
    return Object.fromEntries(rows.map((row) => [userid(row), Number(row.get('handledAt'))]));
  },
};

export type HostCommands = typeof commands;

answerCalls(commands);
