import type { Model } from '@nocobase/database';
import { createSimulator, type Simulator } from '@openwecom/simulator';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { CONTACTS_COLLECTION, SYNC_RUNS_COLLECTION } from '../../constants';
import { addSource, contactsSecret, lastRun, linkedUsers, pull, smallCorp } from '../test-host/contact-sync';
import { bootHost, type TestHost } from '../test-host/host';
import { addAuthenticator } from '../test-host/sign-in';

/** Without the departments plugin: only users are synced. */
const WITHIN = { timeout: 20_000, interval: 50 };

let host: TestHost;
let simulator: Simulator;
let root: Awaited<ReturnType<TestHost['root']>>;

beforeAll(async () => {
  const members = Array.from({ length: 30 }, (_, n) => ({
    userid: `user${n}`,
    name: `User ${n}`,
    department: n === 0 ? [1, 5] : [1 + (n % 3)],
  }));
  const corp = smallCorp(members);
  // Nobody in it, and somebody who is in another one too.
  corp.departments.push({ id: 4, name: 'Empty', parentid: 1 }, { id: 5, name: 'Shared', parentid: 1 });
  simulator = await createSimulator({ seed: corp });
  host = await bootHost({ inFile: true });
  root = await host.root();
  await addAuthenticator(host, simulator, 'wecom');
});
afterAll(async () => {
  await host?.close();
  await simulator?.close();
});
let callsBefore = 0;
beforeEach(() => void (callsBefore = simulator.calls().length));

const runs = () => host.app.db.getModel<Model>(SYNC_RUNS_COLLECTION);
/** What this test asked WeCom. */
const calls = () =>
  simulator
    .calls()
    .slice(callsBefore)
    .map(({ path }) => path.replace('/cgi-bin/', ''));
const times = (path: string) => calls().filter((one) => one === path).length;

describe('without the departments plugin', () => {
  it('only users are synced', async () => {
    await addSource(host, simulator, 'users-only');
    const { run } = await pull(host, 'users-only');
    expect(run).toMatchObject({ status: 'succeeded', counts: { created: 30, departmentsCreated: 0 } });
    expect((await linkedUsers(host))['user7']).toMatchObject({ nickname: 'User 7' });
  });

  it('only those of the chosen departments, and what is below them', async () => {
    await addAuthenticator(host, simulator, 'chosen');
    await addSource(host, simulator, 'chosen', { authenticator: 'chosen', departments: [2] });
    expect((await pull(host, 'chosen')).run.counts).toMatchObject({ updated: 10 });
    await addSource(host, simulator, 'unknown', { departments: [2, 77] });
    const { task } = await pull(host, 'unknown');
    expect([task.status, task.message]).toEqual(['failed', expect.stringContaining('none of these departments: 77')]);
  });
});

describe('the secrets at hand', () => {
  it('an app’s: one call for the tree, one for each department, one for the visible range', async () => {
    await pull(host, 'users-only');
    expect(calls().sort()).toEqual(['agent/get', 'department/list', ...Array<string>(5).fill('user/list')]);
  });

  it('both: departments that add nobody are not read', async () => {
    await addAuthenticator(host, simulator, 'both');
    const secret = await contactsSecret(host, simulator);
    await addSource(host, simulator, 'both', { authenticator: 'both', contactsSecret: secret });
    await pull(host, 'both');
    expect([times('user/list_id'), times('user/list')]).toEqual([1, 3]);
  });

  it('contacts sync’s alone: ids, and users named after them', async () => {
    await addAuthenticator(host, simulator, 'ids');
    const secret = await contactsSecret(host, simulator);
    const options = { authenticator: 'ids', secret: undefined, contactsSecret: secret, match: 'none' };
    await addSource(host, simulator, 'ids', options);
    const { run } = await pull(host, 'ids');
    expect(run).toMatchObject({ status: 'succeeded', counts: { created: 30 } });
    expect((await linkedUsers(host, 'ids'))['user3']).toMatchObject({ nickname: 'user3', username: 'user3-2' });
    expect(calls()).toEqual(['department/simplelist', 'user/list_id']);
  });

  it('contacts sync’s in the place of an app’s is noticed', async () => {
    await addAuthenticator(host, simulator, 'swapped');
    const secret = await contactsSecret(host, simulator);
    await addSource(host, simulator, 'swapped', { authenticator: 'swapped', secret });
    const { run } = await pull(host, 'swapped');
    expect(run).toMatchObject({ status: 'succeeded', counts: { updated: 30 } });
    expect(calls()).toEqual(['department/list', 'department/simplelist', 'user/list_id']);
  });

  it('of the authenticator, when the source says so', async () => {
    const none = { corpId: undefined, agentId: undefined, secret: undefined, baseUrl: undefined };
    await addSource(host, simulator, 'borrowed', { ...none, useAuthenticator: true });
    expect((await pull(host, 'borrowed')).run).toMatchObject({ status: 'succeeded' });
    await addSource(host, simulator, 'secretless', { secret: undefined });
    expect((await pull(host, 'secretless')).task.message).toContain('neither the Secret of an application');
    await addSource(host, simulator, 'linkless', { authenticator: undefined });
    expect((await pull(host, 'linkless')).task.message).toContain('names no authenticator');
  });
});

describe('answers that are too large', () => {
  it('are asked for in parts: the tree below each department, and members one by one', async () => {
    simulator.addFault({ path: '/cgi-bin/department/list', errcode: 45029, times: 2 });
    simulator.addFault({ path: '/cgi-bin/user/list', errcode: 45029 });
    const { run } = await pull(host, 'users-only');
    expect(run).toMatchObject({ status: 'succeeded', counts: { unchanged: 30 } });
    // All at once and all below the top were too large; the top alone and what is below its four were not.
    expect([times('department/list'), times('department/get'), times('department/simplelist')]).toEqual([6, 1, 1]);
    expect([times('user/list'), times('user/simplelist'), times('user/get')]).toEqual([5, 1, 10]);
  });
});

describe('a source that is renamed', () => {
  const rename = (id: number, name: string) =>
    root.post(`/api/userDataSyncSources:update?filterByTk=${id}`).send({ name });
  const counted = async (collection: string, where: Record<string, string>) =>
    host.app.db.getModel(collection).count({ where });
  let id: number;

  beforeAll(async () => {
    id = await addSource(host, simulator, 'before');
    await pull(host, 'before');
  });

  it('keeps what is known of it, so that the next sync finds nothing new', async () => {
    expect((await rename(id, 'after')).status).toBe(200);
    expect((await pull(host, 'after')).run.counts).toMatchObject({ unchanged: 30, updated: 0, created: 0 });
    for (const [collection, rows] of [
      [CONTACTS_COLLECTION, 30],
      [SYNC_RUNS_COLLECTION, 2],
    ] as const) {
      expect([await counted(collection, { source: 'before' }), await counted(collection, { source: 'after' })]).toEqual(
        [0, rows],
      );
    }
    const records = (sourceName: string) => counted('userDataSyncRecords', { sourceName });
    expect([await records('before'), await records('after')]).toEqual([0, 30]);
  });

  it('is not while it runs, and the answer says why', async () => {
    const now = Date.now();
    const run = await runs().create({
      source: 'after',
      running: 'after',
      trigger: 'manual',
      status: 'running',
      phase: 'writing',
      leaseUntil: now + 60_000,
      startedAt: now,
    });
    const refused = await rename(id, 'later');
    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('has been running for 1 min')]);
    await run.update({ status: 'failed', running: null });
    expect((await rename(id, 'later')).status).toBe(200);
  });
});

describe('a failure while reading', () => {
  it('changes nothing, and the task says failed with WeCom’s code and what to do', async () => {
    await addAuthenticator(host, simulator, 'failing');
    await addSource(host, simulator, 'failing', { authenticator: 'failing' });
    simulator.addFault({
      path: '/cgi-bin/user/list',
      errcode: 60020,
      errmsg: 'not allow to access from your ip, from ip: 203.0.113.9',
    });
    const { run, task } = await pull(host, 'failing');
    expect([run.status, task.status]).toEqual(['failed', 'failed']);
    expect(run.reason).toContain('60020');
    expect(run.reason).toContain('203.0.113.9');
    expect(task.message?.length).toBeLessThanOrEqual(255);
    expect(await linkedUsers(host, 'failing')).toEqual({});
    expect((await pull(host, 'failing')).run).toMatchObject({ status: 'succeeded', counts: { updated: 30 } });
  });

  it('is not one when the answer was only lost', async () => {
    simulator.addFault({ path: '/cgi-bin/department/list', drop: 'before' });
    expect((await pull(host, 'users-only')).run.status).toBe('succeeded');
    expect(times('department/list')).toBe(2);
  });
});

describe('one at a time', () => {
  it('of two that are started at once, one runs and the other says so', async () => {
    simulator.addFault({ path: '/cgi-bin/department/list', delayMs: 500 });
    await Promise.all([1, 2].map(() => root.post('/api/userData:pull?name=users-only')));
    const tasks = host.app.db.getModel<Model>('userDataSyncTasks');
    const last = async () =>
      (await tasks.findAll({ order: [['id', 'DESC']], limit: 2 })).map((task) =>
        task.toJSON<{ status: string; message: string | null }>(),
      );
    await vi.waitFor(
      async () => expect((await last()).map(({ status }) => status).sort()).toEqual(['failed', 'success']),
      { timeout: 20_000 },
    );
    expect((await last()).find(({ status }) => status === 'failed')?.message).toContain('has been running for 1 min');
    expect(times('department/list')).toBe(1);
  });

  it('a run whose process died is ended by the next, with the host’s record of it', async () => {
    const task = (await host.app.db.getRepository('userDataSyncTasks').create({
      values: { batch: 'dead', status: 'processing', sourceId: 1 },
    })) as Model;
    const dead = await runs().create({
      source: 'users-only',
      running: 'users-only',
      trigger: 'manual',
      status: 'running',
      phase: 'writing',
      taskId: task.get('id'),
      leaseUntil: Date.now() - 1,
      startedAt: Date.now() - 120_000,
    });
    expect((await pull(host, 'users-only')).run.status).toBe('succeeded');
    await Promise.all([dead.reload(), task.reload()]);
    expect([dead.get('status'), dead.get('running')]).toEqual(['interrupted', null]);
    expect([task.get('status'), task.get('message')]).toEqual(['failed', expect.stringContaining('interrupted')]);
  });

  it('a run whose process died is ended while nobody starts another', async () => {
    const dead = await runs().create({
      source: 'nobody-starts-it',
      running: 'nobody-starts-it',
      trigger: 'manual',
      status: 'running',
      phase: 'writing',
      leaseUntil: Date.now() - 1,
      startedAt: Date.now() - 120_000,
    });
    await expect
      .poll(async () => (await dead.reload()).get('status') as string, { timeout: 45_000 })
      .toBe('interrupted');
  });

  it('shows how far it is, and ends when it is cancelled', async () => {
    simulator.addFault({ path: '/cgi-bin/user/list', delayMs: 3000, times: 5 });
    await root.post('/api/userData:pull?name=users-only');
    const run = await vi.waitFor(
      async () => {
        const now = await lastRun(host, 'users-only');
        expect(now).toMatchObject({ status: 'running', phase: 'members', done: 0, total: 5 });
        return now!;
      },
      { timeout: 10_000 },
    );
    expect((await root.post('/api/openwecom:cancelContactSync').send({ run: run.id })).status).toBe(200);
    await vi.waitFor(async () => expect((await lastRun(host, 'users-only'))?.status).toBe('cancelled'), {
      timeout: 10_000,
    });
    expect((await lastRun(host, 'users-only'))?.reason).toContain('cancelled');
    expect((await root.post('/api/openwecom:cancelContactSync').send({ run: run.id })).status).toBe(409);
  });
});

describe('a schedule', () => {
  it('syncs by itself, once however many processes there are', async () => {
    const { cronJobManager } = host.app;
    const before = new Set(cronJobManager.jobs);
    const id = await addSource(host, simulator, 'scheduled', { schedule: '0 3 * * *' });
    const [job] = await vi.waitFor(() => {
      const added = [...cronJobManager.jobs].filter((one) => !before.has(one));
      expect(added).toHaveLength(1);
      return added;
    });
    const tick = () => (job as unknown as { fireOnTick(): Promise<void> }).fireOnTick();
    await Promise.all([tick(), tick()]);
    await vi.waitFor(async () => expect((await lastRun(host, 'scheduled'))?.status).toBe('succeeded'), {
      timeout: 20_000,
    });
    expect(await runs().findAll({ where: { source: 'scheduled' } })).toHaveLength(1);
    expect((await lastRun(host, 'scheduled'))?.trigger).toBe('schedule');
    const tasks = await host.app.db.getModel<Model>('userDataSyncTasks').findAll({ where: { sourceId: id } });
    expect(tasks.map((task) => task.get('status') as string)).toEqual(['success']);

    await root.post(`/api/userDataSyncSources:update?filterByTk=${id}`).send({ enabled: false });
    await vi.waitFor(() => expect([...cronJobManager.jobs]).not.toContain(job));
  });

  it('says failed, and keeps nobody out, when the host cannot take the sync over', async () => {
    const { cronJobManager, db } = host.app;
    const before = new Set(cronJobManager.jobs);
    await addSource(host, simulator, 'not-taken', { schedule: '0 3 * * *' });
    const job = await vi.waitFor(() => {
      const added = [...cronJobManager.jobs].find((one) => !before.has(one));
      expect(added).toBeDefined();
      return added as unknown as { fireOnTick(): Promise<void> };
    });
    const tasks = db.getModel('userDataSyncTasks');
    const refuse = () => Promise.reject(new Error('No tasks today'));
    tasks.addHook('beforeCreate', 'refuse', refuse);
    await job.fireOnTick();
    await vi.waitFor(async () => expect((await lastRun(host, 'not-taken'))?.status).toBe('failed'), WITHIN);
    tasks.removeHook('beforeCreate', 'refuse');
    expect((await lastRun(host, 'not-taken'))?.reason).toBe('No tasks today');
    expect((await pull(host, 'not-taken')).run.status).toBe('succeeded');
  });

  it('is refused when it is none', async () => {
    const answer = await root.post('/api/userDataSyncSources:create').send({
      name: 'bad-schedule',
      sourceType: 'openwecom',
      enabled: true,
      options: { schedule: 'every day' },
    });
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('is no cron expression')]);
  });
});

describe('a source that is deleted', () => {
  it('takes along what was known for it, and not the links', async () => {
    const { db } = host.app;
    const id = await addSource(host, simulator, 'leaving');
    await pull(host, 'leaving');
    await root.post(`/api/userDataSyncSources:destroy?filterByTk=${id}`);
    for (const collection of ['wecomContacts', 'wecomSyncRuns']) {
      expect(await db.getRepository(collection).count({ filter: { source: 'leaving' } })).toBe(0);
    }
    expect(Object.keys(await linkedUsers(host))).toHaveLength(30);
  });
});

describe('an application that stops', () => {
  it('ends what runs, so that another one need not wait for it', async () => {
    simulator.addFault({ path: '/cgi-bin/user/list', delayMs: 20_000, times: 5 });
    await root.post('/api/userData:pull?name=users-only');
    const reading = { status: 'running', phase: 'members' };
    await vi.waitFor(async () => expect(await lastRun(host, 'users-only')).toMatchObject(reading), WITHIN);
    const begun = Date.now();
    await host.app.emitAsync('beforeStop', host.app, {});
    expect(Date.now() - begun).toBeLessThan(4000);
    const run = await lastRun(host, 'users-only');
    expect(run).toMatchObject({ status: 'interrupted', running: null });
    expect(run?.reason).toContain('interrupted');
  });
});
