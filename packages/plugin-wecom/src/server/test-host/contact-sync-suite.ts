import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Model } from '@nocobase/database';
import { createSimulator, type Simulator } from '@openwecom/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SyncRun } from '../contact-sync/runs/sync-run';
import { newPair, sealedPair } from './callbacks';
import { addSource, contactStates, DEPARTMENT_PLUGINS, linkedUsers, pull, smallCorp, writesTo } from './contact-sync';
import { whyAbsent, type Dialect } from './database';
import { bootHost, type TestHost } from './host';
import { addAuthenticator } from './sign-in';

const WRITTEN = ['users', 'departments', 'departmentsUsers', 'wecomLinks', 'wecomContacts', 'userDataSyncRecords'];

/** A sync as every database has to take it. One test file for each, as a process boots one host. */
export async function contactSyncSuite(dialect: Exclude<Dialect, 'sqlite'>): Promise<void> {
  const absence = await whyAbsent(dialect);
  if (absence && process.env.CI) throw new Error(`No ${dialect}: ${absence}`);
  if (absence) console.warn(`Skipped: no ${dialect} (${absence})`);

  describe.skipIf(absence)(`contact sync on ${dialect}`, () => {
    let host: TestHost;
    /** Changed from test to test, each beginning where the one before ended. */
    let corp: Simulator;
    let server: Server;

    beforeAll(async () => {
      const names = ['ada', 'bob', 'cid', 'dan', 'eve', 'taken'];
      const members = names.map((userid, index) => ({
        userid,
        name: `${userid} 小王 🦊`,
        department: [2, 3].slice(0, 1 + (index % 2)) as [number, ...number[]],
        mobile: `1390000000${index}`,
      }));
      corp = await createSimulator({ seed: smallCorp(members) });
      host = await bootHost({ dialect, plugins: DEPARTMENT_PLUGINS });
      await addAuthenticator(host, corp, 'wecom');
      await addSource(host, corp, 'small', { leavers: 'disable', leaverLimit: 50 });
      server = createServer((request, response) => void host.app.callback()(request, response));
      await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
      const administrator = { username: 'taken', roles: ['admin'] };
      await host.app.db.getRepository('users').create({ values: administrator });
    });
    afterAll(async () => {
      server?.close();
      await host?.close();
      await corp?.close();
    });

    it('makes users and departments, and lists whom it may not link', async () => {
      const { run, task } = await pull(host, 'small');
      expect([task.status, run.status, run.reason]).toEqual(['success', 'succeeded', null]);
      expect(run.counts).toMatchObject({ created: 5, conflicts: 1, departmentsCreated: 3, failed: 0 });
      const { bob } = await linkedUsers(host);
      expect(bob).toMatchObject({ nickname: 'bob 小王 🦊', departments: ['Office', 'Workshop'] });
      expect(await contactStates(host, 'small')).toMatchObject({ ada: 'synced', taken: 'conflict' });
    });

    it('writes nothing when nothing has changed', async () => {
      const writes = await writesTo(host, WRITTEN, async () => {
        expect((await pull(host, 'small')).run.counts).toMatchObject({ unchanged: 5, created: 0, updated: 0 });
      });
      expect(writes).toEqual([]);
    });

    it('writes what has changed, and shuts out who left', async () => {
      corp.changeMember('ada', { name: 'Ada', department: [3] });
      corp.removeMember('bob');
      const { run } = await pull(host, 'small');
      expect(run.counts).toMatchObject({ updated: 1, left: 1, unchanged: 3 });
      expect((await linkedUsers(host)).ada).toMatchObject({ nickname: 'Ada', departments: ['Office'] });
      const where = { wecomUserId: 'bob', disabled: true };
      expect(await host.app.db.getModel('wecomLinks').count({ where })).toBe(1);
    });

    it('makes somebody new when a person says so', async () => {
      const root = await host.root();
      const answer = await root
        .post('/api/openwecom:resolveContact')
        .send({ source: 'small', key: 'taken', as: 'create' });
      expect(answer.status).toBe(200);
      expect((await linkedUsers(host)).taken).toMatchObject({ username: 'taken-2' });
      expect((await pull(host, 'small')).run.counts).toMatchObject({ conflicts: 0, unchanged: 5 });
    });

    it('makes each department and each member once, whatever is told at once and synced meanwhile', async () => {
      await hearOfChanges(host, corp, server, 'small');
      const names = Array.from({ length: 6 }, (_, n) => `Crew ${n}`);
      for (const [n, name] of names.entries()) {
        const id = corp.addDepartment({ name, parentid: 2 + (n % 2) });
        corp.addMember({ userid: `crew${n}`, name, department: [id] });
        corp.changeMember(`crew${n}`, { department: [id, 3], position: 'Sailor' });
      }
      const { run } = await pull(host, 'small');
      expect([run.status, run.failures]).toEqual(['succeeded', []]);
      await allHandled(host, corp);
      const departments = (await host.app.db.getRepository('departments').find()) as Model[];
      const titles = departments.map((row) => row.get('title') as string).filter((title) => title.startsWith('Crew'));
      expect(titles.sort()).toEqual(names);
      const users = await linkedUsers(host);
      for (const [n, name] of names.entries()) expect(users[`crew${n}`]?.departments).toEqual([name, 'Office']);
      const filter = { username: { $includes: 'crew' } };
      expect(await host.app.db.getRepository('users').count({ filter })).toBe(6);
      expect((await pull(host, 'small')).run.counts).toMatchObject({ created: 0, updated: 0, departmentsUpdated: 0 });
    });

    it('runs one sync of a source at a time, however many processes begin one', async () => {
      const begin = () => SyncRun.begin(host.app, { source: 'small', trigger: 'manual' });
      const begun = await Promise.allSettled(Array.from({ length: 5 }, begin));
      const [run, ...others] = begun.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
      const refused = begun.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
      expect([others, refused]).toMatchObject([[], Array(4).fill({ code: 'running' })]);
      await run?.end('cancelled');
      expect((await pull(host, 'small')).run.status).toBe('succeeded');
    });
  });
}

/** From now on WeCom tells the source what changes, with ids alone. */
async function hearOfChanges(host: TestHost, corp: Simulator, server: Server, name: string): Promise<void> {
  const root = await host.root();
  const pair = newPair();
  const sealed = await sealedPair(root, { ...pair, corpId: corp.seed.corpId });
  const row = await host.app.db.getModel<Model>('userDataSyncSources').findOne({ where: { name } });
  const options = { ...(row?.get('options') as object), ...sealed };
  const saved = await root
    .post(`/api/userDataSyncSources:update?filterByTk=${row?.get('id') as number}`)
    .send({ options });
  expect(saved.status).toBe(200);
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/api/openwecom:callback/sync-${name}`;
  expect(await corp.saveCallback('contacts', { url, ...pair, form: 'ids' })).toMatchObject({ ok: true });
}

async function allHandled(host: TestHost, corp: Simulator): Promise<void> {
  await corp.callbacksSettled();
  const open = () => host.app.db.getModel('wecomCallbacks').count({ where: { state: 'received' } });
  await expect.poll(open, { timeout: 60_000, interval: 200 }).toBe(0);
}
