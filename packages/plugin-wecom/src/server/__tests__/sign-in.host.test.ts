import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createSimulator, type Simulator } from '@openwecom/simulator';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { AUTH_TYPE } from '../../constants';
import { forgetExpiredStates } from '../auth/sign-in/used-states';
import { bootHost, type TestHost } from '../test-host/host';
import { addAuthenticator, codeOf, finish, linksOf, signIn, start } from '../test-host/sign-in';
import { addUser } from '../test-host/wecom';

let host: TestHost;
let simulator: Simulator;

beforeAll(async () => {
  simulator = await createSimulator();
  host = await bootHost();
  await addAuthenticator(host, simulator, 'wecom', { redirectLink: '/admin/home' });
  await addAuthenticator(host, simulator, 'other');
  await addUser(host, 'Li Si', 'lisi');
  await addUser(host, 'Elsewhere', 'wangwu', 'other');
});
afterEach(() => {
  vi.useRealTimers();
});
afterAll(async () => {
  await host?.close();
  await simulator?.close();
});

const agentId = () => simulator.seed.agents[0]?.agentId ?? 0;
const exchanges = () => simulator.calls().filter((call) => call.path.endsWith('getuserinfo')).length;

/** Begins and lets WeCom answer, up to the moment before the browser comes back. */
async function comeBack(userid = 'lisi', values: object = {}) {
  const browser = host.anonymous();
  const { state } = await start(browser, 'wecom', values);
  return { browser, returned: { code: codeOf(simulator, userid), state } };
}

describe('starting', () => {
  it('sends a browser inside WeCom to OAuth, back to the callback page of its client', async () => {
    const { url, panel, state } = await start(host.anonymous(), 'wecom', { inside: true, client: '/v' });
    expect(url.origin + url.pathname).toBe('https://open.weixin.qq.com/connect/oauth2/authorize');
    expect(url.searchParams.get('scope')).toBe('snsapi_base');
    expect(state).toMatch(/^[a-zA-Z0-9]{48}$/);
    const redirectUri = 'https://nocobase.example/v/wecom/callback?authenticator=wecom';
    expect(url.searchParams.get('redirect_uri')).toBe(redirectUri);
    expect(panel).toEqual({
      appid: simulator.seed.corpId,
      agentid: String(agentId()),
      redirect_uri: redirectUri,
      state,
    });
  });

  it('sends other browsers to the web sign-in, in the language of the request', async () => {
    const { url } = await start(host.anonymous(), 'wecom', { inside: false, client: '' });
    expect(url.origin + url.pathname).toBe('https://login.work.weixin.qq.com/wwlogin/sso/login');
    expect(url.searchParams.get('lang')).toBe('en');
    expect(url.searchParams.get('redirect_uri')).toBe('https://nocobase.example/wecom/callback?authenticator=wecom');
  });

  it('leaves a sealed cookie that no script can read, for the API, for ten minutes', async () => {
    const answer = await host.anonymous().post('/api/openwecom:startSignIn').send({ authenticator: 'wecom' });
    const [cookie = ''] = answer.get('Set-Cookie') ?? [];
    const { state } = (answer.body as { data: { panel: { state: string } } }).data.panel;
    expect(cookie).toMatch(new RegExp(`^openwecom_state_${state.slice(0, 8)}=sealed:v1:[\\w-]+; path=/api/; expires=`));
    expect(cookie).toMatch(/samesite=lax; httponly$/);
    expect(cookie).not.toContain(state);
    const lifetimeMs = Date.parse(/expires=([^;]+)/.exec(cookie)?.[1] ?? '') - Date.now();
    expect(Math.abs(lifetimeMs - 600_000)).toBeLessThan(5000);
  });

  it('gives a new, random state each time', async () => {
    const browser = host.anonymous();
    const states = [await start(browser, 'wecom'), await start(browser, 'wecom')].map(({ state }) => state);
    expect(new Set(states).size).toBe(2);
  });

  it('keeps the cookies of a browser few, however often it begins', async () => {
    const browser = host.anonymous();
    for (let attempt = 0; attempt < 9; attempt++) await start(browser, 'wecom');
    const { state } = await start(browser, 'wecom');
    expect((await finish(browser, 'wecom', { code: codeOf(simulator, 'lisi'), state })).status).toBe(200);
  });

  it('writes nothing into the database', async () => {
    const statements = await statementsOf(() => start(host.anonymous(), 'wecom'));
    expect(statements.filter((sql) => !/^SELECT/i.test(sql))).toEqual([]);
  });

  it.each(['nowhere', 'basic', 'off', ''])('refuses the authenticator "%s" and says no more of it', async (name) => {
    if (name === 'off') {
      await addAuthenticator(host, simulator, 'off');
      await host.app.db.getRepository('authenticators').update({ filter: { name }, values: { enabled: false } });
    }
    const answer = await host.anonymous().post('/api/openwecom:startSignIn').send({ authenticator: name });
    expect(answer.status).toBe(404);
    expect(answer.body).toMatchObject({ errors: [{ code: 'unavailable' }] });
    expect(answer.get('Set-Cookie')).toBeUndefined();
  });

  it('names what an administrator has to set up', async () => {
    const root = await host.root();
    const values = { name: 'empty', authType: AUTH_TYPE, enabled: true, options: {} };
    await root.post('/api/authenticators:create').send(values);
    const answer = await host.anonymous().post('/api/openwecom:startSignIn').send({ authenticator: 'empty' });
    expect(answer.status).toBe(503);
    expect(answer.text).toContain('Tell an administrator: These settings of the authenticator have no value: corpId');
  });

  it('stands on the servers of a private deployment', async () => {
    await addAuthenticator(host, simulator, 'private', {
      oauthBaseUrl: 'http://oauth.corp.example:8080/',
      webSignInBaseUrl: 'http://login.corp.example',
      legacyUserInfo: true,
    });
    await addUser(host, 'Private', 'zhaomin', 'private');
    expect((await start(host.anonymous(), 'private')).url.origin).toBe('http://oauth.corp.example:8080');
    const { url } = await start(host.anonymous(), 'private', { inside: false });
    expect(url.origin).toBe('http://login.corp.example');
    expect((await signIn(host, simulator, 'private', 'zhaomin')).data.user).toMatchObject({ nickname: 'Private' });
    expect(simulator.calls().some((call) => call.path.endsWith('user/getuserinfo'))).toBe(true);
  });
});

describe('coming back', () => {
  it('signs a linked member in, whichever way the userid is written', async () => {
    await addUser(host, 'Zheng Hao', 'zhenghao');
    const answer = await signIn(host, simulator, 'wecom', 'ZhengHao');
    expect(answer).toMatchObject({ status: 200, data: { user: { nickname: 'Zheng Hao' } } });
    expect(answer.data.user).not.toHaveProperty('password');
    const check = await host
      .anonymous()
      .get('/api/auth:check')
      .set('Authorization', `Bearer ${answer.data.token}`)
      .set('X-Authenticator', 'wecom');
    expect(check.body).toMatchObject({ data: { nickname: 'Zheng Hao' } });
  });

  it('asks WeCom twice and the database three times', async () => {
    await signIn(host, simulator, 'wecom', 'lisi');
    const { browser, returned } = await comeBack();
    const before = simulator.calls().length;
    const statements = await statementsOf(() => finish(browser, 'wecom', returned));
    // The first of the host's own writes is the session.
    const ours = statements.slice(
      0,
      statements.findIndex((sql) => sql.includes('issuedTokens')),
    );
    expect(ours.map((sql) => /(?:FROM|INTO) [`"](\w+)[`"]/.exec(sql)?.[1])).toEqual([
      'authenticators',
      'wecomUsedStates',
      'wecomLinks',
    ]);
    const calls = simulator.calls().slice(before);
    expect(calls.map((call) => call.path.replace(/^.*cgi-bin\//, ''))).toEqual(['auth/getuserinfo', 'user/get']);
  });

  it.each([
    ['an address of this NocoBase', '/v/admin/orders?id=1#top', '/v/admin/orders?id=1#top'],
    ['none', undefined, '/admin/home'],
    ['another host', 'https://evil.example/', '/admin/home'],
    ['another host without a scheme', '//evil.example/', '/admin/home'],
    ['another host with a backslash', '/\\evil.example/', '/admin/home'],
    ['another host behind a tab', '/\t/evil.example/', '/admin/home'],
    ['another host behind dots', '/..//evil.example/', '/admin/home'],
    ['a script', 'javascript:alert(1)', '/admin/home'],
    ['an address longer than a cookie', `/${'x'.repeat(5000)}`, '/admin/home'],
    ['no text at all', { toString: '/x' }, '/admin/home'],
  ])('goes on to %s', async (_, redirect, expected) => {
    const { browser, returned } = await comeBack('lisi', redirect === undefined ? {} : { redirect });
    const answer = await finish(browser, 'wecom', returned);
    expect(answer.data.redirect).toBe(expected);
  });

  it('goes on to the start page of its client when nothing is said', async () => {
    await addUser(host, 'Other', 'lisi', 'other');
    expect((await signIn(host, simulator, 'other', 'lisi')).data.redirect).toBe('/v/admin');
    expect((await signIn(host, simulator, 'other', 'lisi', { values: { client: '' } })).data.redirect).toBe('/admin');
  });
});

describe('a state', () => {
  it('is of no use in another browser', async () => {
    const { returned } = await comeBack();
    const before = exchanges();
    expect(await finish(host.anonymous(), 'wecom', returned)).toMatchObject({
      status: 400,
      error: { code: 'stateInvalid', message: expect.stringContaining('Please start again') as string },
    });
    expect(exchanges()).toBe(before);
  });

  it('is of no use a second time, also when the browser brings the same cookie', async () => {
    const started = await host.anonymous().post('/api/openwecom:startSignIn').send({ authenticator: 'wecom' });
    const { state } = (started.body as { data: { panel: { state: string } } }).data.panel;
    const [cookie = ''] = started.get('Set-Cookie') ?? [];
    const again = () => host.anonymous().set('Cookie', cookie.split(';')[0] ?? '');
    const before = exchanges();
    expect((await finish(again(), 'wecom', { code: codeOf(simulator, 'lisi'), state })).status).toBe(200);
    const replayed = await finish(again(), 'wecom', { code: codeOf(simulator, 'lisi'), state });
    expect(replayed).toMatchObject({ status: 400, error: { code: 'stateInvalid' } });
    expect(exchanges() - before).toBe(1);
  });

  it('is of no use after ten minutes', async () => {
    const { browser, returned } = await comeBack();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10 * 60_000 });
    expect(await finish(browser, 'wecom', returned)).toMatchObject({ status: 400, error: { code: 'stateInvalid' } });
  });

  it('is good until then', async () => {
    const { browser, returned } = await comeBack();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10 * 60_000 - 5000 });
    expect((await finish(browser, 'wecom', returned)).status).toBe(200);
  });

  it('is of no use with another authenticator', async () => {
    const { browser, returned } = await comeBack();
    expect(await finish(browser, 'other', returned)).toMatchObject({ status: 400, error: { code: 'stateInvalid' } });
  });

  it('is of no use when it is another than the one in the cookie', async () => {
    const { browser, returned } = await comeBack();
    const other = { ...returned, state: returned.state.slice(0, 8) + '0'.repeat(40) };
    expect(await finish(browser, 'wecom', other)).toMatchObject({ status: 400, error: { code: 'stateInvalid' } });
  });

  it.each([undefined, '', 'short', { $ne: '' }, 'x'.repeat(5000)])(
    'is refused when it is no state (%#)',
    async (state) => {
      const { browser, returned } = await comeBack();
      const answer = await finish(browser, 'wecom', { ...returned, state });
      expect(answer).toMatchObject({ status: 400, error: { code: 'stateInvalid' } });
    },
  );
});

describe('a state that was used', () => {
  it('is forgotten once it is void', async () => {
    const used = host.app.db.getModel('wecomUsedStates');
    await used.create({ hash: 'void', expiresAt: Date.now() - 1 });
    await used.create({ hash: 'open', expiresAt: Date.now() + 60_000 });
    await forgetExpiredStates(host.app.db);
    expect(await used.count({ where: { hash: 'void' } })).toBe(0);
    expect(await used.count({ where: { hash: 'open' } })).toBe(1);
  });
});

describe('an authenticator the host fell back to', () => {
  const enableBasic = (enabled: boolean) =>
    host.app.db.getRepository('authenticators').update({ filter: { name: 'basic' }, values: { enabled } });

  it('signs nobody in when it is of another type', async () => {
    const { browser, returned } = await comeBack();
    const before = exchanges();
    const answer = await finish(browser, 'nowhere', returned);
    // As the host's password sign-in answers to a request without a password.
    expect([answer.status, answer.data, answer.error.code]).toEqual([400, undefined, undefined]);
    expect(exchanges()).toBe(before);
  });

  it('signs nobody in when it is one of ours and another was asked for', async () => {
    const { browser, returned } = await comeBack();
    const before = exchanges();
    await enableBasic(false);
    const answer = await finish(browser, 'nowhere', returned);
    await enableBasic(true);
    expect(answer).toMatchObject({ status: 404, error: { code: 'unavailable' } });
    expect(exchanges()).toBe(before);
  });
});

describe('a code', () => {
  it('is exchanged once, and refused when it was used before', async () => {
    const code = codeOf(simulator, 'lisi');
    const first = await comeBack();
    expect((await finish(first.browser, 'wecom', { ...first.returned, code })).status).toBe(200);
    const second = await comeBack();
    const before = exchanges();
    expect(await finish(second.browser, 'wecom', { ...second.returned, code })).toMatchObject({
      status: 400,
      error: { code: 'codeInvalid', message: 'WeCom does not accept this sign-in any more. Please start again.' },
    });
    expect(exchanges() - before).toBe(1);
  });

  it('is refused when it is older than five minutes', async () => {
    const { browser, returned } = await comeBack();
    simulator.advanceClock(300_000);
    expect(await finish(browser, 'wecom', returned)).toMatchObject({ status: 400, error: { code: 'codeInvalid' } });
  });

  it.each([undefined, '', 'x'.repeat(513), ['a']])('is not sent to WeCom when it is no code (%#)', async (code) => {
    const { browser, returned } = await comeBack();
    const before = exchanges();
    const answer = await finish(browser, 'wecom', { ...returned, code });
    expect(answer).toMatchObject({ status: 400, error: { code: 'codeInvalid' } });
    expect(exchanges()).toBe(before);
  });
});

describe('a person who may not sign in', () => {
  async function refusals(userid: string) {
    const [english, chinese] = await Promise.all([
      signIn(host, simulator, 'wecom', userid),
      signIn(host, simulator, 'wecom', userid, { locale: 'zh-CN' }),
    ]);
    expect([english.data, chinese.data]).toEqual([undefined, undefined]);
    return [english, chinese].map(({ status, error: { code, message } }) => ({ status, code, message }));
  }

  it('is told why: outside the visible range', async () => {
    expect(await refusals('chenming')).toEqual([
      {
        status: 403,
        code: 'outsideVisibleRange',
        message:
          'The app is not visible to you in WeCom. Ask an administrator to add you to its visible range (可见范围) in ' +
          "WeCom's admin console.",
      },
      {
        status: 403,
        code: 'outsideVisibleRange',
        message: '你不在该企业微信应用的可见范围内，请联系管理员在企业微信管理后台将你加入可见范围。',
      },
    ]);
  });

  it.each([
    ['without a user', 'xulei'],
    ['linked with another authenticator only', 'wangwu'],
  ])('is told why, and what an administrator can do about it: %s', async (_, userid) => {
    expect(await refusals(userid)).toEqual([
      {
        status: 403,
        code: 'noUser',
        message:
          `No user belongs to the WeCom member "${userid}". Ask an administrator to link one, or to allow automatic ` +
          'sign-up in the settings of the authenticator.',
      },
      {
        status: 403,
        code: 'noUser',
        message: `没有与企业微信成员“${userid}”对应的用户。请联系管理员绑定用户，或在认证器设置中允许自动注册。`,
      },
    ]);
  });

  it.each([
    ['en-US', 'You are not a member of this company in WeCom. An administrator of WeCom can add you to the company.'],
    ['zh-CN', '你不是该企业的企业微信成员，企业微信管理员可以将你加入企业。'],
  ])('is told why: not of this company (%s)', async (locale, message) => {
    const browser = host.anonymous();
    const { state } = await start(browser, 'wecom');
    const openid = simulator.seed.outsiders[0]?.openid ?? '';
    const code = simulator.oauthCode({ agentId: agentId(), openid });
    const answer = await finish(browser, 'wecom', { code, state }, locale);
    expect(answer).toMatchObject({ status: 403, error: { code: 'notMember', message } });
  });

  it('is told why: disabled here', async () => {
    await addUser(host, 'Wang Fang', 'wangfang');
    const links = host.app.db.getRepository('wecomLinks');
    const filter = { wecomUserId: 'wangfang' };
    await links.update({ filter, values: { disabled: true } });
    expect(await refusals('wangfang')).toEqual([
      {
        status: 403,
        code: 'linkDisabled',
        message: 'Signing in with WeCom is disabled for the member "wangfang". An administrator can enable it again.',
      },
      { status: 403, code: 'linkDisabled', message: '成员“wangfang”的企业微信登录已被停用，管理员可以重新启用。' },
    ]);
    await links.update({ filter, values: { disabled: false } });
    expect((await signIn(host, simulator, 'wecom', 'wangfang')).status).toBe(200);
  });

  it('is told why: disabled in WeCom since, though linked', async () => {
    await addUser(host, 'Zhao Min', 'zhaomin');
    expect((await signIn(host, simulator, 'wecom', 'zhaomin')).status).toBe(200);
    simulator.changeMember('zhaomin', { status: 2 });
    expect(await refusals('zhaomin')).toEqual([
      {
        status: 403,
        code: 'memberDisabled',
        message: 'The member "zhaomin" is disabled in WeCom or has left. An administrator of WeCom can change that.',
      },
      {
        status: 403,
        code: 'memberDisabled',
        message: '成员“zhaomin”在企业微信中已被禁用或已离职，企业微信管理员可以更改。',
      },
    ]);
    simulator.changeMember('zhaomin', { status: 1 });
    expect((await signIn(host, simulator, 'wecom', 'zhaomin')).status).toBe(200);
  });

  it('left the visible range since the link was made', async () => {
    await addUser(host, 'Sun Qi', 'sunqi');
    expect((await signIn(host, simulator, 'wecom', 'sunqi')).status).toBe(200);
    const { visibleRange } = simulator.seed.agents[0] ?? {};
    simulator.changeAgent(agentId(), { visibleRange: { users: [] } });
    expect((await signIn(host, simulator, 'wecom', 'sunqi')).error.code).toBe('outsideVisibleRange');
    simulator.changeAgent(agentId(), { visibleRange: visibleRange ?? {} });
    expect(await linksOf(host, 'sunqi')).toHaveLength(1);
  });
});

describe('when WeCom or its settings fail', () => {
  it('says what an administrator has to do', async () => {
    simulator.changeAgent(agentId(), { trustedIps: ['203.0.113.10'] });
    const answer = await signIn(host, simulator, 'wecom', 'lisi');
    simulator.changeAgent(agentId(), { trustedIps: null });
    expect(answer).toMatchObject({ status: 503, error: { code: 'failed' } });
    expect(answer.error.message).toContain('Tell an administrator:');
    expect(answer.error.message).toContain('60020');
  });
});

describe('too many attempts', () => {
  const from = (address: string) => host.anonymous().set('X-Forwarded-For', address);

  it('are refused for an address that guesses, and for no other', async () => {
    const state = '0'.repeat(48);
    for (let guess = 0; guess < 30; guess++) {
      expect((await finish(from('203.0.113.7'), 'wecom', { code: 'c', state })).status).toBe(400);
    }
    // What comes before the last entry anybody can make up.
    const answer = await finish(from('198.51.100.1, 203.0.113.7'), 'wecom', { code: 'c', state });
    expect(answer).toMatchObject({ status: 429, error: { code: 'tooManyAttempts' } });
    expect(answer.error.message).toBe('Too many attempts to sign in. Try again in 10 min.');
    const { browser, returned } = await comeBack();
    expect((await finish(browser.set('X-Forwarded-For', '203.0.113.8'), 'wecom', returned)).status).toBe(200);
  });

  it('are refused for a member who signs in again and again', async () => {
    await addUser(host, 'Loop', 'zhangsan');
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 21; attempt++) {
      statuses.push((await signIn(host, simulator, 'wecom', 'zhangsan')).status);
    }
    expect(statuses).toEqual([...Array.from({ length: 20 }, () => 200), 429]);
  });
});

describe('logs', () => {
  it('hold no secret, no code, no state, no token and no cookie of a sign-in', async () => {
    const started = await host.anonymous().post('/api/openwecom:startSignIn').send({ authenticator: 'wecom' });
    const { state } = (started.body as { data: { panel: { state: string } } }).data.panel;
    const cookie = (started.get('Set-Cookie') ?? [])[0]?.split(';')[0] ?? '';
    const browser = host.anonymous().set('Cookie', cookie);
    const code = codeOf(simulator, 'lisi');
    const { data } = await finish(browser, 'wecom', { code, state });
    const refusedCode = `refused-${code}`;
    const refused = await comeBack();
    await finish(refused.browser, 'wecom', { ...refused.returned, code: refusedCode });
    const { corpId, agents } = simulator.seed;
    const secret = agents[0]?.secret ?? '';
    const query = new URLSearchParams({ corpid: corpId, corpsecret: secret }).toString();
    // The same as long as it lasts.
    const asked = await fetch(`${simulator.url}/cgi-bin/gettoken?${query}`);
    const { access_token: token } = (await asked.json()) as { access_token: string };
    const sealed = cookie.split('=')[1] ?? '';
    for (const text of [data.token, code, state, refusedCode, refused.returned.state, token, secret, sealed]) {
      expect(text.length).toBeGreaterThan(10);
      expect(filesWith(text)).toEqual([]);
    }
    expect(filesWith('auth:signIn')).not.toEqual([]);
  });
});

/** What the host makes of a job that was added. */
function filesWith(text: string): string[] {
  return readdirSync(host.storage, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).includes(text));
}

/** The SQL of all that happens meanwhile. */
async function statementsOf(run: () => Promise<unknown>): Promise<string[]> {
  const statements: string[] = [];
  const { options } = host.app.db.sequelize as unknown as { options: { logging: unknown } };
  const { logging } = options;
  options.logging = (sql: string) => void statements.push(sql.replace(/^Executing \([^)]*\): /, ''));
  try {
    await run();
  } finally {
    options.logging = logging;
  }
  return statements;
}
