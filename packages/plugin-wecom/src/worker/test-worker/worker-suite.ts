import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { text } from '@openwecom/client/messages';
import { acme, createSimulator, type Simulator } from '@openwecom/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AUTH_TYPE } from '../../constants';
import type { Outbox } from '../../server/delivery/outbox';
import { Sql } from '../../server/delivery/sql';
import { namesOfTables } from '../../server/delivery/tables';
import { startOwnRedis, type OwnRedis } from '../../server/delivery/test-engine/own-redis';
import { rowsOf, write } from '../../server/delivery/test-engine/written';
import { whyAbsent } from '../../server/test-host/database';
import { bootHost, type Naming, type TestHost } from '../../server/test-host/host';
import { setUpChannel, simulatorOptions } from '../../server/test-host/wecom';
import { startWorkerProcess, type WorkerProcess } from './worker-process';

/** What has to hold of `openwecom-worker` beside a NocoBase on this database. One test file for each, as a process boots one host. */
export async function workerSuite(dialect: 'postgres' | 'mariadb', naming: Naming = {}): Promise<void> {
  const redis = await startOwnRedis();
  const absence = (await whyAbsent(dialect)) ?? (redis ? undefined : 'redis-server is not installed');
  if (absence && process.env.CI) throw new Error(`No Redis beside ${dialect}: ${absence}`);
  if (absence) console.warn(`Skipped: no Redis beside ${dialect} (${absence})`);

  describe.skipIf(absence)(`openwecom-worker on ${dialect}`, () => {
    const { url, stop } = redis as OwnRedis;
    const folder = mkdtempSync(path.join(os.tmpdir(), 'openwecom-worker-'));
    let host: TestHost;
    let simulator: Simulator;
    let outbox: Outbox;
    let env: Record<string, string>;
    let worker: WorkerProcess;

    beforeAll(async () => {
      // NocoBase answers requests and sends nothing.
      process.env.WORKER_MODE = '!';
      simulator = await createSimulator();
      host = await bootHost({ dialect, naming });
      await setUpChannel(host, simulator);
      const { sequelize, options } = host.app.db;
      const sql = new Sql(sequelize, (work) => work());
      outbox = { sql, tables: namesOfTables({ ...options, dialect }), now: Date.now, random: Math.random };
      const { host: address = '', port = 0, username = '', password = '', database = '' } = options;
      const { key } = host.app.aesEncryptor as unknown as { key: Buffer };
      env = {
        DB_DIALECT: dialect,
        DB_HOST: address,
        DB_PORT: String(port),
        DB_USER: username,
        DB_PASSWORD: password ?? '',
        DB_DATABASE: database,
        DB_UNDERSCORED: String(naming.underscored ?? false),
        DB_TABLE_PREFIX: naming.tablePrefix ?? '',
        DB_SCHEMA: naming.schema ?? '',
        APP_AES_SECRET_KEY: key.toString('hex'),
        WECOM_REDIS_URL: url,
        LOGGER_LEVEL: 'debug',
      };
      worker = startWorkerProcess(folder, env);
      await worker.sends();
    });
    afterAll(async () => {
      delete process.env.WORKER_MODE;
      worker?.kill('SIGKILL');
      await host?.close();
      await simulator?.close();
      await stop();
      rmSync(folder, { recursive: true, force: true });
    });

    const lastText = (userid: string) => simulator.inbox(userid).last()?.body;

    it('sends for a NocoBase that does not, with the sealed secret', async () => {
      await write(outbox, [{ members: ['zhangsan'], message: text('From the worker') }]);
      await expect
        .poll(() => lastText('zhangsan'), { timeout: 20_000 })
        .toMatchObject({ text: { content: 'From the worker' } });
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
      expect(worker.said()).toMatch(/"message":"A delivery was accepted","authenticator":"wecom","deliveryId":\d+/);
      for (const { secret } of acme.agents) expect(worker.said()).not.toContain(secret);
      expect(worker.said()).not.toMatch(/From the worker|By a variable|access_token/);
    });

    it('stops with work in flight when it is told to, and another one loses and doubles nothing of it', async () => {
      simulator.reset();
      simulator.addFault({ path: 'message/send', delayMs: 400, times: 'until-cleared' });
      const members = ['zhangsan', 'lisi', 'wangwu', 'zhaomin', 'sunqi'];
      const count = 60;
      await write(
        outbox,
        Array.from({ length: count }, (_, index) => ({ members: [members[index % members.length] ?? ''] })),
      );
      const calls = () => simulator.calls().filter((call) => call.path.endsWith('/message/send')).length;
      await expect.poll(calls, { timeout: 20_000, interval: 20 }).toBeGreaterThan(0);
      worker.kill('SIGTERM');
      expect(await worker.ended).toBe(0);
      expect(worker.said()).toContain('The worker has stopped');
      const { deliveries: d } = outbox.tables;
      const left = await rowsOf(outbox, 'deliveries', `${d.state} <> 'sent'`);
      expect(left.length, worker.said()).toBeGreaterThan(0);
      const held = left.filter(({ state, lease }) => state !== 'queued' || lease !== null);
      expect(held, worker.said()).toEqual([]);

      simulator.clearFaults();
      worker = startWorkerProcess(folder, env);
      await expect
        .poll(() => rowsOf(outbox, 'deliveries', `${d.state} <> 'sent'`), { timeout: 30_000, interval: 200 })
        .toEqual([]);
      const delivered = Object.values(simulator.inboxCounts()).map((counts) => counts.delivered);
      expect(delivered).toEqual(Array(members.length).fill(count / members.length));
      expect(simulator.messages()).toHaveLength(count);
    });

    it('does not start with the key of another NocoBase, and says which variable holds it', async () => {
      const stranger = startWorkerProcess(folder, { ...env, APP_AES_SECRET_KEY: 'ab'.repeat(32) });
      expect(await stranger.ended).toBe(1);
      expect(stranger.said()).toMatch(/^APP_AES_SECRET_KEY is not the key of this NocoBase: it does not open /m);
      expect(stranger.said()).toContain('WORKER_SECRET');
      expect(stranger.said()).not.toContain('abababab');
    });

    it('names a secret variable it cannot open, and sends for the apps that do not need it', async () => {
      await host.app.db
        .getModel('environmentVariables')
        .update({ value: 'c0ffee'.repeat(16) }, { where: { name: 'WORKER_SECRET' }, hooks: false });
      await write(outbox, [{ members: ['zhangsan'], message: text('Without the variable') }]);
      await expect
        .poll(() => lastText('zhangsan'), { timeout: 20_000 })
        .toMatchObject({ text: { content: 'Without the variable' } });
      expect(worker.said()).toMatch(
        /"A secret variable cannot be opened with this key[^"]*","variable":"WORKER_SECRET"/,
      );
    });
  });
}
