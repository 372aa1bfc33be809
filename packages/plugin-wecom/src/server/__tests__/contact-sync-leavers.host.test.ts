import type { Model } from '@nocobase/database';
import type { Simulator } from '@openwecom/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LINKS_COLLECTION } from '../../constants';
import { conflictOf, ContactCorps, member, resolveContact, TELLS_ALL } from '../test-host/contact-corps';
import { contactStates, DEPARTMENT_PLUGINS, lastRun, linkedUsers, pull } from '../test-host/contact-sync';
import { bootHost, type TestHost } from '../test-host/host';
import { signIn } from '../test-host/sign-in';

let host: TestHost;
let root: Awaited<ReturnType<TestHost['root']>>;
let corps: ContactCorps;

beforeAll(async () => {
  host = await bootHost({ plugins: DEPARTMENT_PLUGINS, inFile: true });
  root = await host.root();
  corps = new ContactCorps(host);
});
afterAll(async () => {
  await host?.close();
  await corps?.close();
});

describe('members who left', () => {
  const four = (prefix: string) => ['one', 'two', 'three', 'four'].map((name) => member(`${prefix}-${name}`));
  const leave = (corp: Simulator, ...userids: string[]) => userids.forEach((userid) => corp.removeMember(userid));

  it('stay as they are when the source says so', async () => {
    const corp = await corps.open('keep', four('keep'), { leavers: 'keep' });
    await pull(host, 'keep');
    leave(corp, 'keep-one', 'keep-two', 'keep-three');
    const { run } = await pull(host, 'keep');
    expect([run.status, run.counts.left]).toEqual(['succeeded', 3]);
    expect(Object.keys(await linkedUsers(host, 'keep'))).toHaveLength(4);
    expect((await pull(host, 'keep')).run.counts).toMatchObject({ left: 0, unchanged: 1 });
  });

  it('have their sessions ended by the sync that disables them', async () => {
    const corp = await corps.open('session', [member('ses-one'), member('ses-two')], { leaverLimit: 50 });
    await pull(host, 'session');
    const { token } = (await signIn(host, corp, 'session', 'ses-one')).data;
    const check = () => host.anonymous().get('/api/auth:check').set('Authorization', `Bearer ${token}`);
    expect((await check()).status).toBe(200);
    leave(corp, 'ses-one');
    await pull(host, 'session');
    expect((await check()).status).toBe(401);
  });

  it('are disabled by default, and they are let in again when they come back', async () => {
    const corp = await corps.open('disable', four('dis'), { leaverLimit: 25 });
    await pull(host, 'disable');
    const links = host.app.db.getModel<Model>(LINKS_COLLECTION);
    const isDisabled = async (wecomUserId: string) =>
      (await links.findOne({ where: { authenticator: 'disable', wecomUserId } }))?.get('disabled') as
        boolean | undefined;
    leave(corp, 'dis-one');
    expect((await pull(host, 'disable')).run.counts.left).toBe(1);
    expect([await isDisabled('dis-one'), await isDisabled('dis-two')]).toEqual([true, false]);
    expect(await contactStates(host, 'disable')).toMatchObject({ 'dis-one': 'left' });
    expect(await host.app.db.getRepository('users').count({ filter: { username: 'dis-one' } })).toBe(1);
    // Whom a person shut out stays out.
    await root.post('/api/wecomLinks:update?filter={"wecomUserId":"dis-two"}').send({ disabled: true });
    corp.addMember(member('dis-one', { name: 'Back' }));
    await pull(host, 'disable');
    expect([await isDisabled('dis-one'), await isDisabled('dis-two')]).toEqual([false, true]);
    expect((await linkedUsers(host, 'disable'))['dis-one']?.nickname).toBe('Back');
  });

  it('are removed only when the source says so, with what was known of them', async () => {
    const corp = await corps.open('remove', four('rem'), { leavers: 'remove', leaverLimit: 25 });
    await pull(host, 'remove');
    leave(corp, 'rem-one');
    await pull(host, 'remove');
    const { db } = host.app;
    expect(await db.getRepository('users').count({ filter: { username: 'rem-one' } })).toBe(0);
    expect(await db.getRepository('userDataSyncRecords').count({ filter: { sourceUk: 'rem-one' } })).toBe(0);
    expect(await db.getRepository('users').count({ filter: { username: 'rem-two' } })).toBe(1);
  });

  it('are left alone when they may change settings, and listed', async () => {
    const corp = await corps.open('admins', four('adm'), { leavers: 'remove', leaverLimit: 100 });
    await pull(host, 'admins');
    const { id } = (await linkedUsers(host, 'admins'))['adm-one']!;
    await host.app.db.getModel('rolesUsers').create({ userId: id, roleName: 'admin' });
    leave(corp, 'adm-one', 'adm-two');
    const { run } = await pull(host, 'admins');
    expect(run.counts).toMatchObject({ left: 1, conflicts: 1 });
    expect(await conflictOf(host, 'admins', 'adm-one')).toEqual({ code: 'protectedLeaver', users: [String(id)] });
    expect(Object.keys(await linkedUsers(host, 'admins'))).not.toContain('adm-two');
    await resolveContact(root, { source: 'admins', key: 'adm-one', as: 'ignore' });
    expect(await contactStates(host, 'admins')).toMatchObject({ 'adm-one': 'left' });
    expect(Object.keys(await linkedUsers(host, 'admins'))).toContain('adm-one');
  });

  it('are asked about when they are more than the set share, and go when somebody says so', async () => {
    const corp = await corps.open('many', four('many'), { leaverLimit: 25 });
    await pull(host, 'many');
    leave(corp, 'many-one', 'many-two');
    corp.addMember(member('many-new'));
    const { run, task } = await pull(host, 'many');
    expect(run).toMatchObject({ status: 'question', leavers: 2, members: 4, counts: { created: 1, left: 0 } });
    expect(task).toMatchObject({ status: 'failed', message: expect.stringContaining('2 of 4') as string });
    expect((await root.post('/api/openwecom:declineLeavers').send({ run: run.id })).status).toBe(200);
    expect((await root.post('/api/openwecom:confirmLeavers').send({ run: run.id })).status).toBe(409);
    const { run: again } = await pull(host, 'many');
    expect([again.status, (await contactStates(host, 'many'))['many-one']]).toEqual(['question', 'synced']);
    expect((await root.post('/api/openwecom:confirmLeavers').send({ run: again.id })).status).toBe(200);
    await expect.poll(async () => (await lastRun(host, 'many'))?.counts.left, { timeout: 20_000 }).toBe(2);
    expect((await root.post('/api/openwecom:confirmLeavers').send({ run: 99_999 })).status).toBe(409);
  });

  it('are nobody when WeCom answers with no member at all', async () => {
    const corp = await corps.open('empty', four('emp'), { leavers: 'remove', leaverLimit: 100 });
    await pull(host, 'empty');
    leave(corp, ...four('emp').map(({ userid }) => userid));
    const { run, task } = await pull(host, 'empty');
    expect([run.status, task.status, run.counts.left]).toEqual(['failed', 'failed', 0]);
    expect(task.message).toContain('without a single member');
    expect(Object.keys(await linkedUsers(host, 'empty'))).toHaveLength(4);
  });

  it('are not those who move while departments are read one after the other', async () => {
    const movers = [1, 2, 3].map((department) => member(`mov-${department}`, { department: [department] }));
    const corp = await corps.open('moves', movers, { leavers: 'remove', leaverLimit: 100 });
    await pull(host, 'moves');
    const before = await linkedUsers(host, 'moves');
    const lists = () => corp.calls().filter(({ path }) => path === '/cgi-bin/user/list').length;
    const called = lists();
    // One of the departments is read late, and by then whoever was in it is in another one, which was read before.
    corp.addFault({ path: '/cgi-bin/user/list', delayMs: 4000 });
    const reading = pull(host, 'moves');
    await expect.poll(lists, { timeout: 10_000, interval: 20 }).toBe(called + 2);
    for (const department of [1, 2, 3]) corp.changeMember(`mov-${department}`, { department: [(department % 3) + 1] });
    expect((await reading).run.counts).toMatchObject({ left: 0, created: 0, updated: 1, unchanged: 2 });
    expect(Object.keys(await linkedUsers(host, 'moves'))).toEqual(Object.keys(before));
  });

  it('stay out when they return, if a person had shut them out before', async () => {
    const corp = await corps.open('shut', [member('shut-one'), member('shut-two')], { leaverLimit: 100 });
    await pull(host, 'shut');
    await root.post('/api/wecomLinks:update?filter={"wecomUserId":"shut-one"}').send({ disabled: true });
    leave(corp, 'shut-one');
    await pull(host, 'shut');
    corp.addMember(member('shut-one'));
    await pull(host, 'shut');
    const where = { authenticator: 'shut', wecomUserId: 'shut-one' };
    expect((await host.app.db.getModel<Model>(LINKS_COLLECTION).findOne({ where }))?.get('disabled')).toBe(true);
  });

  it('are left alone while it is open whether somebody else is the same person', async () => {
    const corp = await corps.open(
      'renamed',
      [member('ren-old', { mobile: '13911112222' }), member('ren-other')],
      { match: 'phone', leavers: 'remove', leaverLimit: 100 },
      TELLS_ALL,
    );
    await pull(host, 'renamed');
    const { id } = (await linkedUsers(host, 'renamed'))['ren-old']!;
    corp.changeMember('ren-old', { userid: 'ren-new' });
    expect((await pull(host, 'renamed')).run.counts).toMatchObject({ left: 0, created: 0, conflicts: 1 });
    expect(await conflictOf(host, 'renamed', 'ren-new')).toEqual({ code: 'userTaken', users: [String(id)] });
    // Somebody says that it is the same person.
    await host.app.db.getRepository('wecomLinks').destroy({ filter: { authenticator: 'renamed', userId: id } });
    expect((await resolveContact(root, { source: 'renamed', key: 'ren-new', userId: id })).status).toBe(200);
    expect((await pull(host, 'renamed')).run.counts).toMatchObject({ left: 1, conflicts: 0 });
    expect((await linkedUsers(host, 'renamed'))['ren-new']?.id).toBe(id);
  });
});
