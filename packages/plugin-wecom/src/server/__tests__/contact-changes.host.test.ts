import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { Op, type Model } from '@nocobase/database';
import { createSimulator, type Simulator } from '@openwecom/simulator';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { LINKS_COLLECTION } from '../../constants';
import { newPair, sealedPair } from '../test-host/callbacks';
import {
  addSource,
  contactStates,
  contactsSecret,
  DEPARTMENT_PLUGINS,
  lastRun,
  linkedUsers,
  pull,
  smallCorp,
  writesTo,
} from '../test-host/contact-sync';
import { bootHost, type TestHost } from '../test-host/host';
import { addAuthenticator } from '../test-host/sign-in';

/** Much longer than it takes; how long that is, the benchmark measures. */
const WITHIN = { timeout: 30_000, interval: 50 };

let host: TestHost;
let corp: Simulator;
let server: Server;

beforeAll(async () => {
  const members = Array.from({ length: 20 }, (_, n) => ({
    userid: `m${n}`,
    name: `Member ${n}`,
    department: [2 + (n % 2)],
    mobile: `139000000${String(n).padStart(2, '0')}`,
  }));
  corp = await createSimulator({ seed: smallCorp(members) });
  host = await bootHost({ plugins: DEPARTMENT_PLUGINS, inFile: true });
  server = createServer((request, response) => void host.app.callback()(request, response));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
});
afterAll(async () => {
  await corp?.close();
  server?.close();
  await host?.close();
});

afterEach(settled);

/** A source that has synced and hears of changes. */
async function open(name: string, form: 'full' | 'ids', options: Record<string, unknown> = {}): Promise<void> {
  const pair = newPair();
  const root = await host.root();
  const sealed = await sealedPair(root, { ...pair, corpId: corp.seed.corpId });
  await addAuthenticator(host, corp, name);
  await addSource(host, corp, name, { authenticator: name, match: 'none', ...sealed, ...options });
  expect((await pull(host, name)).run.status).toBe('succeeded');
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/api/openwecom:callback/sync-${name}`;
  expect(await corp.saveCallback('contacts', { url, ...pair, form })).toMatchObject({ ok: true });
}

/** Callbacks that are not handled yet. */
const openCallbacks = () => host.app.db.getModel('wecomCallbacks').count({ where: { state: 'received' } });

/** What WeCom has told by now is handled; the host's own writes would meet ours on SQLite. */
async function settled(): Promise<void> {
  await corp.callbacksSettled();
  await vi.waitFor(async () => expect(await openCallbacks()).toBe(0), { timeout: 20_000 });
  const failed = await host.app.db.getModel<Model>('wecomCallbacks').findAll({ where: { attempts: { [Op.gt]: 1 } } });
  expect(failed.map((row) => row.get('problem') as string)).toEqual([]);
}

const userOf = async (source: string, key: string) => (await linkedUsers(host, source))[key];

describe.each(['full', 'ids'] as const)('changes told with %s', (form) => {
  const source = `told-${form}`;
  beforeAll(() => open(source, form));

  it('of members: a new one, another department, gone', async () => {
    const userid = `New-${form}`;
    corp.addMember({ userid, name: 'New', department: [2], position: 'Cook' });
    const key = userid.toLowerCase();
    await vi.waitFor(
      async () => expect(await userOf(source, key)).toMatchObject({ nickname: 'New', departments: ['Workshop'] }),
      WITHIN,
    );
    corp.changeMember(userid, { department: [3], name: 'Renamed' });
    await vi.waitFor(
      async () => expect(await userOf(source, key)).toMatchObject({ nickname: 'Renamed', departments: ['Office'] }),
      WITHIN,
    );
    corp.removeMember(userid);
    await vi.waitFor(async () => expect(await contactStates(host, source)).toMatchObject({ [key]: 'left' }), WITHIN);
    const link = await host.app.db
      .getModel<Model>(LINKS_COLLECTION)
      .findOne({ where: { authenticator: source, wecomUserId: key } });
    expect(link?.get('disabled')).toBe(true);
  });

  it('of a userid: the same person under another name', async () => {
    const before = await userOf(source, 'm1');
    const members = corp.seed.members.length;
    corp.changeMember('m1', { userid: `m1-${form}` });
    await vi.waitFor(async () => expect((await userOf(source, `m1-${form}`))?.id).toBe(before!.id), WITHIN);
    expect(await userOf(source, 'm1')).toBeUndefined();
    expect((await pull(host, source)).run.counts).toMatchObject({ created: 0, left: 0, unchanged: members });
    corp.changeMember(`m1-${form}`, { userid: 'm1' });
    await vi.waitFor(async () => expect((await userOf(source, 'm1'))?.id).toBe(before!.id), WITHIN);
  });

  it('of departments: a new one, moved with whoever is in it, gone', async () => {
    const titles = async () => {
      const rows = (await host.app.db.getRepository('departments').find({ appends: ['parent'] })) as Model[];
      return rows.map(
        (row) => `${(row.get('parent') as Model | null)?.get('title') as string}/${row.get('title') as string}`,
      );
    };
    const title = `Lab ${form}`;
    const id = corp.addDepartment({ name: title, parentid: 2 });
    await vi.waitFor(async () => expect(await titles()).toContain(`Workshop/${title}`), WITHIN);
    corp.changeMember('m2', { department: [id] });
    await vi.waitFor(async () => expect((await userOf(source, 'm2'))?.departments).toEqual([title]), WITHIN);
    corp.changeDepartment(id, { parentid: 3 });
    await vi.waitFor(async () => expect(await titles()).toContain(`Office/${title}`), WITHIN);
    corp.changeMember('m2', { department: [2] });
    corp.removeDepartment(id);
    await vi.waitFor(async () => expect((await titles()).some((one) => one.endsWith(title))).toBe(false), WITHIN);
  });
});

describe('events', () => {
  const at = (seconds: number, change: Record<string, string>) =>
    corp.sendCallback('contacts', {
      MsgType: 'event',
      Event: 'change_contact',
      CreateTime: String(1_700_000_000 + seconds),
      ...change,
    });

  beforeAll(() => open('order', 'ids'));

  it('in any order, and twice, come to what WeCom has now', async () => {
    corp.removeCallback('contacts');
    corp.addMember({ userid: 'late', name: 'Late', department: [2] });
    corp.removeMember('m3');
    const id = corp.addDepartment({ name: 'Unheard of', parentid: 1 });
    corp.changeMember('m4', { department: [id], name: 'Newest' });
    await open('disorder', 'ids');
    // As it was before all of that: the department unknown, the members elsewhere.
    await host.app.db.getModel('wecomContacts').update({ readAt: 0 }, { where: { source: 'disorder' } });
    at(9, { ChangeType: 'delete_user', UserID: 'late' });
    at(1, { ChangeType: 'create_user', UserID: 'late', Department: '2' });
    at(5, { ChangeType: 'update_user', UserID: 'm4', Department: '3', Name: 'Long ago' });
    at(5, { ChangeType: 'update_user', UserID: 'm4', Department: '3', Name: 'Long ago' });
    at(2, { ChangeType: 'create_user', UserID: 'm3', Department: '2' });
    at(3, { ChangeType: 'delete_party', Id: String(id) });
    await settled();
    const users = await linkedUsers(host, 'disorder');
    expect(users['late']).toMatchObject({ nickname: 'Late' });
    expect(users['m4']).toMatchObject({ nickname: 'Newest', departments: ['Unheard of'] });
    expect(users['m3']).toBeUndefined();
  });

  it('write nothing when they tell what is known', async () => {
    const writes = await writesTo(
      host,
      // Not of contacts: until when they were so is noted, for whoever read them earlier and writes later.
      ['users', 'departments', 'departmentsUsers', 'wecomLinks', 'userDataSyncRecords'],
      async () => {
        at(20, { ChangeType: 'update_user', UserID: 'm5', Department: '3' });
        at(21, { ChangeType: 'update_party', Id: '2' });
        await settled();
      },
    );
    expect(writes).toEqual([]);
  });

  it('of tags bring whom the app sees by them, and take whom it no longer sees', async () => {
    const [agent] = corp.seed.agents;
    corp.changeAgent(agent!.agentId, { visibleRange: { users: [], departments: [2], tags: [] } });
    await open('tagged', 'ids', { leaverLimit: 100 });
    expect(await userOf('tagged', 'm7')).toBeUndefined();
    const tag = corp.addTag({ tagname: 'Night shift', userlist: ['m7'] });
    corp.changeAgent(agent!.agentId, { visibleRange: { users: [], departments: [2], tags: [tag] } });
    corp.changeTag(tag, { userlist: ['m7', 'm9'] });
    at(30, { ChangeType: 'update_tag', TagId: String(tag), AddUserItems: 'm7' });
    await vi.waitFor(
      async () => expect(Object.keys(await linkedUsers(host, 'tagged'))).toEqual(expect.arrayContaining(['m7', 'm9'])),
      WITHIN,
    );
    corp.changeTag(tag, { userlist: ['m9'] });
    await vi.waitFor(
      async () => expect(await contactStates(host, 'tagged')).toMatchObject({ m7: 'left', m9: 'synced' }),
      WITHIN,
    );
    corp.changeAgent(agent!.agentId, { visibleRange: { users: [], departments: [1], tags: [] } });
  });

  it('are not undone by a sync that read before them and writes after', async () => {
    // As if the member had been looked up while the sync was reading.
    const where = { source: 'tagged', key: 'm9' };
    await host.app.db.getModel('wecomContacts').update({ readAt: Date.now() + 60_000 }, { where });
    corp.changeMember('m9', { name: 'Read too early' });
    await settled();
    await pull(host, 'tagged');
    expect((await userOf('tagged', 'm9'))?.nickname).toBe('Member 9');
    await host.app.db.getModel('wecomContacts').update({ readAt: 0 }, { where });
    await pull(host, 'tagged');
    expect((await userOf('tagged', 'm9'))?.nickname).toBe('Read too early');
  });

  it('of many who leave in a day stop at the set share, and a sync asks', async () => {
    await open('leaving', 'ids', { leaverLimit: 10 });
    const many = ['m10', 'm11', 'm12', 'm13', 'm14'];
    for (const userid of many) corp.removeMember(userid);
    await corp.callbacksSettled();
    await vi.waitFor(async () => expect((await lastRun(host, 'leaving'))?.status).toBe('question'), {
      timeout: 10_000,
    });
    const states = await contactStates(host, 'leaving');
    expect(many.filter((userid) => states[userid] === 'left').length).toBeLessThanOrEqual(2);
  });
});

describe('departments', () => {
  /** What was tried again is what these tests are about. */
  const forgetAttempts = () => host.app.db.getModel('wecomCallbacks').update({ attempts: 1 }, { where: {} });
  const titles = async () =>
    ((await host.app.db.getRepository('departments').find()) as Model[]).map((row) => row.get('title') as string);

  it('that come into view bring their people, also when that fails half-way at first', async () => {
    const [agent] = corp.seed.agents;
    corp.changeAgent(agent!.agentId, { visibleRange: { users: [], departments: [2], tags: [] } });
    const id = corp.addDepartment({ name: 'Harbour', parentid: 1 });
    corp.addMember({ userid: 'sailor', name: 'Sailor', department: [id] });
    await open('half-way', 'ids', { leaverLimit: 100 });
    corp.addFault({ path: '/cgi-bin/user/list', errcode: 50003 });
    corp.changeDepartment(id, { parentid: 2 });
    await vi.waitFor(
      async () => expect(await contactStates(host, 'half-way')).toMatchObject({ sailor: 'synced' }),
      WITHIN,
    );
    expect((await userOf('half-way', 'sailor'))?.departments).toEqual(['Harbour']);
    corp.changeAgent(agent!.agentId, { visibleRange: { users: [], departments: [1], tags: [] } });
    await vi.waitFor(async () => expect(await openCallbacks()).toBe(0), WITHIN);
    await forgetAttempts();
  });

  it('that an event and a sync make at once are made once', async () => {
    await open('at-once', 'ids');
    // The event is handled slowly; meanwhile a sync reads the new department, too, and writes it last.
    corp.addFault({ path: '/cgi-bin/department/list', delayMs: 1500 });
    corp.addDepartment({ name: 'Made once', parentid: 1 });
    const inHand = { state: 'received', attempts: 1 };
    await expect.poll(() => host.app.db.getModel('wecomCallbacks').count({ where: inHand }), WITHIN).toBe(1);
    await new Promise((asked) => setTimeout(asked, 500));
    corp.addFault({ path: '/cgi-bin/user/list', delayMs: 3000, times: 3 });
    expect((await pull(host, 'at-once')).run.status).toBe('succeeded');
    await settled();
    expect((await titles()).filter((title) => title === 'Made once')).toHaveLength(1);
  });

  it('that somebody deleted here come back with their people', async () => {
    await open('deleted-here', 'ids');
    const own = async () =>
      (await host.app.db
        .getModel<Model>('wecomContacts')
        .findOne({ where: { source: 'deleted-here', kind: 'department', key: '3' } }))!;
    const before = (await userOf('deleted-here', 'm5'))?.departments;
    expect(before).toEqual(['Office']);
    await host.app.db.getRepository('departments').destroy({ filterByTk: (await own()).get('target') as string });
    expect((await userOf('deleted-here', 'm5'))?.departments).toEqual([]);
    corp.addDepartment({ name: 'Whatever', parentid: 1 });
    await vi.waitFor(async () => expect((await userOf('deleted-here', 'm5'))?.departments).toEqual(before), WITHIN);
  });
});

describe('a change that cannot be written', () => {
  it('is tried again, and no phone number gets into a log', async () => {
    const secret = await contactsSecret(host, corp);
    await open('refused', 'full', { secret: undefined, contactsSecret: secret });
    const users = host.app.db.getModel<Model>('users');
    const phone = '13866666666';
    const parent = { code: '23505', constraint: 'users_phone' };
    const refuse = (user: Model) => {
      if (user.get('phone') !== phone) return;
      throw Object.assign(new Error(`Duplicate ${phone}`), { name: 'SequelizeDatabaseError', parent, sql: phone });
    };
    users.addHook('beforeUpdate', 'refuse', refuse);
    tell('update_user', { UserID: 'm6', Department: '2', Mobile: phone });
    const row = () => host.app.db.getModel<Model>('wecomCallbacks').findOne({ where: { problem: { [Op.not]: null } } });
    await vi.waitFor(async () => expect(await row()).not.toBeNull(), WITHIN);
    expect((await row())?.get('problem')).toContain('m6: SequelizeDatabaseError 23505 users_phone');
    users.removeHook('beforeUpdate', 'refuse');
    await vi.waitFor(async () => expect((await userOf('refused', 'm6'))?.phone).toBe(phone), WITHIN);
    await vi.waitFor(async () => expect(await openCallbacks()).toBe(0), WITHIN);
    await host.app.db.getModel('wecomCallbacks').update({ attempts: 1, problem: null }, { where: {} });
    const folder = path.join(host.storage, 'logs');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.log'));
    const logs = files.map((file) => readFileSync(path.join(folder, file), 'utf8')).join('\n');
    expect([logs.includes('users_phone'), logs.includes(phone)]).toEqual([true, false]);
  });
});

/** As WeCom would tell it, so many seconds ago. */
function tell(ChangeType: string, change: Record<string, string>, secondsAgo = 0): void {
  const CreateTime = String(Math.floor(Date.now() / 1000) - secondsAgo);
  corp.sendCallback('contacts', { MsgType: 'event', Event: 'change_contact', CreateTime, ChangeType, ...change });
}

describe('with ids alone', () => {
  it('what a full event says is written, and a phone that is somebody’s is a conflict', async () => {
    const secret = await contactsSecret(host, corp);
    const owner = (await host.app.db
      .getRepository('users')
      .create({ values: { nickname: 'Owner', phone: '13888888888' } })) as Model;
    await open('only-ids', 'full', { secret: undefined, contactsSecret: secret });
    corp.addMember({ userid: 'Full', name: 'In full', department: [2], mobile: '13877777777' });
    await vi.waitFor(
      async () => expect(await userOf('only-ids', 'full')).toMatchObject({ nickname: 'In full', phone: '13877777777' }),
      WITHIN,
    );
    corp.addMember({ userid: 'Taken', name: 'Taken', department: [2], mobile: '13888888888' });
    await vi.waitFor(
      async () => expect(await contactStates(host, 'only-ids')).toMatchObject({ taken: 'conflict' }),
      WITHIN,
    );
    expect(owner.get('id')).toBeDefined();
  });

  it('what an event leaves out stays: who leads, and where', async () => {
    tell('create_user', { UserID: 'lead', Name: 'Lead', Department: '2,3', IsLeaderInDept: '1,0' });
    // The secret may not read their names.
    const departments = ['Department 2*', 'Department 3'];
    await vi.waitFor(async () => expect((await userOf('only-ids', 'lead'))?.departments).toEqual(departments), WITHIN);
    tell('update_user', { UserID: 'lead', Name: 'Leader' });
    await vi.waitFor(async () => expect((await userOf('only-ids', 'lead'))?.nickname).toBe('Leader'), WITHIN);
    tell('update_user', { UserID: 'lead', Name: 'Leading', Department: '2,3' });
    await vi.waitFor(async () => expect((await userOf('only-ids', 'lead'))?.nickname).toBe('Leading'), WITHIN);
    expect((await userOf('only-ids', 'lead'))?.departments).toEqual(departments);
  });

  it('an event that is late undoes nothing newer', async () => {
    tell('delete_user', { UserID: 'lead' }, 30);
    tell('update_user', { UserID: 'lead', Name: 'Long ago' }, 40);
    await settled();
    expect(await contactStates(host, 'only-ids')).toMatchObject({ lead: 'synced' });
    expect((await userOf('only-ids', 'lead'))?.nickname).toBe('Leading');
    // They came and went before anybody heard of them.
    tell('delete_user', { UserID: 'brief' }, 5);
    await settled();
    tell('create_user', { UserID: 'brief', Department: '2' }, 10);
    await settled();
    expect(await userOf('only-ids', 'brief')).toBeUndefined();
  });

  it('a new userid that was heard of before leaves the old user to a person', async () => {
    const old = await userOf('only-ids', 'lead');
    tell('create_user', { UserID: 'lead-new', Department: '2' });
    await vi.waitFor(async () => expect(await userOf('only-ids', 'lead-new')).toBeDefined(), WITHIN);
    tell('update_user', { UserID: 'lead', NewUserID: 'lead-new', Department: '2' });
    await settled();
    expect(await contactStates(host, 'only-ids')).toMatchObject({ lead: 'conflict', 'lead-new': 'synced' });
    const where = { source: 'only-ids', key: 'lead' };
    const contact = await host.app.db.getModel<Model>('wecomContacts').findOne({ where });
    expect(JSON.parse(contact?.get('conflict') as string)).toEqual({ code: 'renamed', users: [String(old!.id)] });
    const root = await host.root();
    expect((await root.post('/api/openwecom:resolveContact').send({ ...where, as: 'ignore' })).status).toBe(200);
    expect(await contactStates(host, 'only-ids')).toMatchObject({ lead: 'left' });
  });
});
