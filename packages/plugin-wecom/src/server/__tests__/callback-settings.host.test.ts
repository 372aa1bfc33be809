import type { Model } from '@nocobase/database';
import { acme, createSimulator, type Simulator } from '@openwecom/simulator';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { AUTH_TYPE } from '../../constants';
import type { CallbackStatus } from '../callback/status-actions';
import { addReceiver, eventXml, newPair, post, sealedPair, verify, type Sender } from '../test-host/callbacks';
import { bootHost, type TestHost } from '../test-host/host';
import { addChannel, simulatorOptions } from '../test-host/wecom';

const MINUTE_MS = 60_000;

let host: TestHost;
let simulator: Simulator;
let root: Awaited<ReturnType<TestHost['root']>>;
beforeAll(async () => {
  simulator = await createSimulator({ seed: acme });
  host = await bootHost();
  root = await host.root();
});
afterEach(() => vi.useRealTimers());
afterAll(async () => {
  await host?.close();
  await simulator?.close();
});

const newSender = (): Sender => ({ corpId: 'wwcorp', ...newPair() });

async function change(name: string, options: object): Promise<void> {
  const row = (await host.app.db.getRepository('authenticators').findOne({ filter: { name } })) as Model;
  const filterByTk = String(row.get('id'));
  const answer = await root
    .post('/api/authenticators:update')
    .query({ filterByTk })
    .send({ name, authType: AUTH_TYPE, enabled: true, options });
  expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
}

const later = (ms: number) => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });

/** Whether WeCom would be believed. */
const accepts = async (key: string, sender: Sender) => (await verify(host.anonymous(), key, sender)).status === 200;

const statusOf = async (kind: string, name: string, locale = 'en-US') => {
  const answer = await root.get('/api/openwecom:callbackStatus').query({ kind, name }).set('X-Locale', locale);
  expect(answer.status).toBe(200);
  return (answer.body as { data: { status: CallbackStatus | null } }).data.status;
};

describe('a changed Token or EncodingAESKey', () => {
  it('counts at once, and the previous pair for ten minutes more', async () => {
    const [before, after] = [newSender(), newSender()];
    await addReceiver(host, 'rotating', before);
    expect(await accepts('auth-rotating', before)).toBe(true);
    await change('rotating', { corpId: 'wwcorp', callback: { enabled: true, ...(await sealedPair(root, after)) } });
    expect(await accepts('auth-rotating', after)).toBe(true);
    expect(await accepts('auth-rotating', before)).toBe(true);
    expect((await post(host.anonymous(), 'auth-rotating', eventXml({ Event: 'subscribe' }), before)).text).toBe(
      'success',
    );
    // The pairs are pairs: the old Token with the new key is nobody's.
    expect(await accepts('auth-rotating', { ...before, encodingAESKey: after.encodingAESKey })).toBe(false);
    later(9 * MINUTE_MS);
    expect(await accepts('auth-rotating', before)).toBe(true);
    later(2 * MINUTE_MS);
    expect(await accepts('auth-rotating', before)).toBe(false);
    expect(await accepts('auth-rotating', after)).toBe(true);
  });

  it('is noticed when it was the value of a variable that changed', async () => {
    const [before, after] = [newSender(), newSender()];
    await root.post('/api/environmentVariables:create').send({ name: 'CB_TOKEN', type: 'secret', value: before.token });
    await root
      .post('/api/environmentVariables:create')
      .send({ name: 'CB_KEY', type: 'secret', value: before.encodingAESKey });
    const callback = { enabled: true, token: '{{$env.CB_TOKEN}}', encodingAESKey: '{{ $env.CB_KEY }}' };
    await root
      .post('/api/authenticators:create')
      .send({ name: 'variable', authType: AUTH_TYPE, enabled: true, options: { corpId: 'wwcorp', callback } });
    expect(await accepts('auth-variable', before)).toBe(true);
    const update = (name: string, value: string) =>
      root.post('/api/environmentVariables:update').query({ filterByTk: name }).send({ type: 'secret', value });
    expect((await update('CB_TOKEN', after.token)).status).toBe(200);
    expect((await update('CB_KEY', after.encodingAESKey)).status).toBe(200);
    await expect.poll(() => accepts('auth-variable', after)).toBe(true);
    expect(await accepts('auth-variable', before)).toBe(true);
    later(11 * MINUTE_MS);
    expect(await accepts('auth-variable', before)).toBe(false);
  });

  it('is never answered, and sealed for the corp it was entered for', async () => {
    const sender = newSender();
    await addReceiver(host, 'bound', sender);
    const listed = await root.get('/api/authenticators:list');
    const endpoints = (await host.app.db.getRepository('wecomCallbackEndpoints').find()) as Model[];
    expect(endpoints.length).toBeGreaterThan(0);
    for (const text of [listed.text, JSON.stringify(endpoints)]) {
      expect(text).not.toContain(sender.token);
      expect(text).not.toContain(sender.encodingAESKey);
    }
    const { options } = (listed.body as { data: { name: string; options: object }[] }).data.find(
      ({ name }) => name === 'bound',
    ) ?? { options: {} };
    await change('bound', { ...options, corpId: 'wwother' });
    expect((await verify(host.anonymous(), 'auth-bound', { ...sender, corpId: 'wwother' })).status).toBe(503);
    expect(await statusOf('authenticator', 'bound', 'zh-CN')).toMatchObject({
      problem: '已保存的接收消息 Token 属于其他企业 ID，或由其他 NocoBase 保存，请重新输入。',
    });
  });
});

describe('an address', () => {
  it('is there only while its authenticator receives callbacks', async () => {
    const sender = newSender();
    await addReceiver(host, 'switched', sender);
    const callback = { enabled: true, ...(await sealedPair(root, sender)) };
    expect(await accepts('auth-switched', sender)).toBe(true);
    await change('switched', { corpId: 'wwcorp', callback: { ...callback, enabled: false } });
    expect((await verify(host.anonymous(), 'auth-switched', sender)).status).toBe(404);
    await change('switched', { corpId: 'wwcorp', callback });
    expect(await accepts('auth-switched', sender)).toBe(true);
    const authenticators = host.app.db.getRepository('authenticators');
    await authenticators.update({ filter: { name: 'switched' }, values: { enabled: false } });
    expect((await verify(host.anonymous(), 'auth-switched', sender)).status).toBe(404);
  });

  it('belongs to a sync source as well, under a name of its own, with a second pair for contacts sync', async () => {
    const [sender, contacts, sameName] = [newSender(), newSender(), newSender()];
    const pair = await sealedPair(root, sender);
    const second = await sealedPair(root, contacts);
    const options = {
      corpId: 'wwcorp',
      ...pair,
      contactsToken: second.token,
      contactsEncodingAESKey: second.encodingAESKey,
    };
    await host.app.db
      .getRepository('userDataSyncSources')
      .create({ values: { name: 'same', sourceType: 'openwecom', enabled: true, options } });
    await addReceiver(host, 'same', sameName);
    expect(await accepts('sync-same', sender)).toBe(true);
    expect(await accepts('sync-same', contacts)).toBe(true);
    expect(await accepts('sync-same', sameName)).toBe(false);
    expect(await accepts('auth-same', sameName)).toBe(true);
    expect(await statusOf('source', 'same')).toMatchObject({ path: 'openwecom:callback/sync-same' });
  });

  it('may have any name', async () => {
    const sender = newSender();
    await addReceiver(host, '企业 微信/1%2F?', sender);
    const { path } = (await statusOf('authenticator', '企业 微信/1%2F?')) ?? { path: '' };
    expect(await accepts(path.replace('openwecom:callback/', ''), sender)).toBe(true);
  });
});

describe('the status of an address', () => {
  it('tells nothing before the settings are saved, and is for administrators', async () => {
    expect(await statusOf('authenticator', 'not-saved')).toBe(null);
    expect(await statusOf('constructor', 'not-saved')).toBe(null);
    const member = await host.member('status-member');
    expect((await member.get('/api/openwecom:callbackStatus?kind=authenticator&name=main')).status).toBe(403);
    expect((await host.anonymous().get('/api/openwecom:callbackStatus')).status).toBe(401);
  });

  it('tells when WeCom verified it, told something, and was refused and why', async () => {
    const sender = newSender();
    await addReceiver(host, 'status', sender);
    const nothing = { verifiedAt: null, eventAt: null, refusedAt: null, refusedReason: null };
    expect(await statusOf('authenticator', 'status')).toEqual({ path: 'openwecom:callback/auth-status', ...nothing });

    await verify(host.anonymous(), 'auth-status', { ...sender, token: 'wrong' });
    expect(await statusOf('authenticator', 'status')).toMatchObject({ refusedReason: 'signature', verifiedAt: null });
    await verify(host.anonymous(), 'auth-status', { ...sender, encodingAESKey: newPair().encodingAESKey });
    expect(await statusOf('authenticator', 'status')).toMatchObject({ refusedReason: 'decrypt' });
    await verify(host.anonymous(), 'auth-status', { ...sender, corpId: 'wwother' });
    expect(await statusOf('authenticator', 'status')).toMatchObject({ refusedReason: 'receive-id' });

    const { refusedAt } = (await statusOf('authenticator', 'status')) ?? {};
    await verify(host.anonymous(), 'auth-status', sender);
    const verified = await statusOf('authenticator', 'status');
    expect(verified?.verifiedAt).toBeGreaterThanOrEqual(refusedAt ?? Infinity);
    expect(verified?.eventAt).toBe(null);
    await post(host.anonymous(), 'auth-status', eventXml({ Event: 'subscribe' }), sender);
    expect((await statusOf('authenticator', 'status'))?.eventAt).toBeGreaterThanOrEqual(
      verified?.verifiedAt ?? Infinity,
    );

    // What was seen with the old pair says nothing about the new one.
    const callback = { enabled: true, ...(await sealedPair(root, newSender())) };
    await change('status', { corpId: 'wwcorp', callback });
    expect(await statusOf('authenticator', 'status')).toMatchObject(nothing);
  });
});

describe('whether members of an app can answer', () => {
  it('is told to the set-up check and to whoever writes a message', async () => {
    const name = 'answering';
    const options = await simulatorOptions(root, simulator);
    const sender: Sender = { corpId: options.corpId, ...newPair() };
    const callback = { enabled: true, ...(await sealedPair(root, sender)) };
    await root.post('/api/authenticators:create').send({ name, authType: AUTH_TYPE, enabled: true, options });
    await addChannel(host, name, { authenticator: name });
    const member = await host.member('author');
    const readiness = async () => {
      const answer = await member.get('/api/openwecom:callbackReadiness').query({ channel: name });
      return (answer.body as { data: { state: string } }).data.state;
    };
    const check = async () => {
      const answer = await root.post('/api/openwecom:check').send({ authenticator: name });
      const { checks } = (
        answer.body as { data: { checks: { id: string; status: string; code?: string; meaning: string }[] } }
      ).data;
      return checks.find(({ id }) => id === 'callback');
    };
    expect([await readiness(), await check()]).toMatchObject(['missing', { status: 'warning', code: '43012' }]);
    await change(name, { ...options, callback });
    expect([await readiness(), await check()]).toMatchObject(['unverified', { status: 'warning', code: 'unverified' }]);
    await verify(host.anonymous(), `auth-${name}`, { ...sender, token: 'wrong' });
    expect([await readiness(), await check()]).toMatchObject([
      'refused',
      { status: 'warning', meaning: expect.stringContaining('wrong Token') as string },
    ]);
    await verify(host.anonymous(), `auth-${name}`, sender);
    expect([await readiness(), await check()]).toMatchObject(['ready', { status: 'pass' }]);
    await change(name, { ...options, callback: { ...callback, token: 'clear text' } });
    expect([await readiness(), await check()]).toMatchObject([
      'unusable',
      { status: 'fail', code: 'callbackNotSealed' },
    ]);
    expect((await host.anonymous().get('/api/openwecom:callbackReadiness').query({ channel: name })).status).toBe(401);
  });

  it('counts an address of a sync source of the same app', async () => {
    const name = 'by-source';
    const options = await simulatorOptions(root, simulator);
    const sender: Sender = { corpId: options.corpId, ...newPair() };
    await root.post('/api/authenticators:create').send({ name, authType: AUTH_TYPE, enabled: true, options });
    await addChannel(host, name, { authenticator: name });
    const source = { ...(await sealedPair(root, sender)), useAuthenticator: true, authenticator: name };
    await host.app.db
      .getRepository('userDataSyncSources')
      .create({ values: { name, sourceType: 'openwecom', enabled: true, options: source } });
    expect(await accepts(`sync-${name}`, sender)).toBe(true);
    const answer = await root.get('/api/openwecom:callbackReadiness').query({ channel: name });
    expect(answer.body).toEqual({ data: { state: 'ready' } });
  });
});
