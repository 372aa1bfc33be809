import { describe, expect, it } from 'vitest';
import { acme } from '../src/acme';
import type { Call } from '../src/views';
import { NOTICE, tryOut } from './try-out';

const json = (method: string, body: unknown): RequestInit => ({ method, body: JSON.stringify(body) });
const bodyOf = async (response: Response) => (await response.json()) as Record<string, unknown>;

describe('the control API', () => {
  it('gives the whole corp, secrets and keys included', async () => {
    const { request } = tryOut();
    const seed = await bodyOf(await request('/_simulator/seed'));
    expect(seed).toMatchObject({ corpId: acme.corpId, contactSecret: acme.contactSecret });
    expect(seed.agents).toMatchObject(acme.agents);
    expect(seed.members).toHaveLength(acme.members.length);
  });

  it('shows an inbox without regard to the case of the userid, newest last', async () => {
    const { request, send, startedAt } = tryOut();
    await send({ touser: 'zhenghao', text: { content: '一' } });
    await send({ touser: 'ZHENGHAO', text: { content: '二' } });
    const inbox = await bodyOf(await request('/_simulator/inbox/ZHENGhao'));
    expect(inbox.userid).toBe('ZhengHao');
    expect(inbox.messages).toMatchObject([
      {
        agentid: NOTICE,
        sentAt: startedAt,
        msgtype: 'text',
        body: { msgtype: 'text', text: { content: '一' } },
        state: 'delivered',
      },
      { body: { text: { content: '二' } } },
    ]);
  });

  it('counts what each member was sent, and gives the newest of messages and calls alone', async () => {
    const { request, send, call } = tryOut({ keep: { deliveries: 1 }, limits: { memberPerMinute: 1 } });
    const { msgid } = await send({ touser: 'zhangsan' });
    await send({ touser: 'ZHANGSAN|lisi' });
    await call('message/recall', { msgid });
    const all = await bodyOf(await request('/_simulator/inbox'));
    expect(all.counts).toEqual({
      zhangsan: { delivered: 1, dropped: 1, recalled: 0 },
      lisi: { delivered: 1, dropped: 0, recalled: 0 },
    });
    expect((await bodyOf(await request('/_simulator/inbox?agentId=1000003'))).counts).toEqual({});
    expect((await request('/_simulator/inbox?agentId=x')).status).toBe(400);
    expect((await bodyOf(await request('/_simulator/messages?newest=1'))).messages).toHaveLength(1);
    expect((await bodyOf(await request('/_simulator/calls?newest=2'))).calls).toMatchObject([
      { path: '/cgi-bin/gettoken' },
      { path: '/cgi-bin/message/recall' },
    ]);
  });

  it('logs calls with request, answer and the reason, and never a secret or an access token', async () => {
    const simulator = tryOut();
    const token = await simulator.token();
    await simulator.get(`gettoken?corpid=${acme.corpId}&corpsecret=some-other-secret`);
    await simulator.send({ touser: 'nobody' });
    await simulator.post(`message/send?access_token=${token}`, {
      access_token: token,
      text: { content: `token ${token}` },
    });
    await simulator.post(`message/send?access_token=${token}&debug=1`, `access_token=${token}`);
    const text = await (await simulator.request('/_simulator/calls')).text();
    expect(text).not.toContain(token);
    expect(text).not.toContain('some-other-secret');
    for (const { secret } of acme.agents) expect(text).not.toContain(secret);
    const { calls } = JSON.parse(text) as { calls: Call[] };
    const refused = calls.find(({ answer }) => answer?.errcode === 81013);
    expect(refused).toMatchObject({
      method: 'POST',
      path: '/cgi-bin/message/send',
      caller: '127.0.0.1',
      query: {},
      request: { touser: 'nobody', agentid: NOTICE, msgtype: 'text', text: { content: '你好' } },
      answer: { invaliduser: 'nobody' },
      status: 200,
      notes: [
        {
          code: 'refused',
          params: { errcode: 81013 },
          message: 'no target exists inside the visible range of the agent',
        },
      ],
      fault: null,
    });
    expect(refused?.durationMs).toBeGreaterThanOrEqual(0);
    expect(calls[0]?.answer?.access_token).toBe('***');
  });

  it('forgets everything on a reset', async () => {
    const { request, send, token, get, simulation } = tryOut();
    const before = await token();
    await send();
    await request('/_simulator/clock', json('POST', { advanceMs: 1000 }));
    await request('/_simulator/faults', json('POST', { path: 'gettoken', errcode: -1 }));
    await request('/_simulator/members/zhangsan', json('PATCH', { licensed: false }));
    expect((await request('/_simulator/reset', { method: 'POST' })).status).toBe(200);
    expect(await bodyOf(await request('/_simulator/calls'))).toEqual({ calls: [] });
    expect(await bodyOf(await request('/_simulator/messages'))).toEqual({ messages: [] });
    expect(await bodyOf(await request('/_simulator/faults'))).toEqual({ faults: [] });
    expect(simulation.clock.ahead()).toBe(0);
    expect((await get(`agent/get?agentid=${NOTICE}&access_token=${before}`)).errcode).toBe(40014);
    expect(await send()).not.toHaveProperty('unlicenseduser');
  });

  it('moves the clock forward only', async () => {
    const { request, startedAt } = tryOut();
    const clock = await request('/_simulator/clock', json('POST', { advanceMs: 5000 }));
    expect(await bodyOf(clock)).toEqual({ now: startedAt + 5000, aheadMs: 5000 });
    expect((await request('/_simulator/clock', json('POST', { advanceMs: -1 }))).status).toBe(400);
  });

  it('takes access tokens back', async () => {
    const { request, token, get } = tryOut();
    const before = await token();
    await request('/_simulator/tokens/revoke', json('POST', { agentId: NOTICE }));
    expect((await get(`agent/get?agentid=${NOTICE}&access_token=${before}`)).errcode).toBe(40014);
  });

  it('names what is wrong with a request', async () => {
    const { request } = tryOut();
    const answer = await request('/_simulator/faults', json('POST', { path: 'gettoken', tims: 3 }));
    expect(answer.status).toBe(400);
    expect(await bodyOf(answer)).toMatchObject({
      error: { issues: [{ path: 'tims', message: 'is not a known field' }] },
    });
    expect((await request('/_simulator/faults', { method: 'POST', body: '{' })).status).toBe(400);
    expect((await request('/_simulator/nothing')).status).toBe(404);
  });

  it.each([
    ['a page elsewhere', { origin: 'https://evil.example' }],
    ['a page without an origin of its own', { origin: 'null' }],
    ['a request across sites', { 'sec-fetch-site': 'cross-site' }],
    ['a name that only resolves to this machine', { host: 'evil.example:8090' }],
    ['a name that begins like a loopback one', { host: 'localhost.evil.example' }],
  ])('refuses %s', async (_who, headers) => {
    const { request } = tryOut();
    expect((await request('http://localhost/_simulator/seed', { headers })).status).toBe(403);
  });

  it.each(['localhost:8090', '127.0.0.1:1', '[::1]:8090', 'simulator.localhost'])('answers to %s', async (host) => {
    const { request } = tryOut();
    const headers = { host, origin: `http://${host}` };
    expect((await request('http://localhost/_simulator/seed', { headers })).status).toBe(200);
  });
});

describe('faults', () => {
  it('answer an errcode to the next calls of a path, in the shape of WeCom, without acting', async () => {
    const { request, send } = tryOut();
    await request('/_simulator/faults', json('POST', { path: '/cgi-bin/message/send', times: 2, errcode: 45033 }));
    for (let n = 0; n < 2; n += 1) {
      const answer = await send();
      expect(answer.errcode).toBe(45033);
      expect(answer.errmsg).toMatch(/^api concurrent out of limit, hint: \[/);
    }
    expect((await send()).errcode).toBe(0);
    expect((await bodyOf(await request('/_simulator/inbox/zhangsan'))).messages).toHaveLength(1);
  });

  it('answer an HTTP status as a proxy would', async () => {
    const { request } = tryOut();
    await request('/_simulator/faults', json('POST', { path: 'gettoken', status: 502 }));
    const answer = await request('/cgi-bin/gettoken');
    expect(answer.status).toBe(502);
    expect(answer.headers.get('content-type')).toContain('text/html');
  });

  it('hit every call of a path until they are cleared', async () => {
    const { request, send, simulation } = tryOut();
    await request('/_simulator/faults', json('POST', { path: 'message/send', times: 'until-cleared', errcode: 50003 }));
    await request('/_simulator/faults', json('POST', { path: 'user/get', errcode: -1 }));
    for (let n = 0; n < 5; n += 1) expect((await send()).errcode).toBe(50003);
    await request('/_simulator/faults?path=/cgi-bin/message/send', { method: 'DELETE' });
    expect((await send()).errcode).toBe(0);
    expect(simulation.world.faults.list()).toMatchObject([{ path: 'user/get' }]);
  });

  it('hit every path there is', async () => {
    const { request, get, read } = tryOut();
    expect((await read(`agent/get?agentid=${NOTICE}`)).errcode).toBe(0);
    await request('/_simulator/faults', json('POST', { path: '*', times: 2, errcode: -1 }));
    expect((await get('gettoken')).errcode).toBe(-1);
    expect((await get('user/get')).errcode).toBe(-1);
    expect((await get('user/get')).errcode).toBe(41001);
  });

  it('hit the calls of one agent and leave the others alone', async () => {
    const { request, send, call, get, simulation } = tryOut();
    const tokenUrl = (agentId: number) =>
      `gettoken?corpid=${acme.corpId}&corpsecret=${simulation.world.corp.agent(agentId)?.secret}`;
    const fault = { times: 'until-cleared', errcode: 60020 };
    await request('/_simulator/faults', json('POST', { ...fault, path: 'message/send', agentId: NOTICE }));
    await request('/_simulator/faults', json('POST', { ...fault, path: 'user/list_id', agentId: 'contact' }));
    expect((await send()).errcode).toBe(60020);
    expect((await send({ agentid: 1000003 }, 1000003)).errcode).toBe(0);
    expect((await call('user/list_id', {}, 'contact')).errcode).toBe(60020);
    await request('/_simulator/faults', json('POST', { ...fault, path: 'gettoken', agentId: NOTICE }));
    expect((await get(tokenUrl(NOTICE))).errcode).toBe(60020);
    expect((await get(tokenUrl(1000003))).errcode).toBe(0);
  });

  it('only hit their own path, and are shown until they are used up or cleared', async () => {
    const { request, send } = tryOut();
    await request('/_simulator/faults', json('POST', { path: 'user/get', times: 2, errcode: -1, errmsg: 'busy' }));
    expect((await send()).errcode).toBe(0);
    expect(await bodyOf(await request('/_simulator/faults'))).toEqual({
      faults: [{ path: 'user/get', times: 2, errcode: -1, errmsg: 'busy' }],
    });
    await request('/_simulator/faults', { method: 'DELETE' });
    expect(await bodyOf(await request('/_simulator/faults'))).toEqual({ faults: [] });
  });

  it.each([
    {},
    { errcode: 0 },
    { status: 200 },
    { drop: 'sometimes' },
    { drop: 'after', errcode: -1 },
    { delayMs: -1 },
    { times: 0, errcode: -1 },
    { times: 'forever', errcode: -1 },
  ])('are refused when they make no sense: %j', async (fields) => {
    const answer = await tryOut().request('/_simulator/faults', json('POST', { path: 'gettoken', ...fields }));
    expect(answer.status).toBe(400);
  });
});

describe('changes an administrator would make', () => {
  const patch = (path: string, changes: object) => {
    const simulator = tryOut();
    return { ...simulator, change: () => simulator.request(`/_simulator/${path}`, json('PATCH', changes)) };
  };

  it('give an agent trusted addresses', async () => {
    const { change, send } = patch(`agents/${NOTICE}`, { trustedIps: ['203.0.113.10'] });
    expect((await change()).status).toBe(200);
    expect((await send()).errcode).toBe(60020);
  });

  it('narrow the visible range', async () => {
    const { change, send } = patch(`agents/${NOTICE}`, { visibleRange: { departments: [3] } });
    await change();
    expect((await send()).errcode).toBe(81013);
    expect((await send({ touser: 'wangfang|sunqi' })).invaliduser).toBeUndefined();
  });

  it('remove a setting with null', async () => {
    const { change, request } = patch('agents/1000003', { callbackUrl: null });
    expect(await bodyOf(await change())).not.toHaveProperty('callbackUrl');
    expect((await bodyOf(await request('/_simulator/seed'))).agents).toHaveLength(2);
  });

  it('end the tokens of a secret that is reset', async () => {
    const { change, token, get } = patch(`agents/${NOTICE}`, { secret: 'another-demo-secret' });
    const before = await token();
    await change();
    expect((await get(`agent/get?agentid=${NOTICE}&access_token=${before}`)).errcode).toBe(40014);
    expect((await get(`gettoken?corpid=${acme.corpId}&corpsecret=${acme.agents[0]?.secret}`)).errcode).toBe(40001);
    expect((await get(`gettoken?corpid=${acme.corpId}&corpsecret=another-demo-secret`)).errcode).toBe(0);
  });

  it('switch an agent off', async () => {
    const { change, send } = patch(`agents/${NOTICE}`, { enabled: false });
    await change();
    expect((await send()).errcode).toBe(50003);
  });

  it('disable a member', async () => {
    const { change, send } = patch('members/ZHANGSAN', { status: 2 });
    await change();
    expect(await send({ touser: 'zhangsan|lisi' })).toMatchObject({ errcode: 0, invaliduser: 'zhangsan' });
  });

  it.each([
    ['agents/1', { enabled: true }, 'there is no agent 1'],
    [`agents/${NOTICE}`, { trustedIps: ['everywhere'] }, 'must be an IP address'],
    [`agents/${NOTICE}`, { visibleRange: { users: ['ghost'] } }, 'there is no member "ghost"'],
    [`agents/${NOTICE}`, { secret: acme.contactSecret }, 'repeats another one'],
    ['members/ghost', { licensed: true }, 'there is no member "ghost"'],
    ['members/lisi', { status: 3 }, 'must be 1 (active)'],
  ])('are refused at %s with %j', async (path, changes, reason) => {
    const answer = await patch(path, changes).change();
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(JSON.stringify(reason).slice(1, -1));
  });
});
