import { describe, expect, it } from 'vitest';
import { acme } from '../src/acme';
import { APPROVAL, NOTICE, tryOut } from './try-out';

const gettoken = (corpsecret: string, corpid: string = acme.corpId) =>
  `gettoken?corpid=${corpid}&corpsecret=${corpsecret}`;

describe('gettoken', () => {
  it('gives the same token again while it lives, with the seconds it has left', async () => {
    const { get, simulation, token } = tryOut();
    const first = await token();
    simulation.clock.advance(600_000);
    const again = await get(gettoken(acme.agents[0]?.secret ?? ''));
    expect(again).toMatchObject({ errcode: 0, errmsg: 'ok', access_token: first, expires_in: 6600 });
    simulation.clock.advance(6_600_000);
    expect(await token()).not.toBe(first);
  });

  it('gives each secret its own token', async () => {
    const { token } = tryOut();
    expect(new Set([await token(NOTICE), await token(APPROVAL), await token('contact')]).size).toBe(3);
  });

  it.each([
    ['gettoken', 41002],
    [`gettoken?corpid=${acme.corpId}`, 41004],
    [gettoken('x', 'wwother0000'), 40013],
    [gettoken('wrong'), 40001],
  ])('refuses %s with %i', async (path, errcode) => {
    expect(await tryOut().get(path)).toMatchObject({ errcode });
  });

  it('knows the secrets of other corps, which do not count as wrong ones', async () => {
    const { get } = tryOut({ seed: { ...acme, foreignSecrets: ['elsewhere'] }, limits: { wrongSecrets: 2 } });
    for (let n = 0; n < 5; n += 1) expect((await get(gettoken('elsewhere'))).errcode).toBe(40091);
  });

  it('blocks an address for an hour after repeated wrong secrets, also with the right secret', async () => {
    const { get, simulation } = tryOut({ limits: { wrongSecrets: 3 } });
    const right = gettoken(acme.agents[0]?.secret ?? '');
    for (let attempt = 0; attempt < 3; attempt += 1) expect((await get(gettoken('wrong'))).errcode).toBe(40001);
    expect((await get(right)).errcode).toBe(45009);
    expect((await get(right, { headers: { 'x-simulator-caller': '203.0.113.9' } })).errcode).toBe(0);
    simulation.clock.advance(3_600_000);
    expect((await get(right)).errcode).toBe(0);
  });
});

describe('access tokens', () => {
  it('answers 41001 without one, 40014 for an unknown one and 42001 for an expired one', async () => {
    const { get, token, simulation } = tryOut();
    const issued = await token();
    expect((await get('message/send', { method: 'POST', body: '{}' })).errcode).toBe(41001);
    expect((await get('message/send?access_token=made-up', { method: 'POST', body: '{}' })).errcode).toBe(40014);
    simulation.clock.advance(7_200_000);
    expect((await get(`message/send?access_token=${issued}`, { method: 'POST', body: '{}' })).errcode).toBe(42001);
  });

  it('refuses an agent of another token with 301002 and an unknown agent with 40056', async () => {
    const { send } = tryOut();
    expect((await send({ agentid: APPROVAL })).errcode).toBe(301002);
    expect((await send({ agentid: 1 })).errcode).toBe(40056);
  });

  it('does not send with the contacts-sync secret', async () => {
    const { call } = tryOut();
    expect((await call('message/send', { touser: 'zhangsan' }, 'contact')).errcode).toBe(48002);
  });
});

describe('trusted addresses', () => {
  const seed = { ...acme, agents: acme.agents.map((agent) => ({ ...agent, trustedIps: ['203.0.113.10'] })) };

  it('refuses another caller with 60020 and names its address in errmsg', async () => {
    const { post, token } = tryOut({ seed });
    const path = `message/send?access_token=${await token()}`;
    const body = { touser: 'zhangsan', agentid: NOTICE, msgtype: 'text', text: { content: 'x' } };
    const refused = await post(path, body, { headers: { 'x-simulator-caller': '198.51.100.7' } });
    expect(refused.errcode).toBe(60020);
    expect(refused.errmsg).toMatch(
      /^not allow to access from your ip, hint: \[[0-9a-f_]+\], from ip: 198\.51\.100\.7, more info at https:\/\/open\.work\.weixin\.qq\.com\/devtool\/query\?e=60020$/,
    );
    expect((await post(path, body, { headers: { 'x-simulator-caller': '203.0.113.10' } })).errcode).toBe(0);
  });

  it('gives the token all the same', async () => {
    expect((await tryOut({ seed }).token()).length).toBeGreaterThan(100);
  });
});

describe('an endpoint that is not simulated', () => {
  it.each(['GET', 'POST'])('answers %s with an error that names it', async (method) => {
    const answer = await tryOut().get('appchat/create', { method });
    expect(answer.errcode).toBe(999404);
    expect(answer.errmsg).toContain(`does not simulate ${method} /cgi-bin/appchat/create`);
  });
});

it('only takes the contacts-sync secret from trusted addresses', async () => {
  const { read, get, token } = tryOut({ seed: { ...acme, contactTrustedIps: ['203.0.113.10'] } });
  const refused = await read('department/simplelist', 'contact');
  expect(refused.errcode).toBe(60020);
  expect(refused.errmsg).toContain('from ip: 127.0.0.1');
  const headers = { 'x-simulator-caller': '203.0.113.10' };
  expect((await get(`department/simplelist?access_token=${await token('contact')}`, { headers })).errcode).toBe(0);
  expect((await read('department/simplelist')).errcode).toBe(0);
});

it('answers 45033 to calls of one API beyond those that may be under way at once', async () => {
  const { request, get, token } = tryOut({ limits: { concurrentCalls: 2 } });
  const accessToken = await token();
  const slow = { path: 'agent/get', times: 2, delayMs: 50 };
  await request('/_simulator/faults', { method: 'POST', body: JSON.stringify(slow) });
  const read = () => get(`agent/get?agentid=${NOTICE}&access_token=${accessToken}`);
  const first = [read(), read()];
  expect((await read()).errcode).toBe(45033);
  expect((await get(`agent/list?access_token=${accessToken}`)).errcode).toBe(0);
  expect((await Promise.all(first)).map(({ errcode }) => errcode)).toEqual([0, 0]);
  expect((await read()).errcode).toBe(0);
});
