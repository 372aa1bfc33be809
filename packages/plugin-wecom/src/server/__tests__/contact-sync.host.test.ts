import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Model } from '@nocobase/database';
import type PluginUserDataSyncServer from '@nocobase/plugin-user-data-sync';
import { createSimulator, type Simulator } from '@openwecom/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addSource, DEPARTMENT_PLUGINS, linkedUsers, pull, smallCorp, writesTo } from '../test-host/contact-sync';
import { bootHost, type TestHost } from '../test-host/host';
import { addAuthenticator } from '../test-host/sign-in';

let host: TestHost;
let acme: Simulator;
/** Changed from test to test, each beginning where the one before ended. */
let corp: Simulator;

beforeAll(async () => {
  acme = await createSimulator();
  corp = await createSimulator({
    seed: smallCorp([
      { userid: 'Ada', name: 'Ada', department: [2, 3], main_department: 3, mobile: '13900000001' },
      { userid: 'Bob', name: 'Bob', department: [2] },
      { userid: 'Cid', name: 'Cid', department: [3] },
    ]),
  });
  host = await bootHost({ plugins: DEPARTMENT_PLUGINS, inFile: true });
  for (const name of ['wecom', 'small']) await addAuthenticator(host, acme, name);
  await addSource(host, acme, 'acme');
  await addSource(host, corp, 'small', { authenticator: 'small' });
});
afterAll(async () => {
  await host?.close();
  await acme?.close();
  await corp?.close();
});

const departments = async () =>
  ((await host.app.db.getRepository('departments').find({ appends: ['parent'], sort: 'sort' })) as Model[]).map(
    (row) => ({
      id: row.get('id') as number,
      title: row.get('title') as string,
      sort: row.get('sort') as number,
      isLeaf: row.get('isLeaf') as boolean,
      parent: (row.get('parent') as Model | null)?.get('title') as string | undefined,
    }),
  );

describe('a first sync', () => {
  it('makes the departments the app sees, in their order, with the tree and its leaves', async () => {
    const { run, task } = await pull(host, 'acme');
    expect([task.status, run.status, run.reason]).toEqual(['success', 'succeeded', null]);
    const rows = (await departments()).map(({ title, sort, isLeaf, parent }) => [title, sort, isLeaf, parent]);
    expect(rows.sort()).toEqual(
      [
        // The corp itself is outside the visible range, so what is below it stands at the top.
        ['产品研发部', 1, false, undefined],
        ['人事行政部', 2, true, undefined],
        ['财务部', 3, true, undefined],
        ['前端组', 1, true, '产品研发部'],
        ['后端组', 2, true, '产品研发部'],
      ].sort(),
    );
    expect(run.counts).toMatchObject({ departmentsCreated: 5, created: 12, updated: 0, unchanged: 0, failed: 0 });
  });

  it('makes the members it sees, by department, by themselves and by a tag, linked to the authenticator', async () => {
    const users = await linkedUsers(host);
    expect(Object.keys(users).sort()).toEqual([
      '10010',
      'gaoyuan',
      'huanghe',
      'linxia',
      'lisi',
      'sunqi',
      'wangfang',
      'wangwu',
      'xulei',
      'zhangsan',
      'zhaomin',
      'zhenghao',
    ]);
    expect(users['lisi']).toMatchObject({
      username: 'lisi',
      nickname: '李四',
      departments: ['产品研发部*'],
      mainDepartment: '产品研发部',
    });
    expect(users['sunqi']).toMatchObject({ nickname: '孙琪', departments: [] });
  });

  it('asks WeCom once for the tree and once for each department', () => {
    const paths = acme.calls().map(({ path: of }) => of.replace('/cgi-bin/', ''));
    const times = (of: string) => paths.filter((one) => one === of).length;
    expect(Object.fromEntries([...new Set(paths)].map((of) => [of, times(of)]))).toEqual({
      gettoken: 1,
      'department/list': 1,
      'user/list': 5,
      // Whom the app sees without their department: by name, and by a tag.
      'agent/get': 1,
      'tag/get': 1,
      'user/get': 2,
    });
  });

  it('leaves no name and no number in the log the host keeps of syncs', () => {
    const folder = path.join(host.storage, 'logs');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.log'));
    const logs = files.map((file) => readFileSync(path.join(folder, file), 'utf8')).join('\n');
    expect(files.some((file) => file.includes('user-data-sync'))).toBe(true);
    expect(logs).not.toContain('李四');
  });
});

describe('a second sync', () => {
  it('writes nothing to users and departments when nothing changed', async () => {
    const tables = ['users', 'departments', 'departmentsUsers', 'wecomLinks', 'wecomContacts', 'userDataSyncRecords'];
    let counts: object = {};
    const writes = await writesTo(host, tables, async () => (counts = (await pull(host, 'acme')).run.counts));
    expect(writes).toEqual([]);
    expect(counts).toMatchObject({
      unchanged: 12,
      created: 0,
      updated: 0,
      departmentsCreated: 0,
      departmentsUpdated: 0,
    });
  });

  it('writes what changed: names, departments, leaders, the tree and its order', async () => {
    await pull(host, 'small');
    const before = await linkedUsers(host, 'small');
    expect(before).toMatchObject({
      ada: { nickname: 'Ada', departments: ['Office', 'Workshop'], mainDepartment: 'Office' },
      bob: { departments: ['Workshop'] },
    });
    corp.addDepartment({ id: 4, name: 'Paint shop', parentid: 2, order: 0, department_leader: ['Bob'] });
    corp.changeDepartment(3, { name: 'Front office', order: 30 });
    corp.changeMember('Ada', { name: 'Ada L.', department: [4], main_department: 4 });
    corp.changeMember('Bob', { department: [2, 4] });
    corp.addMember({ userid: 'Dan', name: 'Dan', department: [3] });
    const { run } = await pull(host, 'small');
    expect(run.counts).toMatchObject({
      created: 1,
      updated: 2,
      unchanged: 1,
      departmentsCreated: 1,
      departmentsUpdated: 2,
    });
    const after = await linkedUsers(host, 'small');
    expect(after).toMatchObject({
      ada: { id: before['ada']!.id, nickname: 'Ada L.', departments: ['Paint shop'], mainDepartment: 'Paint shop' },
      bob: { departments: ['Paint shop*', 'Workshop'], mainDepartment: 'Workshop' },
      cid: { departments: ['Front office'] },
      dan: { nickname: 'Dan', departments: ['Front office'] },
    });
    const tree = (await departments()).filter(({ parent }) => parent === 'Small corp');
    expect(tree.map(({ title, isLeaf }) => [title, isLeaf])).toEqual([
      ['Front office', true],
      ['Workshop', false],
    ]);
  });

  it('leaves alone what people made: departments, memberships, and where they put ours', async () => {
    const { db } = host.app;
    const create = async (title: string) =>
      (await db.getRepository('departments').create({ values: { title } })) as Model;
    const [top, mine] = [await create('Group'), await create('Choir')];
    const small = (await departments()).find(({ title }) => title === 'Small corp');
    await db
      .getRepository('departments')
      .update({ filterByTk: small!.id, values: { parentId: top.get('id') as number } });
    const ada = (await linkedUsers(host, 'small'))['ada']!;
    await db.getModel('departmentsUsers').create({ userId: ada.id, departmentId: mine.get('id') });
    corp.changeDepartment(1, { name: 'Small corp Ltd' });
    corp.changeMember('Ada', { department: [3], main_department: 3 });
    await pull(host, 'small');
    expect((await departments()).find(({ title }) => title === 'Small corp Ltd')?.parent).toBe('Group');
    expect((await linkedUsers(host, 'small'))['ada']?.departments).toEqual(['Choir', 'Front office']);
  });

  it('makes again what somebody deleted here, and links again whom somebody unlinked', async () => {
    const { db } = host.app;
    const users = await linkedUsers(host, 'small');
    await db.getRepository('users').destroy({ filterByTk: users['cid']!.id });
    await db.getRepository('wecomLinks').destroy({ filter: { authenticator: 'small', wecomUserId: 'bob' } });
    const office = (await departments()).find(({ title }) => title === 'Front office');
    await db.getRepository('departments').destroy({ filterByTk: office!.id });
    const { run } = await pull(host, 'small');
    expect(run).toMatchObject({ status: 'succeeded', counts: { created: 1, departmentsCreated: 1 } });
    const after = await linkedUsers(host, 'small');
    expect(after['bob']?.id).toBe(users['bob']!.id);
    expect(after['cid']).toMatchObject({ nickname: 'Cid', departments: ['Front office'] });
    expect(after['ada']?.departments).toEqual(['Choir', 'Front office']);
  });
});

describe('departments that are gone', () => {
  it('lose the people who are elsewhere now, and go when nobody is in them', async () => {
    corp.addDepartment({ id: 30, name: 'Annex', parentid: 3 });
    corp.addMember({ userid: 'Fay', name: 'Fay', department: [30], main_department: 30 });
    await pull(host, 'small');
    expect((await linkedUsers(host, 'small'))['fay']).toMatchObject({
      departments: ['Annex'],
      mainDepartment: 'Annex',
    });
    corp.changeMember('Fay', { department: [2], main_department: 2 });
    corp.removeDepartment(30);
    expect((await pull(host, 'small')).run.counts).toMatchObject({ updated: 1, departmentsRemoved: 1 });
    expect((await linkedUsers(host, 'small'))['fay']).toMatchObject({
      departments: ['Workshop'],
      mainDepartment: 'Workshop',
    });
    expect((await departments()).map(({ title }) => title)).not.toContain('Annex');
  });

  it('are not the main one of anybody who has left them, whatever WeCom says of the new one', async () => {
    await addAuthenticator(host, corp, 'part');
    await addSource(host, corp, 'part', { authenticator: 'part', match: 'none', departments: [2, 3] });
    corp.addMember({ userid: 'Gus', name: 'Gus', department: [1, 2], main_department: 1 });
    await pull(host, 'part');
    expect((await linkedUsers(host, 'part'))['gus']).toMatchObject({ mainDepartment: 'Workshop' });
    corp.changeMember('Gus', { name: 'Augustus', department: [1, 3], main_department: 1 });
    const { run } = await pull(host, 'part');
    expect([run.status, run.failures]).toEqual(['succeeded', []]);
    expect((await linkedUsers(host, 'part'))['gus']).toMatchObject({
      nickname: 'Augustus',
      departments: ['Front office'],
      mainDepartment: 'Front office',
    });
  });
});

describe('a user made by a sync', () => {
  const EVENTS = ['beforeValidate', 'afterValidate', 'beforeCreate', 'beforeSave', 'afterCreate', 'afterSave'];

  it('is the user the host makes from the same data, with the same role, records and events', async () => {
    const { app } = host;
    const heard: string[] = [];
    const listeners = [...EVENTS, 'afterCreateWithAssociations', 'afterSaveWithAssociations'].map(
      (event) =>
        [`users.${event}`, (user: Model) => void heard.push(`${event} ${String(user.get('nickname'))}`)] as const,
    );
    for (const [event, listener] of listeners) app.db.on(event, listener);
    const { resourceManager } = app.pm.get<PluginUserDataSyncServer>('user-data-sync');
    const sourceName = 'by-host';
    const department = { uid: '9', title: 'Team' };
    const member = { uid: 'eva', username: 'eva-host', nickname: 'Eva' };
    const user = { ...member, departments: [{ uid: '9', isOwner: true, isMain: true }] };
    await resourceManager.updateOrCreate({ sourceName, dataType: 'department', records: [department] });
    await resourceManager.updateOrCreate({ sourceName, dataType: 'user', records: [user] });
    const byHost = heard.splice(0);

    corp.addMember({ userid: 'Eva', name: 'Eva', department: [2], main_department: 2 });
    corp.addDepartment({ id: 9, name: 'Team', parentid: 1, department_leader: ['Eva'] });
    corp.changeMember('Eva', { department: [9], main_department: 9 });
    await pull(host, 'small');
    for (const [event, listener] of listeners) app.db.off(event, listener);
    // The host goes on to update the user it has made; each event counts where it first was.
    const order = (events: readonly string[]) => [...new Set(events.filter((event) => event.endsWith(' Eva')))];
    expect(order(heard)).toEqual(order(byHost));

    const [expected, made] = [await shapeOf('eva-host'), await shapeOf('eva')];
    expect(made).toEqual(expected);
    expect(made).toMatchObject({ roles: ['member'], departments: [['Team', true]], main: 'Team' });
  });

  async function shapeOf(username: string): Promise<object> {
    const { db } = host.app;
    const appends = ['roles', 'departments', 'mainDepartment'];
    const user = (await db.getRepository('users').findOne({ filter: { username }, appends })) as Model;
    const values = user.toJSON<Record<string, unknown>>();
    const record = (await db.getRepository('userDataSyncRecords').findOne({
      filter: { 'resources.resource': 'users', 'resources.resourcePk': String(user.get('id')) },
      appends: ['resources'],
    })) as Model;
    const all = (await db.getRepository('userDataSyncRecordsResources').find({
      filter: { recordId: record.get('id') as number },
    })) as Model[];
    return {
      fields: Object.keys(values).sort(),
      types: Object.entries(values).map(([name, value]) => [name, typeof value]),
      roles: (values.roles as { name: string }[]).map(({ name }) => name),
      departments: (values.departments as { title: string; departmentsUsers: { isOwner: boolean } }[]).map((one) => [
        one.title,
        one.departmentsUsers.isOwner,
      ]),
      main: (values.mainDepartment as { title: string }).title,
      record: [record.get('sourceUk'), record.get('dataType'), Object.keys(record.get('metaData') as object)],
      resources: all.map((row) => row.get('resource') as string).sort(),
    };
  }
});

describe('a position', () => {
  it('is written once users have a field for it, and is no news before', async () => {
    corp.changeMember('Bob', { position: 'Turner' });
    expect((await pull(host, 'small')).run.counts).toMatchObject({ updated: 0 });
    const root = await host.root();
    await root
      .post('/api/collections/users/fields:create')
      .send({ name: 'position', type: 'string', interface: 'input', uiSchema: { title: 'Position' } })
      .expect(200);
    await pull(host, 'small');
    expect((await linkedUsers(host, 'small'))['bob']).toMatchObject({ position: 'Turner' });
    expect((await pull(host, 'small')).run.counts).toMatchObject({ updated: 0 });
  });
});
