import type { Model } from '@nocobase/database';
import { createSimulator, type Simulator } from '@openwecom/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONTACTS_COLLECTION, LINKS_COLLECTION } from '../../constants';
import {
  addSource,
  contactsSecret,
  contactStates,
  DEPARTMENT_PLUGINS,
  lastRun,
  linkedUsers,
  pull,
  smallCorp,
} from '../test-host/contact-sync';
import { bootHost, type TestHost } from '../test-host/host';
import { addAuthenticator, signIn } from '../test-host/sign-in';

let host: TestHost;
let root: Awaited<ReturnType<TestHost['root']>>;
const corps: Simulator[] = [];

beforeAll(async () => {
  host = await bootHost({ plugins: DEPARTMENT_PLUGINS, inFile: true });
  root = await host.root();
});
afterAll(async () => {
  await host?.close();
  for (const corp of corps) await corp.close();
});

type Seed = ReturnType<typeof smallCorp>;
type Members = Parameters<typeof smallCorp>[0];

/** As apps of before June 2022: with phone numbers and mail. */
const TELLS_ALL = { createdBeforeJune2022: true };

const member = (userid: string, more: Partial<Members[number]> = {}): Members[number] => ({
  userid,
  name: userid,
  department: [2],
  ...more,
});

/** A corp with an authenticator and a source of this name. */
async function open(
  name: string,
  members: Members,
  options: Record<string, unknown> = {},
  agent: Partial<Seed['agents'][number]> = {},
): Promise<Simulator> {
  const seed = smallCorp(members);
  // WeCom counts look-ups by corp and app, and so do we.
  const corpId = `wwpeople${String(corps.length).padStart(10, '0')}`;
  const corp = await createSimulator({ seed: { ...seed, corpId, agents: [{ ...seed.agents[0]!, ...agent }] } });
  corps.push(corp);
  await addAuthenticator(host, corp, name);
  await addSource(host, corp, name, { authenticator: name, ...options });
  return corp;
}

async function createUser(values: object): Promise<number> {
  return ((await host.app.db.getRepository('users').create({ values })) as Model).get('id') as number;
}

async function conflictOf(source: string, key: string): Promise<unknown> {
  const contact = await host.app.db.getModel<Model>(CONTACTS_COLLECTION).findOne({ where: { source, key } });
  return JSON.parse(contact?.get('conflict') as string);
}

const resolve = (values: object) => root.post('/api/openwecom:resolveContact').send(values);

describe('people who are here already', () => {
  it('are found by their username, whatever its case, and keep it', async () => {
    const id = await createUser({ username: 'AliceU', nickname: 'Before' });
    await open('usernames', [member('aliceu', { name: 'Alice' })]);
    const { run } = await pull(host, 'usernames');
    expect(run.counts).toMatchObject({ created: 0, updated: 1 });
    expect((await linkedUsers(host, 'usernames'))['aliceu']).toMatchObject({
      id,
      username: 'AliceU',
      nickname: 'Alice',
    });
  });

  it('are not looked for without a rule, and a taken username gets a number', async () => {
    const id = await createUser({ username: 'norulu' });
    await open('no-rule', [member('norulu')], { match: 'none' });
    await pull(host, 'no-rule');
    const made = (await linkedUsers(host, 'no-rule'))['norulu'];
    expect(made).toMatchObject({ username: 'norulu-2' });
    expect(made?.id).not.toBe(id);
  });

  it('are found among many, too, and what they have is given to nobody else', async () => {
    const id = await createUser({ username: 'CrowdA' });
    const mailed = await createUser({ username: 'mailed', email: 'Crowd@Here.example' });
    const others = Array.from({ length: 60 }, (_, n) => member(`crowd${n}`));
    const mail = { biz_mail: 'crowd@here.example' };
    const members = [member('crowd@x'), ...others, member('crowda'), member('crowd-m', mail), member('crowd_x')];
    await open('crowd', members, {}, TELLS_ALL);
    expect((await pull(host, 'crowd')).run.counts).toMatchObject({ created: 61, updated: 1, conflicts: 2, failed: 0 });
    const linked = await linkedUsers(host, 'crowd');
    expect(linked['crowda']?.id).toBe(id);
    // The name of somebody who was made by the same sync, in another batch.
    const made = linked['crowd@x'];
    expect(made?.username).toBe('crowd_x');
    expect(await conflictOf('crowd', 'crowd_x')).toEqual({ code: 'userTaken', users: [String(made?.id)] });
    expect(await conflictOf('crowd', 'crowd-m')).toEqual({ code: 'emailTaken', users: [String(mailed)] });
  });

  it('are never merged when two match, nor when somebody else has them: a person says', async () => {
    const ids = [await createUser({ username: 'Twin' }), await createUser({ username: 'TWIN' })];
    const taken = await createUser({ username: 'taken' });
    await open('twins', [member('twin'), member('taken')]);
    await host.app.db
      .getModel(LINKS_COLLECTION)
      .create({ authenticator: 'twins', wecomUserId: 'somebody-else', userId: taken });
    const { run, task } = await pull(host, 'twins');
    expect([task.status, run.counts]).toMatchObject(['success', { created: 0, updated: 0, conflicts: 2 }]);
    expect(await conflictOf('twins', 'twin')).toEqual({ code: 'ambiguous', users: ids.map(String) });
    expect(await conflictOf('twins', 'taken')).toEqual({ code: 'userTaken', users: [String(taken)] });

    expect((await resolve({ source: 'twins', key: 'twin', userId: ids[1] })).status).toBe(200);
    expect((await linkedUsers(host, 'twins'))['twin']).toMatchObject({ id: ids[1], departments: ['Workshop'] });
    const refused = await resolve({ source: 'twins', key: 'taken', userId: taken });
    expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('linked to another')]);
    expect((await resolve({ source: 'twins', key: 'taken', as: 'ignore' })).status).toBe(200);
    expect((await resolve({ source: 'twins', key: 'taken', as: 'ignore' })).status).toBe(409);
    expect((await pull(host, 'twins')).run.counts).toMatchObject({ unchanged: 1, ignored: 1, conflicts: 0 });
    expect((await resolve({ source: 'twins', key: 'taken', as: 'reopen' })).status).toBe(200);
    expect((await pull(host, 'twins')).run.counts).toMatchObject({ conflicts: 1 });
  });

  it('stay who they are when a person has somebody new made instead, without what only one can have', async () => {
    const id = await createUser({ username: 'double', phone: '13600000001', email: 'double@here.example' });
    await createUser({ username: 'DOUBLE' });
    const given = { mobile: '13600000001', biz_mail: 'double@here.example', position: 'Turner' };
    await open('made', [member('double', { name: 'Double', ...given })]);
    expect((await pull(host, 'made')).run.counts).toMatchObject({ created: 0, conflicts: 1 });
    expect((await resolve({ source: 'made', key: 'double', as: 'create' })).status).toBe(200);
    const made = (await linkedUsers(host, 'made'))['double'];
    expect(made).toMatchObject({ nickname: 'Double', phone: null, email: null, departments: ['Workshop'] });
    expect(made?.id).not.toBe(id);
    const { run } = await pull(host, 'made');
    expect([run.status, run.counts.created, run.counts.conflicts]).toEqual(['succeeded', 0, 0]);
    expect((await resolve({ source: 'made', key: 'double', as: 'create' })).status).toBe(409);
    expect((await resolve({ source: 'made', key: 'double' })).status).toBe(400);
    await host.app.db.getRepository('users').destroy({ filterByTk: id }); // Their phone number is nobody's business below.
  });

  it('are not linked by a rule when they may change settings, and by hand get departments but no new mail', async () => {
    const admin = await createUser({ username: 'chief', email: 'chief@here.example', roles: ['admin'] });
    await host.app.db.getRepository('roles').create({ values: { name: 'keeper', snippets: ['pm.users'] } });
    const keeper = await createUser({ username: 'keeper', roles: ['keeper'] });
    await open('chiefs', [member('chief', { biz_mail: 'chief@wecom.example' }), member('keeper')]);
    const { run } = await pull(host, 'chiefs');
    expect(run.counts).toMatchObject({ updated: 0, created: 0, conflicts: 2 });
    expect(await conflictOf('chiefs', 'keeper')).toEqual({ code: 'protectedUser', users: [String(keeper)] });
    await resolve({ source: 'chiefs', key: 'chief', userId: admin });
    expect((await linkedUsers(host, 'chiefs'))['chief']).toMatchObject({
      id: admin,
      nickname: null,
      email: 'chief@here.example',
      departments: ['Workshop'],
    });
  });

  it('are not linked again by what was written before, once they may change settings: a person unlinked them', async () => {
    await open('unlinked', [member('unl-chief'), member('unl-cook')], { match: 'none' });
    await pull(host, 'unlinked');
    const { id } = (await linkedUsers(host, 'unlinked'))['unl-chief']!;
    await host.app.db.getModel('rolesUsers').create({ userId: id, roleName: 'admin' });
    const filter = { authenticator: 'unlinked', wecomUserId: 'unl-chief' };
    await host.app.db.getRepository('wecomLinks').destroy({ filter });
    for (const _ of [1, 2]) {
      expect((await pull(host, 'unlinked')).run.counts).toMatchObject({ created: 0, updated: 0, conflicts: 1 });
      expect(await conflictOf('unlinked', 'unl-chief')).toEqual({ code: 'protectedUser', users: [String(id)] });
    }
    await resolve({ source: 'unlinked', key: 'unl-chief', userId: id });
    expect((await linkedUsers(host, 'unlinked'))['unl-chief']?.id).toBe(id);
  });

  it('are not linked with another authenticator by a sync, when they may change settings', async () => {
    const corp = await open('moved', [member('mov-chief'), member('mov-cook')], { match: 'none' });
    await pull(host, 'moved');
    const users = await linkedUsers(host, 'moved');
    await host.app.db.getModel('rolesUsers').create({ userId: users['mov-chief']!.id, roleName: 'admin' });
    await addAuthenticator(host, corp, 'moved-on');
    const row = await host.app.db.getModel<Model>('userDataSyncSources').findOne({ where: { name: 'moved' } });
    const options = { ...(row!.get('options') as object), authenticator: 'moved-on' };
    await row!.update({ options });
    expect((await pull(host, 'moved')).run.counts).toMatchObject({ created: 0, updated: 1, conflicts: 1 });
    expect(Object.keys(await linkedUsers(host, 'moved-on'))).toEqual(['mov-cook']);
  });

  it('keep a number that was handed over until they give it up: all else is written, and the page says so', async () => {
    const corp = await open('handed', [member('han-old', { mobile: '13511110001' }), member('han-new')], {}, TELLS_ALL);
    await pull(host, 'handed');
    const users = await linkedUsers(host, 'handed');
    corp.changeMember('han-old', { mobile: '' });
    corp.changeMember('han-new', { name: 'Heir', mobile: '13511110001' });
    for (const _ of [1, 2]) {
      const { run } = await pull(host, 'handed');
      expect([run.status, run.counts.conflicts, run.failures]).toEqual(['succeeded', 1, []]);
    }
    const conflict = { code: 'phoneTaken', users: [String(users['han-old']!.id)] };
    expect(await conflictOf('handed', 'han-new')).toEqual(conflict);
    expect(await contactStates(host, 'handed')).toEqual({ 'han-old': 'synced', 'han-new': 'synced' });
    expect((await linkedUsers(host, 'handed'))['han-new']).toMatchObject({ nickname: 'Heir', phone: null });
    await host.app.db.getModel('users').update({ phone: null }, { where: { id: users['han-old']!.id } });
    expect((await pull(host, 'handed')).run.counts).toMatchObject({ conflicts: 0, updated: 1 });
    expect((await linkedUsers(host, 'handed'))['han-new']).toMatchObject({ phone: '13511110001' });
    expect((await pull(host, 'handed')).run.counts).toMatchObject({ unchanged: 2 });
    await host.app.db.getModel('users').update({ phone: null }, { where: { id: users['han-new']!.id } });
  });

  it('is for administrators to say', async () => {
    const agent = await host.member('no-administrator');
    for (const action of ['resolveContact', 'cancelContactSync', 'confirmLeavers', 'declineLeavers']) {
      expect((await agent.post(`/api/openwecom:${action}`).send({})).status).toBe(403);
    }
    expect((await agent.get('/api/wecomContacts:list')).status).toBe(403);
    expect((await root.get('/api/wecomContacts:list')).status).toBe(200);
  });
});

describe('a rule for what WeCom does not tell', () => {
  it('tells nobody from two users who have the same, however they spell it', async () => {
    const ids = [
      await createUser({ nickname: 'One', phone: '13700002222' }),
      await createUser({ nickname: 'Two', phone: '+8613700002222' }),
      await createUser({ nickname: 'Three', email: 'Same@corp.example' }),
      await createUser({ nickname: 'Four', email: 'same@corp.example' }),
    ].map(String);
    const many = Array.from({ length: 99 }, (_, n) => member(`two-${n}`));
    await open('two-phones', [member('two-phone', { mobile: '13700002222' }), ...many], { match: 'phone' });
    expect((await pull(host, 'two-phones')).run.counts).toMatchObject({ created: 99, updated: 0, conflicts: 1 });
    expect(await conflictOf('two-phones', 'two-phone')).toEqual({ code: 'ambiguous', users: ids.slice(0, 2) });
    await open('two-mails', [member('two-mail', { biz_mail: 'same@corp.example' }), ...many], { match: 'email' });
    await pull(host, 'two-mails');
    expect(await conflictOf('two-mails', 'two-mail')).toEqual({ code: 'ambiguous', users: ids.slice(2) });
    await host.app.db.getRepository('users').destroy({ filter: { id: ids } }); // Nobody's business below.
  });

  it('is refused with the secret of contacts sync alone; a sync that finds out says so', async () => {
    const corp = await open('blind', [member('bli-one'), member('bli-two')], { match: 'none' });
    await createUser({ nickname: 'Somebody', email: 'somebody@blind.example' });
    const secret = await contactsSecret(host, corp);
    const refused = await root.post('/api/userDataSyncSources:create').send({
      name: 'blind-ids',
      sourceType: 'openwecom',
      enabled: true,
      options: { contactsSecret: secret, authenticator: 'blind', match: 'email' },
    });
    expect([refused.status, refused.text]).toEqual([
      400,
      expect.stringContaining('Enter the Secret of an application'),
    ]);
    await addSource(host, corp, 'blind-app', { authenticator: 'blind', secret, match: 'email' });
    const { run, task } = await pull(host, 'blind-app');
    expect([run.status, run.counts.waiting, task.message]).toEqual(['failed', 2, expect.stringContaining('2 members')]);
  });

  it('looks users up by phone, so many a day, remembers misses, and makes nobody in the meantime', async () => {
    const mine = await createUser({ nickname: 'Phone', phone: '+86 13700000001' });
    await createUser({ nickname: 'Nobody there', phone: '13700000099' });
    const members = Array.from({ length: 20 }, (_, n) =>
      member(`phone${n}`, { mobile: `137000000${String(n).padStart(2, '0')}` }),
    );
    const corp = await open('phones', members, { match: 'phone' });
    const lookUps = () => corp.calls().filter(({ path }) => path.endsWith('user/getuserid')).length;
    // 5 % of twenty is one a day.
    expect((await pull(host, 'phones')).run.counts).toMatchObject({ created: 0, updated: 1, waiting: 19 });
    expect((await linkedUsers(host, 'phones'))['phone1']?.id).toBe(mine);
    expect((await pull(host, 'phones')).run.counts).toMatchObject({ created: 0, unchanged: 1, waiting: 19 });
    expect(lookUps()).toBe(1);
    await host.app.db.getModel('wecomLookUps').update({ askedAt: Date.now() - 25 * 3_600_000 }, { where: {} });
    expect((await pull(host, 'phones')).run.counts).toMatchObject({ created: 19, unchanged: 1, waiting: 0 });
    expect(lookUps()).toBe(2);
    // The number nobody has is not asked for again.
    corp.addMember(member('phone-new'));
    expect((await pull(host, 'phones')).run.counts).toMatchObject({ created: 1, waiting: 0 });
    expect(lookUps()).toBe(2);
  });

  it('fails with the reason when WeCom refuses look-ups, and writes all else', async () => {
    await createUser({ nickname: 'Mail', email: 'ask@corp.example' });
    const corp = await open('mails', [member('mailer')], { match: 'email' });
    corp.addFault({ path: '/cgi-bin/user/get_userid_by_email', errcode: 45009, errmsg: 'too many' });
    const { run, task } = await pull(host, 'mails');
    expect([task.status, run.status, run.counts.waiting]).toEqual(['failed', 'failed', 1]);
    expect(task.message).toContain('45009');
  });
});

describe('members who left', () => {
  const four = () => ['one', 'two', 'three', 'four'];
  const leave = (corp: Simulator, ...userids: string[]) => userids.forEach((userid) => corp.removeMember(userid));

  it('stay as they are when the source says so', async () => {
    const corp = await open(
      'keep',
      four().map((name) => member(`keep-${name}`)),
      { leavers: 'keep' },
    );
    await pull(host, 'keep');
    leave(corp, 'keep-one', 'keep-two', 'keep-three');
    const { run } = await pull(host, 'keep');
    expect([run.status, run.counts.left]).toEqual(['succeeded', 3]);
    expect(Object.keys(await linkedUsers(host, 'keep'))).toHaveLength(4);
    expect((await pull(host, 'keep')).run.counts).toMatchObject({ left: 0, unchanged: 1 });
  });

  it('have their sessions ended by the sync that disables them', async () => {
    const corp = await open('session', [member('ses-one'), member('ses-two')], { leaverLimit: 50 });
    await pull(host, 'session');
    const { token } = (await signIn(host, corp, 'session', 'ses-one')).data;
    const check = () => host.anonymous().get('/api/auth:check').set('Authorization', `Bearer ${token}`);
    expect((await check()).status).toBe(200);
    leave(corp, 'ses-one');
    await pull(host, 'session');
    expect((await check()).status).toBe(401);
  });

  it('are disabled by default, and they are let in again when they come back', async () => {
    const corp = await open(
      'disable',
      four().map((name) => member(`dis-${name}`)),
      { leaverLimit: 25 },
    );
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
    const corp = await open(
      'remove',
      four().map((name) => member(`rem-${name}`)),
      { leavers: 'remove', leaverLimit: 25 },
    );
    await pull(host, 'remove');
    leave(corp, 'rem-one');
    await pull(host, 'remove');
    const { db } = host.app;
    expect(await db.getRepository('users').count({ filter: { username: 'rem-one' } })).toBe(0);
    expect(await db.getRepository('userDataSyncRecords').count({ filter: { sourceUk: 'rem-one' } })).toBe(0);
    expect(await db.getRepository('users').count({ filter: { username: 'rem-two' } })).toBe(1);
  });

  it('are left alone when they may change settings, and listed', async () => {
    const corp = await open(
      'admins',
      four().map((name) => member(`adm-${name}`)),
      { leavers: 'remove', leaverLimit: 100 },
    );
    await pull(host, 'admins');
    const { id } = (await linkedUsers(host, 'admins'))['adm-one']!;
    await host.app.db.getModel('rolesUsers').create({ userId: id, roleName: 'admin' });
    leave(corp, 'adm-one', 'adm-two');
    const { run } = await pull(host, 'admins');
    expect(run.counts).toMatchObject({ left: 1, conflicts: 1 });
    expect(await conflictOf('admins', 'adm-one')).toEqual({ code: 'protectedLeaver', users: [String(id)] });
    expect(Object.keys(await linkedUsers(host, 'admins'))).not.toContain('adm-two');
    await resolve({ source: 'admins', key: 'adm-one', as: 'ignore' });
    expect(await contactStates(host, 'admins')).toMatchObject({ 'adm-one': 'left' });
    expect(Object.keys(await linkedUsers(host, 'admins'))).toContain('adm-one');
  });

  it('are asked about when they are more than the set share, and go when somebody says so', async () => {
    const corp = await open(
      'many',
      four().map((name) => member(`many-${name}`)),
      { leaverLimit: 25 },
    );
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
    const corp = await open(
      'empty',
      four().map((name) => member(`emp-${name}`)),
      { leavers: 'remove', leaverLimit: 100 },
    );
    await pull(host, 'empty');
    leave(corp, ...four().map((name) => `emp-${name}`));
    const { run, task } = await pull(host, 'empty');
    expect([run.status, task.status, run.counts.left]).toEqual(['failed', 'failed', 0]);
    expect(task.message).toContain('without a single member');
    expect(Object.keys(await linkedUsers(host, 'empty'))).toHaveLength(4);
  });

  it('are not those who move while departments are read one after the other', async () => {
    const movers = [1, 2, 3].map((department) => member(`mov-${department}`, { department: [department] }));
    const corp = await open('moves', movers, { leavers: 'remove', leaverLimit: 100 });
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
    const corp = await open('shut', [member('shut-one'), member('shut-two')], { leaverLimit: 100 });
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
    const corp = await open(
      'renamed',
      [member('ren-old', { mobile: '13911112222' }), member('ren-other')],
      { match: 'phone', leavers: 'remove', leaverLimit: 100 },
      TELLS_ALL,
    );
    await pull(host, 'renamed');
    const { id } = (await linkedUsers(host, 'renamed'))['ren-old']!;
    corp.changeMember('ren-old', { userid: 'ren-new' });
    expect((await pull(host, 'renamed')).run.counts).toMatchObject({ left: 0, created: 0, conflicts: 1 });
    expect(await conflictOf('renamed', 'ren-new')).toEqual({ code: 'userTaken', users: [String(id)] });
    // Somebody says that it is the same person.
    await host.app.db.getRepository('wecomLinks').destroy({ filter: { authenticator: 'renamed', userId: id } });
    expect((await resolve({ source: 'renamed', key: 'ren-new', userId: id })).status).toBe(200);
    expect((await pull(host, 'renamed')).run.counts).toMatchObject({ left: 1, conflicts: 0 });
    expect((await linkedUsers(host, 'renamed'))['ren-new']?.id).toBe(id);
  });
});
