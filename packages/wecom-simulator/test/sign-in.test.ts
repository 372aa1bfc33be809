import { describe, expect, it } from 'vitest';
import { acme } from '../src/acme';
import type { SeedInput } from '../src/seed';
import { APPROVAL, NOTICE, tryOut } from './try-out';

const BACK = 'http://localhost:13000/v/wecom/callback?authenticator=wecom';

type Query = Record<string, string | undefined>;

const queryOf = (fields: Query): string =>
  new URLSearchParams(
    Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined),
  ).toString();

const oauthQuery = (fields: Query = {}) =>
  queryOf({
    appid: acme.corpId,
    redirect_uri: BACK,
    response_type: 'code',
    scope: 'snsapi_base',
    state: 'abc123',
    agentid: String(NOTICE),
    ...fields,
  });

const webQuery = (fields: Query = {}) =>
  queryOf({
    login_type: 'CorpApp',
    appid: acme.corpId,
    agentid: String(NOTICE),
    redirect_uri: BACK,
    state: 'abc123',
    ...fields,
  });

interface Step {
  location?: string;
  ask?: string[];
  refused?: { errcode: number; reason: string; params: Record<string, string> };
  error?: { message: string };
}

/** The simulator with what the sign-in pages do, and what an app does with the code. */
function pages(seed: SeedInput = acme) {
  const simulator = tryOut({ seed });
  const { request, read, call } = simulator;
  const json = async (path: string, method: string, body: unknown) =>
    (await request(`/_simulator/${path}`, { method, body: JSON.stringify(body) })).json();
  const step = async (
    query: string,
    person: { userid: string } | { openid: string },
    consent?: string[] | 'refused',
    page: 'oauth' | 'web' = 'oauth',
  ) => (await json('sign-in', 'POST', { page, query, person, consent })) as Step;
  const codeOf = ({ location = '' }: Step) => new URL(location).searchParams.get('code') ?? '';
  return {
    ...simulator,
    step,
    codeOf,
    view: async (query: string, page = 'oauth') =>
      (await (await request(`/_simulator/sign-in?page=${page}&query=${encodeURIComponent(query)}`)).json()) as Record<
        string,
        unknown
      > &
        Step,
    code: async (fields: object) =>
      ((await json('oauth/code', 'POST', { agentId: NOTICE, ...fields })) as { code: string }).code,
    userInfo: (code: string, agent = NOTICE) => read(`auth/getuserinfo?code=${code}`, agent),
    details: (ticket: unknown, agent = NOTICE) => call('auth/getuserdetail', { user_ticket: ticket }, agent),
  };
}

describe('the page inside WeCom', () => {
  it('sends the browser back with a code that names the member, and the state', async () => {
    const { step, codeOf, userInfo } = pages();
    const done = await step(oauthQuery(), { userid: 'zhenghao' });
    expect(done.location).toMatch(
      /^http:\/\/localhost:13000\/v\/wecom\/callback\?authenticator=wecom&code=[\w-]+&state=abc123$/,
    );
    expect(await userInfo(codeOf(done))).toEqual({ errcode: 0, errmsg: 'ok', userid: 'ZhengHao' });
  });

  it('lists who can open WeCom, and says who is outside the visible range', async () => {
    const { members, outsiders, agent, redirectHost } = await pages().view(oauthQuery());
    const byId = new Map((members as { userid: string; inRange: boolean }[]).map((one) => [one.userid, one.inRange]));
    expect(byId.get('zhangsan')).toBe(true);
    expect(byId.get('zhouwei')).toBe(false);
    expect(byId.has('huanghe')).toBe(false);
    expect(byId.has('linxia')).toBe(false);
    expect(outsiders).toHaveLength(2);
    expect(agent).toEqual({ agentId: NOTICE, name: 'OpenWeCom 通知' });
    expect(redirectHost).toBe('localhost:13000');
  });

  it('leaves the query of the address as it was written', async () => {
    const redirect_uri = 'http://localhost:13000/back?to=%2Fadmin%2Fa%20b&x=1+2';
    const { location } = await pages().step(oauthQuery({ redirect_uri, state: undefined }), { userid: 'lisi' });
    expect(location).toMatch(/^http:\/\/localhost:13000\/back\?to=%2Fadmin%2Fa%20b&x=1\+2&code=[\w-]+$/);
  });

  it.each<[string, Query, number, string]>([
    ['another corp', { appid: 'wwsomebodyelse01' }, 40013, 'appid'],
    ['an unknown agent', { agentid: '1' }, 40056, 'agentid'],
    ['an address elsewhere', { redirect_uri: 'https://evil.example/' }, 50001, 'redirect-untrusted'],
    ['another port', { redirect_uri: 'http://localhost:13001/' }, 50001, 'redirect-untrusted'],
    ['a host that begins alike', { redirect_uri: 'http://localhost:13000.evil.example/' }, 50001, 'redirect-invalid'],
    ['an address of another kind', { redirect_uri: 'javascript:alert(1)' }, 50001, 'redirect-invalid'],
    ['no address', { redirect_uri: undefined }, 50001, 'redirect-missing'],
    ['an agent without a trusted domain', { agentid: String(APPROVAL) }, 50001, 'redirect-untrusted'],
    ['a state with other characters', { state: 'a-b' }, 40058, 'state'],
    ['a scope that does not exist', { scope: 'snsapi_everything' }, 40058, 'scope'],
    ['a missing response_type', { response_type: undefined }, 40058, 'response-type'],
  ])('refuses %s', async (_what, fields, errcode, reason) => {
    const { step, view, request } = pages();
    expect((await view(oauthQuery(fields))).refused).toMatchObject({ errcode, reason });
    expect((await step(oauthQuery(fields), { userid: 'lisi' })).refused).toMatchObject({ errcode, reason });
    const page = await request(`/connect/oauth2/authorize?${oauthQuery(fields)}`);
    expect(page.headers.get('error-code')).toBe(String(errcode));
  });

  it('takes every loopback address when the seed says so, and nothing else', async () => {
    const agents = acme.agents.map((agent) => ({ ...agent, redirectDomain: 'loopback:*' }));
    const { view } = pages({ ...acme, agents });
    for (const host of ['localhost:1', '127.0.0.1:41600', '[::1]:8080'])
      expect(await view(oauthQuery({ redirect_uri: `http://${host}/` }))).toMatchObject({ redirectHost: host });
    expect((await view(oauthQuery({ redirect_uri: 'http://example.com/' }))).refused?.errcode).toBe(50001);
  });

  it('refuses a disabled agent', async () => {
    const { view, request } = pages();
    await request(`/_simulator/agents/${NOTICE}`, { method: 'PATCH', body: JSON.stringify({ enabled: false }) });
    expect((await view(oauthQuery())).refused).toMatchObject({ errcode: 50003, reason: 'agent-disabled' });
  });

  it('gives nobody a code who cannot open WeCom or does not exist', async () => {
    const { step } = pages();
    expect((await step(oauthQuery(), { userid: 'huanghe' })).error?.message).toContain('not active');
    expect((await step(oauthQuery(), { openid: 'nobody' })).error?.message).toContain('there is no outsider');
  });
});

describe('consent to private fields', () => {
  const query = (fields: Query = {}) => oauthQuery({ scope: 'snsapi_privateinfo', ...fields });

  it('is asked once, and remembered for 30 days of the simulator’s clock', async () => {
    const { step, simulation } = pages();
    const person = { userid: 'lisi' };
    expect(await step(query(), person)).toEqual({ ask: ['avatar', 'gender', 'mobile', 'email', 'biz_mail'] });
    expect(await step(query(), person, ['mobile'])).toHaveProperty('location');
    simulation.clock.advance(30 * 86_400_000 - 1);
    expect(await step(query(), person)).toHaveProperty('location');
    simulation.clock.advance(1);
    expect(await step(query(), person)).toHaveProperty('ask');
  });

  it('covers the fields the member agreed to, and no others', async () => {
    const { step, codeOf, userInfo, details } = pages();
    const done = await step(query(), { userid: 'lisi' }, ['mobile', 'gender', 'address']);
    const { user_ticket } = await userInfo(codeOf(done));
    expect(await details(user_ticket)).toEqual({
      errcode: 0,
      errmsg: 'ok',
      userid: 'lisi',
      gender: '2',
      mobile: '13800000003',
    });
  });

  it('ends where the administrator takes a field away', async () => {
    const { code, userInfo, details, request } = pages();
    const { user_ticket } = await userInfo(await code({ userid: 'lisi', scope: 'snsapi_privateinfo' }));
    expect(await details(user_ticket)).toMatchObject({ mobile: '13800000003', biz_mail: 'lisi@acme.example' });
    const body = JSON.stringify({ privateFields: ['biz_mail'] });
    await request(`/_simulator/agents/${NOTICE}`, { method: 'PATCH', body });
    expect(await details(user_ticket)).toEqual({
      errcode: 0,
      errmsg: 'ok',
      userid: 'lisi',
      biz_mail: 'lisi@acme.example',
    });
  });

  it('may be refused: the browser goes back without a code', async () => {
    const { step } = pages();
    expect(await step(query(), { userid: 'lisi' }, 'refused')).toEqual({ location: `${BACK}&state=abc123` });
  });

  it('is not asked without agentid, nor of people outside: there is no ticket then', async () => {
    const { step, codeOf, userInfo } = pages();
    const base = await step(query({ agentid: undefined }), { userid: 'lisi' });
    expect(await userInfo(codeOf(base))).toEqual({ errcode: 0, errmsg: 'ok', userid: 'lisi' });
    const outside = await step(query(), { openid: 'oDemo0000000000000000000001' });
    expect(await userInfo(codeOf(outside))).not.toHaveProperty('user_ticket');
  });
});

describe('the QR page', () => {
  it('sends the browser back with a code, and gives no ticket', async () => {
    const { step, codeOf, userInfo } = pages();
    const done = await step(webQuery(), { userid: 'lisi' }, undefined, 'web');
    expect(done.location).toMatch(/&code=[\w-]+&state=abc123$/);
    expect(await userInfo(codeOf(done))).toEqual({ errcode: 0, errmsg: 'ok', userid: 'lisi' });
  });

  it.each<[string, Query, number]>([
    ['another corp', { appid: 'wwsomebodyelse01' }, -31027],
    ['an unknown agent', { agentid: '1' }, -31028],
    ['no agent', { agentid: undefined }, -31028],
    ['no address', { redirect_uri: undefined }, -31035],
    ['an address elsewhere', { redirect_uri: 'https://evil.example/' }, -31039],
    ['a provider’s sign-in', { login_type: 'ServiceApp' }, -31040],
  ])('refuses %s', async (_what, fields, errcode) => {
    expect((await pages().view(webQuery(fields), 'web')).refused?.errcode).toBe(errcode);
  });

  it('may stand in a frame of pages on this machine', async () => {
    const page = await pages().request(`/wwlogin/sso/login?${webQuery()}`);
    // Without built pages the simulator says so, and sends no policy worth checking.
    if (page.status === 501) return;
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'self' http://localhost:*");
    expect(await page.text()).toContain('id="root"');
  });
});

describe('auth/getuserinfo', () => {
  it('takes a code once: then 42022', async () => {
    const { code, userInfo } = pages();
    const once = await code({ userid: 'zhangsan' });
    expect((await userInfo(once)).errcode).toBe(0);
    expect((await userInfo(once)).errcode).toBe(42022);
  });

  it('takes a code for five minutes: then 42003', async () => {
    const { code, userInfo, simulation } = pages();
    const [early, late] = [await code({ userid: 'zhangsan' }), await code({ userid: 'zhangsan' })];
    simulation.clock.advance(299_999);
    expect((await userInfo(early)).errcode).toBe(0);
    simulation.clock.advance(1);
    expect((await userInfo(late)).errcode).toBe(42003);
  });

  it('answers 40029 to an unknown code, to none, and to one of another agent', async () => {
    const { code, userInfo, read } = pages();
    expect((await userInfo('made-up')).errcode).toBe(40029);
    expect((await read('auth/getuserinfo')).errcode).toBe(40029);
    expect((await userInfo(await code({ userid: 'zhangsan' }), APPROVAL)).errcode).toBe(40029);
  });

  it('answers 50001 when the code went to the domain of another agent', async () => {
    const { step, codeOf, userInfo } = pages();
    const done = await step(oauthQuery({ agentid: undefined }), { userid: 'zhangsan' });
    expect((await userInfo(codeOf(done), APPROVAL)).errcode).toBe(50001);
  });

  it('answers 50002 for a member outside the visible range', async () => {
    const { code, userInfo, step, codeOf } = pages();
    expect((await userInfo(await code({ userid: 'zhouwei' }))).errcode).toBe(50002);
    expect((await userInfo(codeOf(await step(oauthQuery(), { userid: 'zhouwei' })))).errcode).toBe(50002);
  });

  it('knows people outside the corp by openid, and by external_userid when the corp has them as a contact', async () => {
    const { code, userInfo } = pages();
    const openid = 'oDemo0000000000000000000001';
    expect(await userInfo(await code({ openid }))).toEqual({
      errcode: 0,
      errmsg: 'ok',
      openid,
    });
    expect(await userInfo(await code({ openid: 'oDemo0000000000000000000002' }))).toMatchObject({
      external_userid: 'wmDemo000000000000000000000002',
    });
  });

  it('has an older path with other names', async () => {
    const { code, read } = pages();
    const legacy = async (fields: object) => read(`user/getuserinfo?code=${await code(fields)}`);
    expect(await legacy({ userid: 'lisi' })).toMatchObject({
      errcode: 0,
      UserId: 'lisi',
      DeviceId: expect.any(String) as string,
    });
    expect(await legacy({ openid: 'oDemo0000000000000000000001' })).toMatchObject({
      OpenId: 'oDemo0000000000000000000001',
    });
    expect(await legacy({ userid: 'lisi', scope: 'snsapi_privateinfo' })).toMatchObject({
      user_ticket: expect.any(String) as string,
      expires_in: 1800,
    });
  });

  it('is closed to the contacts-sync secret', async () => {
    expect((await tryOut().read('auth/getuserinfo?code=x', 'contact')).errcode).toBe(48002);
  });

  it('leaves neither code nor ticket in the call log', async () => {
    const { code, userInfo, details, request } = pages();
    const once = await code({ userid: 'lisi', scope: 'snsapi_privateinfo' });
    const { user_ticket } = await userInfo(once);
    await details(user_ticket);
    const log = await (await request('/_simulator/calls')).text();
    expect(log).toContain('/cgi-bin/auth/getuserdetail');
    expect(log).not.toContain(once);
    expect(log).not.toContain(user_ticket);
  });
});

describe('auth/getuserdetail', () => {
  it('takes a ticket as often as wanted for 1800 seconds: then 84014', async () => {
    const { code, userInfo, details, simulation } = pages();
    const { user_ticket } = await userInfo(await code({ userid: 'lisi', scope: 'snsapi_privateinfo' }));
    simulation.clock.advance(1_799_999);
    expect((await details(user_ticket)).errcode).toBe(0);
    expect((await details(user_ticket)).errcode).toBe(0);
    simulation.clock.advance(1);
    expect((await details(user_ticket)).errcode).toBe(84014);
  });

  it('answers 84015 to an unknown ticket, to none, and to one of another agent', async () => {
    const { code, userInfo, details, call } = pages();
    const { user_ticket } = await userInfo(await code({ userid: 'lisi', scope: 'snsapi_privateinfo' }));
    expect((await details('made-up')).errcode).toBe(84015);
    expect((await call('auth/getuserdetail', {})).errcode).toBe(84015);
    expect((await details(user_ticket, APPROVAL)).errcode).toBe(84015);
  });
});

describe('a code without a browser', () => {
  it.each([
    [{ agentId: 1, userid: 'lisi' }, 'there is no agent 1'],
    [{ userid: 'ghost' }, 'there is no member'],
    [{}, 'needs one of userid and openid'],
    [{ userid: 'lisi', openid: 'x' }, 'needs one of userid and openid'],
    [{ userid: 'lisi', scope: 'all' }, 'scope'],
  ])('is refused for %j', async (fields, reason) => {
    const { request } = tryOut();
    const body = JSON.stringify({ agentId: NOTICE, ...fields });
    const answer = await request('/_simulator/oauth/code', { method: 'POST', body });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(reason);
  });
});

describe('the switch "this browser is WeCom’s"', () => {
  /** Switches it on and returns the cookie, as a browser would send it. */
  async function switchedOn(userid: string) {
    const simulator = pages();
    const answer = await simulator.request('/_simulator/browser', { method: 'PUT', body: JSON.stringify({ userid }) });
    const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    return { ...simulator, answer, headers: { cookie } };
  }

  it('lets the member through both pages without a click', async () => {
    const { request, headers, codeOf, userInfo } = await switchedOn('ZHENGHAO');
    for (const path of [`/connect/oauth2/authorize?${oauthQuery()}`, `/wwlogin/sso/login?${webQuery()}`]) {
      const answer = await request(path, { headers });
      expect(answer.status).toBe(302);
      const location = answer.headers.get('location') ?? '';
      expect(location).toContain('&state=abc123');
      expect(await userInfo(codeOf({ location }))).toMatchObject({ userid: 'ZhengHao' });
    }
    expect(await (await request('/_simulator/browser', { headers })).json()).toEqual({ userid: 'ZhengHao' });
  });

  it('still has the member asked for private fields once', async () => {
    const { request, headers, step } = await switchedOn('lisi');
    const query = oauthQuery({ scope: 'snsapi_privateinfo' });
    expect((await request(`/connect/oauth2/authorize?${query}`, { headers })).status).not.toBe(302);
    await step(query, { userid: 'lisi' }, ['mobile']);
    expect((await request(`/connect/oauth2/authorize?${query}`, { headers })).status).toBe(302);
  });

  it('does not weaken the checks of the address', async () => {
    const { request, headers } = await switchedOn('lisi');
    const query = oauthQuery({ redirect_uri: 'https://evil.example/' });
    const answer = await request(`/connect/oauth2/authorize?${query}`, { headers });
    expect(answer.headers.get('location')).toBeNull();
    expect(answer.headers.get('error-code')).toBe('50001');
  });

  it('is off for everybody else, and when the member can no longer open WeCom', async () => {
    const { request, headers } = await switchedOn('lisi');
    const path = `/connect/oauth2/authorize?${oauthQuery()}`;
    expect((await request(path)).headers.get('location')).toBeNull();
    await request('/_simulator/members/lisi', { method: 'PATCH', body: JSON.stringify({ status: 2 }) });
    expect((await request(path, { headers })).headers.get('location')).toBeNull();
  });

  it('leaves it to the page in a frame', async () => {
    const { request, headers } = await switchedOn('lisi');
    const framed = { headers: { ...headers, 'sec-fetch-dest': 'iframe' } };
    expect((await request(`/wwlogin/sso/login?${webQuery()}`, framed)).headers.get('location')).toBeNull();
  });

  it('is kept from scripts, and goes off again', async () => {
    const { request, answer } = await switchedOn('lisi');
    expect(answer.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Lax/);
    const off = await request('/_simulator/browser', { method: 'DELETE' });
    expect(off.headers.get('set-cookie')).toContain('Max-Age=0');
  });

  it('opens a link with the switch on, for an active member and a web address alone', async () => {
    const { request } = tryOut();
    const open = (userid: string, url: string) =>
      request(`/_simulator/open?userid=${userid}&url=${encodeURIComponent(url)}`);
    const opened = await open('lisi', 'http://localhost:13000/admin/1?a=b');
    expect(opened.headers.get('location')).toBe('http://localhost:13000/admin/1?a=b');
    expect(opened.headers.get('set-cookie')).toContain('=lisi');
    expect((await open('huanghe', 'http://localhost:13000/')).status).toBe(400);
    expect((await open('lisi', 'javascript:alert(1)')).status).toBe(400);
  });
});
