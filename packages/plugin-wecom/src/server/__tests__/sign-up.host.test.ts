import type { Model } from '@nocobase/database';
import { createSimulator, type Simulator } from '@openwecom/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bootHost, type TestHost } from '../test-host/host';
import { addAuthenticator, linksOf, signIn, start } from '../test-host/sign-in';

let host: TestHost;
let simulator: Simulator;

beforeAll(async () => {
  simulator = await createSimulator();
  host = await bootHost();
  await addAuthenticator(host, simulator, 'open', { autoSignup: true });
  await addAuthenticator(host, simulator, 'by-username', { match: 'username' });
  await addAuthenticator(host, simulator, 'by-phone', { match: 'phone' });
  await addAuthenticator(host, simulator, 'by-mail', { match: 'email' });
  await addAuthenticator(host, simulator, 'by-personal-mail', { match: 'email', personalMail: true });
  await addAuthenticator(host, simulator, 'phone-or-new', { match: 'phone', autoSignup: true });
});
afterAll(async () => {
  await host?.close();
  await simulator?.close();
});

const users = () => host.app.db.getRepository('users');

async function createUser(values: object): Promise<number> {
  return ((await users().create({ values })) as Model).get('id') as number;
}

/** A user with their roles, without what differs from one to the next. */
async function shapeOf(id: unknown): Promise<object> {
  const user = (await users().findOne({ filter: { id } as never, appends: ['roles'] })) as Model;
  const {
    id: _,
    username,
    nickname,
    sort,
    createdAt,
    updatedAt,
    roles,
    ...rest
  } = user.toJSON<Record<string, unknown>>();
  const names = (roles as { name: string; rolesUsers: object }[]).map(({ name }) => name);
  const types = [username, nickname, sort, createdAt, updatedAt].map((value) => typeof value);
  return { ...rest, types, roles: names };
}

describe('automatic sign-up', () => {
  it('makes the user that the host itself would make', async () => {
    const root = await host.root();
    const values = { username: 'by-hand', nickname: 'By hand' };
    const byHand = await root.post('/api/users:create').send(values);
    const { data } = await signIn(host, simulator, 'open', 'ZhengHao');
    expect(data.user).toMatchObject({ username: 'zhenghao', nickname: '郑浩' });
    // Who made it is the one thing that differs: nobody was signed in.
    const expected = await shapeOf((byHand.body as { data: { id: number } }).data.id);
    expect(await shapeOf(data.user.id)).toEqual({ ...expected, createdById: null, updatedById: null });
    expect(expected).toMatchObject({ roles: ['member'] });
  });

  it('tells the rest of the host, as making a user by hand does', async () => {
    const told: string[] = [];
    const events = ['users.afterCreate', 'users.afterCreateWithAssociations', 'users.afterSaveWithAssociations'];
    const listeners = events.map((event) => [event, () => void told.push(event)] as const);
    for (const [event, listener] of listeners) host.app.db.on(event, listener);
    await createUser({ username: 'told' });
    const byHand = told.splice(0);
    await signIn(host, simulator, 'open', 'zhaomin');
    for (const [event, listener] of listeners) host.app.db.off(event, listener);
    expect(told).toEqual(byHand);
    expect(byHand).toHaveLength(3);
  });

  it('gives the default role the host has now', async () => {
    const roles = host.app.db.getRepository('roles');
    await roles.create({ values: { name: 'newcomer', default: true, snippets: ['!pm', '!pm.*'] } });
    await roles.update({ filter: { name: 'member' }, values: { default: false } });
    const { data } = await signIn(host, simulator, 'open', 'sunqi');
    await roles.update({ filter: { name: 'member' }, values: { default: true } });
    await roles.update({ filter: { name: 'newcomer' }, values: { default: false } });
    expect(await shapeOf(data.user.id)).toMatchObject({ roles: ['newcomer'] });
  });

  it('signs the same member in again, and not up', async () => {
    const first = await signIn(host, simulator, 'open', 'lisi');
    const second = await signIn(host, simulator, 'open', 'lisi');
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.data.user.id).toBe(first.data.user.id);
    expect(await linksOf(host, 'lisi')).toHaveLength(1);
    expect(await host.app.db.getRepository('usersAuthenticators').count({ filter: { uuid: 'lisi' } })).toBe(1);
  });

  it('gives another username when somebody has it, in whatever case', async () => {
    await createUser({ username: 'WangWu' });
    await createUser({ username: 'wangwu-2' });
    const { data } = await signIn(host, simulator, 'open', 'wangwu');
    expect(data.user).toMatchObject({ username: 'wangwu-3', nickname: '王五' });
  });
});

describe('a rule', () => {
  it('finds a user by username, without asking for anything private', async () => {
    const id = await createUser({ username: 'XuLei' });
    const { url } = await start(host.anonymous(), 'by-username');
    expect(url.searchParams.get('scope')).toBe('snsapi_base');
    expect((await signIn(host, simulator, 'by-username', 'xulei')).data.user.id).toBe(id);
    expect(await linksOf(host, 'xulei')).toMatchObject([{ authenticator: 'by-username', userId: id }]);
  });

  it('finds a user by phone, however it is written, and asks for consent', async () => {
    const id = await createUser({ nickname: 'Phone', phone: '+86 13800000003' });
    const { url } = await start(host.anonymous(), 'by-phone');
    expect(url.searchParams.get('scope')).toBe('snsapi_privateinfo');
    expect((await signIn(host, simulator, 'by-phone', 'lisi')).data.user.id).toBe(id);
  });

  it('finds a user by the corporate mail, and by the personal one only when told so', async () => {
    const corporate = await createUser({ nickname: 'Corporate', email: 'LiSi@Acme.example' });
    const personal = await createUser({ nickname: 'Personal', email: 'lisi@example.com' });
    expect((await signIn(host, simulator, 'by-mail', 'lisi')).data.user.id).toBe(corporate);
    expect((await signIn(host, simulator, 'by-personal-mail', 'lisi')).data.user.id).toBe(personal);
  });

  it('goes by the link first', async () => {
    const linked = await createUser({ nickname: 'Linked' });
    await createUser({ username: 'wangfang' });
    const values = { authenticator: 'by-username', wecomUserId: 'wangfang', userId: linked };
    await host.app.db.getRepository('wecomLinks').create({ values });
    expect((await signIn(host, simulator, 'by-username', 'wangfang')).data.user.id).toBe(linked);
  });

  it('signs up whom it does not find, with what it looked for', async () => {
    const { data } = await signIn(host, simulator, 'phone-or-new', 'wangfang');
    expect(data.user).toMatchObject({ nickname: '王芳', phone: '13800000005' });
  });

  it('refuses when nobody is found and nobody is signed up', async () => {
    expect(await signIn(host, simulator, 'by-phone', 'zhangsan')).toMatchObject({
      status: 403,
      error: { code: 'noUser', message: expect.stringContaining('"zhangsan"') as string },
    });
    expect(await linksOf(host, 'zhangsan')).toEqual([]);
  });

  it('sends a first sign-in in a browser into WeCom, where the member can agree', async () => {
    for (const authenticator of ['by-phone', 'phone-or-new']) {
      const answer = await signIn(host, simulator, authenticator, 'zhaomin', { values: { inside: false } });
      expect(answer).toMatchObject({ status: 403, error: { code: 'consentNeeded' } });
      expect(answer.error.message).toContain('sign in inside the WeCom app');
    }
  });

  it('says what is missing when the app may not read the field', async () => {
    const agentId = simulator.seed.agents[0]?.agentId ?? 0;
    const { privateFields = [] } = simulator.seed.agents[0] ?? {};
    simulator.changeAgent(agentId, { privateFields: [] });
    const refused = await signIn(host, simulator, 'by-phone', 'zhangsan');
    const signedUp = await signIn(host, simulator, 'phone-or-new', 'xulei');
    simulator.changeAgent(agentId, { privateFields });
    expect(refused).toMatchObject({ status: 403, error: { code: 'consentNeeded' } });
    expect(signedUp).toMatchObject({ status: 200, data: { user: { nickname: '徐磊' } } });
  });

  it('refuses when two users match', async () => {
    await createUser({ username: '10010' });
    await createUser({ nickname: 'A', phone: '13800000010' });
    await createUser({ nickname: 'B', phone: '+8613800000010' });
    const answer = await signIn(host, simulator, 'by-phone', '10010', { locale: 'zh-CN' });
    expect(answer).toMatchObject({ status: 403, error: { code: 'ambiguous' } });
    expect(answer.error.message).toContain('有多个用户');
    expect(await linksOf(host, '10010')).toEqual([]);
  });

  it('refuses a user who is linked to another member', async () => {
    const id = await createUser({ username: 'zhaomin-elsewhere', phone: '13800000006' });
    const values = { authenticator: 'by-phone', wecomUserId: 'somebody', userId: id };
    await host.app.db.getRepository('wecomLinks').create({ values });
    expect(await signIn(host, simulator, 'by-phone', 'zhaomin')).toMatchObject({
      status: 403,
      error: { code: 'userTaken' },
    });
  });
});

describe('a user who may change settings', () => {
  const roles = () => host.app.db.getRepository('roles');

  it.each([
    ['role admin', 'admin', undefined],
    ['all settings', 'settings', ['pm']],
    ['settings by pattern', 'patterns', ['!ui.*', 'pm.*']],
    ['one settings page', 'one-page', ['pm.auth.authenticators']],
  ])('is never linked by a rule: %s', async (_, role, snippets) => {
    if (snippets) await roles().create({ values: { name: role, snippets } });
    await users().destroy({ filter: { username: 'sunqi' } });
    await host.app.db.getRepository('wecomLinks').destroy({ filter: { wecomUserId: 'sunqi' } });
    const id = await createUser({
      username: 'sunqi',
      phone: '13800000007',
      email: 'sunqi@acme.example',
      roles: [role],
    });
    for (const authenticator of ['by-username', 'by-phone', 'by-mail', 'phone-or-new']) {
      const answer = await signIn(host, simulator, authenticator, 'sunqi');
      expect(answer).toMatchObject({ status: 403, error: { code: 'protectedUser' } });
      expect(answer.error.message).toContain('link WeCom in your profile');
    }
    expect(await linksOf(host, 'sunqi')).toEqual([]);
    await users().destroy({ filter: { id } });
  });

  it('is never linked by a rule: the first administrator', async () => {
    const root = { filter: { username: 'root' } };
    await users().update({ ...root, values: { phone: '13800000007' } });
    const answer = await signIn(host, simulator, 'phone-or-new', 'sunqi');
    await users().update({ ...root, values: { phone: null } });
    expect(answer).toMatchObject({ status: 403, error: { code: 'protectedUser' } });
  });

  it('is linked by an administrator, and then signs in', async () => {
    const id = await createUser({ username: 'sunqi', roles: ['admin'] });
    const root = await host.root();
    const values = { authenticator: 'by-username', wecomUserId: 'sunqi', userId: id };
    expect((await root.post('/api/wecomLinks:create').send(values)).status).toBe(200);
    expect((await signIn(host, simulator, 'by-username', 'sunqi')).data.user.id).toBe(id);
  });

  it('is not whoever only lost a permission', async () => {
    await roles().create({ values: { name: 'plain', snippets: ['!pm', '!pm.*', 'ui.*'] } });
    const id = await createUser({ username: 'zhangsan', roles: ['plain'] });
    expect((await signIn(host, simulator, 'by-username', 'zhangsan')).data.user.id).toBe(id);
  });
});
