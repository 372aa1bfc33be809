import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from '@openwecom/client/messages';
import { acme, createSimulator, type Simulator } from '@openwecom/simulator';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { AUTH_TYPE } from '../../constants';
import type { Outbox } from '../../server/delivery/outbox';
import { Sql } from '../../server/delivery/sql';
import { namesOfTables } from '../../server/delivery/tables';
import { startOwnRedis, type OwnRedis } from '../../server/delivery/test-engine/own-redis';
import { write } from '../../server/delivery/test-engine/written';
import { whyAbsent } from '../../server/test-host/database';
import { hostFolder, stagedPlugin } from '../../server/test-host/folders';
import { bootHost, type TestHost } from '../../server/test-host/host';
import { setUpChannel, simulatorOptions } from '../../server/test-host/wecom';

const redis = await startOwnRedis();
const absence = (await whyAbsent('postgres')) ?? (redis ? undefined : 'redis-server is not installed');
if (absence && process.env.CI) throw new Error(`No Redis beside PostgreSQL: ${absence}`);
if (absence) console.warn(`Skipped: no Redis beside PostgreSQL (${absence})`);

describe.skipIf(absence)('openwecom-worker', () => {
  const { url, stop } = redis as OwnRedis;
  let host: TestHost;
  let simulator: Simulator;
  let outbox: Outbox;
  let worker: ChildProcess;
  let said = '';

  beforeAll(async () => {
    // NocoBase answers requests and sends nothing.
    process.env.WORKER_MODE = '!';
    simulator = await createSimulator();
    host = await bootHost({ dialect: 'postgres' });
    await setUpChannel(host, simulator);
    const { sequelize, options } = host.app.db;
    outbox = {
      sql: new Sql(sequelize, (work) => work()),
      tables: namesOfTables({ ...options, dialect: 'postgres' }),
      now: Date.now,
      random: Math.random,
    };
    const { host: address = '', port = 5432, username = '', password = '', database = '' } = options;
    const { key } = host.app.aesEncryptor as unknown as { key: Buffer };
    worker = spawn(process.execPath, [path.join(stagedPlugin, 'dist/worker/index.js')], {
      env: {
        PATH: process.env.PATH,
        NODE_PATH: path.join(hostFolder, 'node_modules'),
        DB_DIALECT: 'postgres',
        DB_HOST: address,
        DB_PORT: String(port),
        DB_USER: username,
        DB_PASSWORD: password ?? '',
        DB_DATABASE: database,
        APP_AES_SECRET_KEY: key.toString('hex'),
        WECOM_REDIS_URL: url,
        LOGGER_LEVEL: 'debug',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const output of [worker.stdout, worker.stderr]) output?.on('data', (chunk) => (said += String(chunk)));
    await vi.waitUntil(() => said.includes('The worker sends'), { timeout: 20_000 });
  });
  afterAll(async () => {
    delete process.env.WORKER_MODE;
    if (worker?.exitCode === null) worker.kill('SIGKILL');
    await host?.close();
    await simulator?.close();
    await stop();
  });

  const lastText = (userid: string) => simulator.inbox(userid).last()?.body;

  it('sends for a NocoBase that does not, with the sealed secret', async () => {
    await write(outbox, [{ members: ['zhangsan'], message: text('From the worker') }]);
    await expect
      .poll(() => lastText('zhangsan'), { timeout: 20_000 })
      .toMatchObject({
        text: { content: 'From the worker' },
      });
  });

  it('sends with a secret that is a secret variable, also when it has changed', async () => {
    const root = await host.root();
    const [agent] = acme.agents;
    const variable = { name: 'WORKER_SECRET', type: 'secret', value: 'not yet' };
    await root.post('/api/environmentVariables:create').send(variable);
    const options = { ...(await simulatorOptions(root, simulator)), secret: '{{ $env.WORKER_SECRET }}' };
    const seal = await root.post(`/api/openwecom:confirmBaseUrl`).send({ baseUrl: simulator.url });
    const { seal: baseUrlSeal } = (seal.body as { data: { seal: string } }).data;
    await root
      .post('/api/authenticators:create')
      .send({ name: 'varied', authType: AUTH_TYPE, enabled: true, options: { ...options, baseUrlSeal } });
    await root.post('/api/environmentVariables:update?filterByTk=WORKER_SECRET').send({ value: agent?.secret });
    await write(outbox, [{ members: ['lisi'], message: text('By a variable'), authenticator: 'varied' }]);
    await expect
      .poll(() => lastText('lisi'), { timeout: 20_000 })
      .toMatchObject({ text: { content: 'By a variable' } });
  });

  it('says what it does by the id of the delivery, and no secret or message', () => {
    expect(said).toMatch(/"message":"A delivery was accepted","authenticator":"wecom","deliveryId":\d+/);
    for (const { secret } of acme.agents) expect(said).not.toContain(secret);
    expect(said).not.toMatch(/From the worker|By a variable|access_token/);
  });

  it('stops when it is told to', async () => {
    const exited = once(worker, 'exit');
    worker.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
    expect(said).toContain('The worker has stopped');
  });
});
