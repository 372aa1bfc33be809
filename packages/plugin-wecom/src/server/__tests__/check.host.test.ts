import { createSimulator, type Simulator } from '@openwecom/simulator';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { AUTH_TYPE } from '../../constants';
import type { CheckResult } from '../setup-check/check';
import { bootHost, type TestHost } from '../test-host/host';
import { sealSecret, simulatorOptions } from '../test-host/wecom';

let host: TestHost;
let simulator: Simulator;
let root: Awaited<ReturnType<TestHost['root']>>;
let options: Awaited<ReturnType<typeof simulatorOptions>>;

beforeAll(async () => {
  simulator = await createSimulator();
  host = await bootHost();
  root = await host.root();
  options = await simulatorOptions(root, simulator);
});
beforeEach(() => simulator.reset());
afterAll(async () => {
  await host?.close();
  await simulator?.close();
});

async function check(changes: object = {}, locale = 'en-US') {
  const answer = await root
    .post('/api/openwecom:check')
    .set('X-Locale', locale)
    .send({ options: { ...options, ...changes } });
  expect(answer.status).toBe(200);
  const { checks } = (answer.body as { data: { checks: CheckResult[] } }).data;
  return {
    checks,
    line: (id: CheckResult['id']) => checks.find((one) => one.id === id),
    statuses: checks.map(({ status }) => status),
  };
}

const agentId = () => simulator.seed.agents[0]?.agentId ?? 0;

it('passes line by line, with the name of the app and whom it reaches, and reminds of the callback', async () => {
  const { checks, line, statuses } = await check();
  expect(checks.map(({ id }) => id)).toEqual(['settings', 'address', 'token', 'agent', 'visibleRange', 'callback']);
  expect(statuses).toEqual(['pass', 'pass', 'pass', 'pass', 'pass', 'warning']);
  expect(line('agent')).toMatchObject({ params: { name: 'OpenWeCom 通知' } });
  expect(line('visibleRange')).toMatchObject({ params: { users: 1, departments: 3, tags: 1 } });
  expect(line('callback')).toMatchObject({ code: '43012', meaning: expect.stringContaining('43012') as string });
});

it('checks what is stored when it is given a name only', async () => {
  await root.post('/api/authenticators:create').send({ name: 'stored', authType: AUTH_TYPE, enabled: false, options });
  const answer = await root.post('/api/openwecom:check').send({ authenticator: 'stored' });
  expect((answer.body as { data: { checks: CheckResult[] } }).data.checks[3]).toMatchObject({ status: 'pass' });
  expect((await root.post('/api/openwecom:check').send({ authenticator: 'nowhere' })).status).toBe(404);
});

it('fails the settings when something is missing, and tries nothing else', async () => {
  const { line, statuses } = await check({ corpId: '', agentId: undefined });
  expect(line('settings')).toMatchObject({ status: 'fail', code: 'incomplete', params: { fields: 'corpId, agentId' } });
  expect(statuses.slice(1)).toEqual(['skipped', 'skipped', 'skipped', 'skipped', 'skipped']);
});

it('fails the settings when the secret was sealed for another corp', async () => {
  expect((await check({ corpId: 'wwanother' })).line('settings')).toMatchObject({ code: 'sealDoesNotOpen' });
});

it('fails the address when nothing answers there', async () => {
  const baseUrl = 'http://127.0.0.1:9';
  const secret = await sealSecret(root, { corpId: options.corpId, baseUrl, secret: 'any' });
  const { line, statuses } = await check({ baseUrl, secret });
  expect(statuses.slice(0, 3)).toEqual(['pass', 'fail', 'skipped']);
  expect(line('address')).toMatchObject({
    code: 'ERR_WECOM_NETWORK',
    remedy: expect.stringContaining('API base URL') as string,
  });
});

it('fails the address when something else than WeCom answers there', async () => {
  simulator.addFault({ path: 'gettoken', status: 502, times: 9 });
  expect((await check()).line('address')).toMatchObject({
    status: 'fail',
    code: 'ERR_WECOM_HTTP',
    meaning: expect.stringContaining('502') as string,
  });
});

it('fails the token when the secret is wrong, without repeating the secret', async () => {
  const secret = await sealSecret(root, { ...options, secret: 'a-wrong-secret' });
  const { checks, line, statuses } = await check({ secret });
  expect(statuses.slice(0, 4)).toEqual(['pass', 'pass', 'fail', 'skipped']);
  expect(line('token')).toMatchObject({ code: '40001', wecomText: expect.stringContaining('40001') as string });
  expect(JSON.stringify(checks)).not.toContain('a-wrong-secret');
});

it('fails the agent when the secret belongs to another app', async () => {
  expect((await check({ agentId: '1000003' })).line('agent')).toMatchObject({
    status: 'fail',
    code: expect.stringMatching(/^(301002|40056)$/) as string,
  });
});

it('fails the agent when the address of this server is not trusted, and names the address', async () => {
  simulator.changeAgent(agentId(), { trustedIps: ['203.0.113.10'] });
  const { line } = await check({}, 'zh-CN');
  expect(line('agent')).toMatchObject({
    status: 'fail',
    code: '60020',
    remedy: expect.stringContaining('把 127.0.0.1 加入“企业可信IP”') as string,
  });
});

it('fails the agent when it is switched off', async () => {
  simulator.changeAgent(agentId(), { enabled: false });
  expect((await check()).checks.find(({ status }) => status === 'fail')).toBeDefined();
});

it('fails the visible range when it is empty', async () => {
  simulator.changeAgent(agentId(), { visibleRange: { users: [], departments: [], tags: [] } });
  expect((await check()).line('visibleRange')).toMatchObject({ status: 'fail', code: 'empty' });
});

it('answers in the language of the request', async () => {
  expect((await check({}, 'zh-CN')).line('token')).toMatchObject({ meaning: '企业 ID 和 Secret 正确。' });
});
