import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSimulator, type Simulator } from '@openwecom/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CheckResult } from '../setup-check/check';
import { bootHost, type TestHost } from '../test-host/host';
import { addAuthenticator, codeOf, linksOf, signIn, start } from '../test-host/sign-in';
import { addUser, simulatorOptions } from '../test-host/wecom';

type Agent = Awaited<ReturnType<TestHost['root']>>;

let host: TestHost;
let simulator: Simulator;

beforeAll(async () => {
  simulator = await createSimulator();
  host = await bootHost();
  await addAuthenticator(host, simulator, 'wecom');
  await addAuthenticator(host, simulator, 'second');
});
afterAll(async () => {
  await host?.close();
  await simulator?.close();
});

interface Answer {
  status: number;
  data: Record<string, unknown>;
  code: string | undefined;
}

async function post(user: Agent, action: string, values: object): Promise<Answer> {
  const answer = await user.post(`/api/openwecom:${action}`).send(values);
  const { data, errors } = answer.body as { data: Answer['data']; errors?: { code: string }[] };
  return { status: answer.status, data, code: errors?.[0]?.code };
}

async function beginLink(user: Agent, userid: string, authenticator = 'wecom') {
  const { status, data } = await post(user, 'startLink', {
    authenticator,
    inside: false,
    redirect: '/v/admin/profile',
  });
  expect(status).toBe(200);
  const { state, redirect_uri } = data.panel as { state: string; redirect_uri: string };
  return { redirectUri: redirect_uri, returned: { code: codeOf(simulator, userid), state } };
}

async function link(user: Agent, userid: string, authenticator = 'wecom'): Promise<Answer> {
  const { returned } = await beginLink(user, userid, authenticator);
  return post(user, 'finishLink', returned);
}

async function myLinks(user: Agent): Promise<unknown> {
  return ((await user.get('/api/openwecom:myLinks')).body as { data: unknown }).data;
}

const none = (authenticator: string) => ({
  authenticator,
  title: `Title of ${authenticator}`,
  wecomUserId: null,
  disabled: false,
});

describe('linking', () => {
  it('links who is signed in, shows it and signs in with it, until unlinked', async () => {
    const user = await host.member('linker');
    expect(await myLinks(user)).toEqual([none('wecom'), none('second')]);
    const { redirectUri, returned } = await beginLink(user, 'lisi');
    expect(redirectUri).toBe('https://nocobase.example/wecom/callback?authenticator=wecom&purpose=link');
    expect(await post(user, 'finishLink', returned)).toMatchObject({
      status: 200,
      data: { wecomUserId: 'lisi', redirect: '/v/admin/profile' },
    });
    expect(await myLinks(user)).toEqual([{ ...none('wecom'), wecomUserId: 'lisi' }, none('second')]);
    expect((await signIn(host, simulator, 'wecom', 'lisi')).data.user).toMatchObject({ username: 'linker' });
    expect((await post(user, 'unlink', { authenticator: 'wecom' })).status).toBe(200);
    expect(await myLinks(user)).toEqual([none('wecom'), none('second')]);
    expect((await signIn(host, simulator, 'wecom', 'lisi')).error.code).toBe('noUser');
  });

  it('is open to administrators, whom no rule links', async () => {
    expect((await link(await host.root(), 'sunqi')).status).toBe(200);
    expect((await signIn(host, simulator, 'wecom', 'sunqi')).data.user).toMatchObject({ username: 'root' });
  });

  it('is the same when it is done twice', async () => {
    const user = await host.member('twice');
    expect([(await link(user, 'zhaomin')).status, (await link(user, 'zhaomin')).status]).toEqual([200, 200]);
    expect(await linksOf(host, 'zhaomin')).toHaveLength(1);
  });

  it('takes no member from another user, and gives no user two members', async () => {
    const user = await host.member('taker');
    expect(await link(user, 'zhaomin')).toMatchObject({ status: 403, code: 'memberTaken' });
    expect((await link(user, 'xulei')).status).toBe(200);
    expect(await link(user, 'wangfang')).toMatchObject({ status: 403, code: 'alreadyLinked' });
    expect((await link(user, 'wangfang', 'second')).status).toBe(200);
    expect(await linksOf(host, 'wangfang')).toMatchObject([{ authenticator: 'second' }]);
  });

  it('removes only one’s own link', async () => {
    const user = await host.member('own-only');
    await post(user, 'unlink', { authenticator: 'wecom', userId: 1 });
    await post(user, 'unlink', { authenticator: { $ne: '' } });
    expect(await linksOf(host, 'zhaomin')).toHaveLength(1);
    expect(await linksOf(host, 'sunqi')).toHaveLength(1);
  });

  it('is for who is signed in', async () => {
    const anonymous = host.anonymous();
    for (const action of ['startLink', 'finishLink', 'unlink']) {
      expect((await anonymous.post(`/api/openwecom:${action}`).send({ authenticator: 'wecom' })).status).toBe(401);
    }
    expect((await anonymous.get('/api/openwecom:myLinks')).status).toBe(401);
  });

  it('does not take the state of a sign-in, nor that of another user, nor one twice', async () => {
    const user = await host.member('state-user');
    const { state } = await start(user, 'wecom');
    const returned = { code: codeOf(simulator, 'wangwu'), state };
    expect(await post(user, 'finishLink', returned)).toMatchObject({ status: 400, code: 'stateInvalid' });

    const other = await host.member('state-other');
    const begun = await user.post('/api/openwecom:startLink').send({ authenticator: 'wecom' });
    const { panel } = (begun.body as { data: { panel: { state: string } } }).data;
    const cookie = (begun.get('Set-Cookie') ?? [])[0]?.split(';')[0] ?? '';
    const stolen = { code: codeOf(simulator, 'wangwu'), state: panel.state };
    expect(await post(other.set('Cookie', cookie), 'finishLink', stolen)).toMatchObject({
      status: 400,
      code: 'stateInvalid',
    });
    const cookied = (await host.signedInAs('state-user', 'member-password')).set('Cookie', cookie);
    expect((await post(cookied, 'finishLink', stolen)).status).toBe(200);
    const replayed = { ...stolen, code: codeOf(simulator, 'wangwu') };
    expect(await post(cookied, 'finishLink', replayed)).toMatchObject({ status: 400, code: 'stateInvalid' });
  });

  it('does not sign in with the state of a link', async () => {
    const user = await host.member('no-sign-in');
    const { returned } = await beginLink(user, 'xulei');
    const answer = await user.post('/api/auth:signIn').set('X-Authenticator', 'wecom').send(returned);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ errors: [{ code: 'stateInvalid' }] });
  });

  it('is refused to a member the app may not see', async () => {
    const user = await host.member('out-of-range');
    expect(await link(user, 'chenming')).toMatchObject({ status: 403, code: 'outsideVisibleRange' });
  });
});

/** Whether a session that was begun with WeCom goes on: 200 or 401. */
async function check(token: string, authenticator = 'wecom'): Promise<number> {
  const request = host.anonymous().get('/api/auth:check');
  return (await request.set('Authorization', `Bearer ${token}`).set('X-Authenticator', authenticator)).status;
}

const tokenOf = async (userid: string, authenticator = 'wecom') =>
  (await signIn(host, simulator, authenticator, userid)).data.token;

async function linkId(wecomUserId: string, authenticator = 'wecom'): Promise<number> {
  const filter = { wecomUserId, authenticator };
  return ((await host.app.db.getRepository('wecomLinks').findOne({ filter })) as { id: number }).id;
}

describe('a link that is taken away', () => {
  it('by an administrator ends the sessions begun with it, and no others', async () => {
    const root = await host.root();
    const user = await host.member('unlinked-user');
    await link(user, 'zhenghao');
    await link(user, 'zhenghao', 'second');
    const [token, elsewhere] = [await tokenOf('zhenghao'), await tokenOf('zhenghao', 'second')];
    expect([await check(token), await check(elsewhere, 'second')]).toEqual([200, 200]);
    const removed = await root.post(`/api/wecomLinks:destroy?filterByTk=${await linkId('zhenghao')}`);
    expect(removed.status).toBe(200);
    expect(await check(token)).toBe(401);
    expect(await check(elsewhere, 'second')).toBe(200);
    expect((await user.get('/api/auth:check')).status).toBe(200);
    expect((await signIn(host, simulator, 'wecom', 'zhenghao')).error.code).toBe('noUser');
  });

  it('by its user ends the sessions begun with it, but not the one it is done in', async () => {
    const user = await host.member('lost-phone');
    await link(user, 'zhenghao');
    const [phone, here] = [await tokenOf('zhenghao'), await tokenOf('zhenghao')];
    const asked = host.anonymous().set('Authorization', `Bearer ${here}`).set('X-Authenticator', 'wecom');
    expect((await post(asked, 'unlink', { authenticator: 'wecom' })).status).toBe(200);
    expect([await check(phone), await check(here)]).toEqual([401, 200]);
  });

  it.each([
    ['another member', () => ({ wecomUserId: 'wangwu2' })],
    ['another user', (other: number) => ({ userId: other })],
  ])('for %s ends the sessions begun with it', async (_, change) => {
    const root = await host.root();
    const other = await addUser(host, `Other ${_}`);
    await link(await host.member(`moved-${other}`), 'zhenghao');
    const token = await tokenOf('zhenghao');
    const id = await linkId('zhenghao');
    expect((await root.post(`/api/wecomLinks:update?filterByTk=${id}`).send({ wecomUserId: 'ZhengHao' })).status).toBe(
      200,
    );
    expect(await check(token)).toBe(200);
    expect((await root.post(`/api/wecomLinks:update?filterByTk=${id}`).send(change(other))).status).toBe(200);
    expect(await check(token)).toBe(401);
    await root.post(`/api/wecomLinks:destroy?filterByTk=${id}`);
  });

  it('with its authenticator ends the sessions begun with that', async () => {
    const root = await host.root();
    await addAuthenticator(host, simulator, 'leaving');
    await link(await host.member('leaver'), 'zhenghao', 'leaving');
    const token = await tokenOf('zhenghao', 'leaving');
    expect(await check(token, 'leaving')).toBe(200);
    const { id } = (await host.app.db.getRepository('authenticators').findOne({ filter: { name: 'leaving' } })) as {
      id: number;
    };
    expect((await root.post(`/api/authenticators:destroy?filterByTk=${id}`)).status).toBe(200);
    expect(await check(token, 'leaving')).toBe(401);
  });
});

describe('a disabled link', () => {
  it('ends the sessions begun with it, and no others, and cannot be renewed by hand', async () => {
    const root = await host.root();
    const user = await host.member('disabled-user');
    await link(user, 'wangfang');
    const token = await tokenOf('wangfang');
    expect(await check(token)).toBe(200);

    const filter = encodeURIComponent(JSON.stringify({ authenticator: 'wecom', wecomUserId: 'wangfang' }));
    expect((await root.post(`/api/wecomLinks:update?filter=${filter}`).send({ disabled: true })).status).toBe(200);
    expect(await check(token)).toBe(401);
    expect((await user.get('/api/auth:check')).status).toBe(200);
    expect((await signIn(host, simulator, 'wecom', 'wangfang')).error.code).toBe('linkDisabled');
    expect(await post(user, 'unlink', { authenticator: 'wecom' })).toMatchObject({ status: 403, code: 'linkDisabled' });
    expect(await link(user, 'wangfang')).toMatchObject({ status: 403, code: 'linkDisabled' });
    expect(await link(user, '10010')).toMatchObject({ status: 403, code: 'linkDisabled' });
    expect(await myLinks(user)).toMatchObject([{ authenticator: 'wecom', disabled: true }, {}]);

    await root.post(`/api/wecomLinks:update?filter=${filter}`).send({ disabled: false });
    expect((await signIn(host, simulator, 'wecom', 'wangfang')).status).toBe(200);
  });

  it('gets no notifications', async () => {
    const id = await addUser(host, 'Unreached', '10010', 'wecom');
    await host.app.db.getRepository('wecomLinks').update({ filter: { userId: id }, values: { disabled: true } });
    const root = await host.root();
    const values = { name: 'to-wecom', title: 'x', notificationType: 'openwecom', options: { authenticator: 'wecom' } };
    await root.post('/api/notificationChannels:create').send(values);
    await root.post('/api/messages:send').send({
      channelName: 'to-wecom',
      message: { content: { msgtype: 'markdown', markdown: { content: 'x' } } },
      receivers: { type: 'userId', value: [id] },
      data: {},
      triggerFrom: 'test',
    });
    expect(simulator.inbox('10010').messages).toEqual([]);
  });
});

describe('the trusted-domain file', () => {
  const name = 'WW_verify_abcDEF123.txt';
  let website: Server;
  let files: Record<string, string>;

  beforeAll(async () => {
    files = {};
    website = createServer((request, response) => {
      const content = files[request.url ?? ''];
      response.writeHead(content === undefined ? 404 : 200).end(content);
    });
    await new Promise<void>((resolve) => website.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    website.close();
  });

  it('is served as it was pasted, to anybody', async () => {
    await addAuthenticator(host, simulator, 'with-file', { domainFile: { name, content: ' abcDEF123\n' } });
    const answer = await host.anonymous().get(`/api/openwecom:domainFile/${name}`);
    expect([answer.status, answer.text]).toEqual([200, 'abcDEF123']);
    expect(answer.get('Content-Type')).toMatch(/^text\/plain/);
    expect(answer.get('X-Content-Type-Options')).toBe('nosniff');
  });

  it.each(['WW_verify_other.txt', 'package.json', '..%2Fpackage.json', 'WW_verify_<b>.txt', ''])(
    'is the only file there (%s)',
    async (other) => {
      expect((await host.anonymous().get(`/api/openwecom:domainFile/${other}`)).status).toBe(404);
    },
  );

  it('is nothing but such a file, whatever is stored', async () => {
    await addAuthenticator(host, simulator, 'page', { domainFile: { name: 'index.html', content: '<script>' } });
    expect((await host.anonymous().get('/api/openwecom:domainFile/index.html')).status).toBe(404);
  });

  it('is looked for by the set-up check, which gives the line for the proxy', async () => {
    const root = await host.root();
    const origin = `http://127.0.0.1:${(website.address() as AddressInfo).port}`;
    const options = {
      ...(await simulatorOptions(root, simulator)),
      origin: `${origin}/nocobase/`,
      domainFile: { name, content: 'abcDEF123' },
    };
    const line = async (changes: object = {}) => {
      const answer = await root.post('/api/openwecom:check').send({ options: { ...options, ...changes } });
      const { checks } = (answer.body as { data: { checks: CheckResult[] } }).data;
      return checks.find(({ id }) => id === 'domainFile');
    };
    const proxyLine = `location = /${name} { rewrite ^ /api/openwecom:domainFile/${name} last; }`;
    expect(await line()).toMatchObject({
      status: 'warning',
      code: 'missing',
      params: { address: `${origin}/${name}`, proxyLine },
      remedy: expect.stringContaining(proxyLine) as string,
    });
    files[`/${name}`] = 'something else';
    expect(await line()).toMatchObject({ status: 'warning', code: 'differs' });
    files[`/${name}`] = 'abcDEF123\r\n';
    expect(await line()).toMatchObject({ status: 'pass' });
    expect(await line({ origin: '' })).toMatchObject({ status: 'warning', code: 'noOrigin' });
    expect(await line({ domainFile: undefined })).toBeUndefined();
  });
});
