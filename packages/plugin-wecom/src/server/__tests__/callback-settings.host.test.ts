import { createRequire } from 'node:module';
import path from 'node:path';
import type { Model } from '@nocobase/database';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { AUTH_TYPE, CALLBACK_ENDPOINTS_COLLECTION } from '../../constants';
import { createSettingsContext } from '../apps/context';
import { Endpoints } from '../callback/endpoints';
import { endpointPath } from '../callback/owners';
import {
  accepts,
  addReceiver,
  changeAuthenticator,
  eventXml,
  NEVER,
  newPair,
  newSender,
  post,
  sealCallback,
  sealedPair,
  statusOf,
  verify,
  type Sender,
} from '../test-host/callbacks';
import { hostFolder } from '../test-host/folders';
import { bootHost, type TestHost } from '../test-host/host';

const MINUTE_MS = 60_000;

let host: TestHost;
let root: Awaited<ReturnType<TestHost['root']>>;
beforeAll(async () => {
  host = await bootHost();
  root = await host.root();
});
afterEach(() => vi.useRealTimers());
afterAll(() => host?.close());

const later = (ms: number) => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });

describe('a changed Token or EncodingAESKey', () => {
  it('counts at once, and the previous pair for ten minutes more', async () => {
    const [before, after] = [newSender(), newSender()];
    await addReceiver(host, 'rotating', before);
    expect(await accepts(host, 'auth-rotating', before)).toBe(true);
    await changeAuthenticator(root, 'rotating', {
      corpId: 'wwcorp',
      callback: { enabled: true, ...(await sealedPair(root, after)) },
    });
    expect(await accepts(host, 'auth-rotating', after)).toBe(true);
    expect(await accepts(host, 'auth-rotating', before)).toBe(true);
    expect((await post(host.anonymous(), 'auth-rotating', eventXml({ Event: 'subscribe' }), before)).text).toBe(
      'success',
    );
    // The pairs are pairs: the old Token with the new key is nobody's.
    expect(await accepts(host, 'auth-rotating', { ...before, encodingAESKey: after.encodingAESKey })).toBe(false);
    later(9 * MINUTE_MS);
    expect(await accepts(host, 'auth-rotating', before)).toBe(true);
    later(2 * MINUTE_MS);
    expect(await accepts(host, 'auth-rotating', before)).toBe(false);
    expect(await accepts(host, 'auth-rotating', after)).toBe(true);
  });

  it('is not verified by WeCom with the previous pair, which is told', async () => {
    const [before, after] = [newSender(), newSender()];
    await addReceiver(host, 'late', before);
    expect(await accepts(host, 'auth-late', before)).toBe(true);
    await changeAuthenticator(root, 'late', {
      corpId: 'wwcorp',
      callback: { enabled: true, ...(await sealedPair(root, after)) },
    });
    expect(await accepts(host, 'auth-late', before)).toBe(true);
    await post(host.anonymous(), 'auth-late', eventXml({ Event: 'subscribe' }), before);
    expect((await statusOf(root, 'authenticator', 'late'))?.pairs.app).toEqual({
      ...NEVER,
      previousAt: expect.any(Number) as number,
    });
    expect(await accepts(host, 'auth-late', after)).toBe(true);
    expect((await statusOf(root, 'authenticator', 'late'))?.pairs.app?.verifiedAt).toEqual(expect.any(Number));
  });

  it('counts in another process and after a start as well, for what is left of the ten minutes', async () => {
    const [before, after] = [newSender(), newSender()];
    await addReceiver(host, 'shared', before);
    expect(await accepts(host, 'auth-shared', before)).toBe(true);
    await changeAuthenticator(root, 'shared', {
      corpId: 'wwcorp',
      callback: { enabled: true, ...(await sealedPair(root, after)) },
    });
    expect(await accepts(host, 'auth-shared', after)).toBe(true);
    let now = Date.now();
    const another = () => new Endpoints({ app: host.app, context: createSettingsContext(host.app), now: () => now });
    const acceptedBy = async (endpoints: Endpoints, sender: Sender) => {
      const { query, encrypt } = sealCallback('echo', sender);
      const { receiver } = (await endpoints.find('auth-shared'))!;
      try {
        return receiver?.verifyUrl({ ...query, echostr: encrypt }).echo === 'echo';
      } catch {
        return false;
      }
    };
    const started = another();
    expect([await acceptedBy(started, before), await acceptedBy(started, after)]).toEqual([true, true]);
    now += 9 * MINUTE_MS;
    expect([await acceptedBy(started, before), await acceptedBy(another(), before)]).toEqual([true, true]);
    now += 2 * MINUTE_MS;
    expect([await acceptedBy(started, before), await acceptedBy(another(), before)]).toEqual([false, false]);
    expect(await acceptedBy(started, after)).toBe(true);
  });

  it('is not forgotten because a setting does not do for a moment', async () => {
    const [before, after] = [newSender(), newSender()];
    const variable = (action: string, value?: string) =>
      root
        .post(`/api/environmentVariables:${action}`)
        .query({ filterByTk: 'CB_FLEETING' })
        .send({ name: 'CB_FLEETING', type: 'secret', ...(value && { value }) });
    const sealed = async (sender: Sender) => (await sealedPair(root, sender)).encodingAESKey;
    await variable('create', before.token);
    const callback = { enabled: true, token: '{{$env.CB_FLEETING}}', encodingAESKey: await sealed(before) };
    await root
      .post('/api/authenticators:create')
      .send({ name: 'fleeting', authType: AUTH_TYPE, enabled: true, options: { corpId: 'wwcorp', callback } });
    expect(await accepts(host, 'auth-fleeting', before)).toBe(true);
    await variable('update', after.token);
    const changed: Sender = { ...before, token: after.token };
    await expect.poll(() => accepts(host, 'auth-fleeting', changed)).toBe(true);

    expect((await variable('destroy')).status).toBe(200);
    await expect.poll(async () => (await verify(host.anonymous(), 'auth-fleeting', changed)).status).toBe(503);
    expect(await accepts(host, 'auth-fleeting', before)).toBe(true);
    await variable('create', after.token);
    await expect.poll(() => accepts(host, 'auth-fleeting', changed)).toBe(true);
    expect(await accepts(host, 'auth-fleeting', before)).toBe(true);
    expect((await statusOf(root, 'authenticator', 'fleeting'))?.pairs.app?.verifiedAt).toEqual(expect.any(Number));
  });

  it('is not made of what two processes have differently', async () => {
    const [here, there] = [newSender(), newSender()];
    await root.post('/api/environmentVariables:create').send({ name: 'CB_TWO', type: 'secret', value: here.token });
    const { encodingAESKey } = await sealedPair(root, here);
    const callback = { enabled: true, token: '{{$env.CB_TWO}}', encodingAESKey };
    await root
      .post('/api/authenticators:create')
      .send({ name: 'two', authType: AUTH_TYPE, enabled: true, options: { corpId: 'wwcorp', callback } });
    expect(await accepts(host, 'auth-two', here)).toBe(true);
    let now = Date.now();
    const context = createSettingsContext(host.app);
    const getVariables = () => ({ ...context.environment.getVariables(), CB_TWO: there.token });
    const renderJsonTemplate = (template: unknown) =>
      template === callback.token ? there.token : context.environment.renderJsonTemplate(template);
    const environment = { ...context.environment, getVariables, renderJsonTemplate } as typeof context.environment;
    const [one, other] = [context, { ...context, environment }].map(
      (given) => new Endpoints({ app: host.app, context: given, now: () => now }),
    ) as [Endpoints, Endpoints];
    await one.find('auth-two');
    await other.find('auth-two'); // It has started with another value, which counts as a change once.
    const noted = async (): Promise<unknown[]> => {
      const row = await host.app.db
        .getModel<Model>(CALLBACK_ENDPOINTS_COLLECTION)
        .findOne({ where: { key: 'auth-two' } });
      return [row?.get('pairs') as unknown, row?.get('previousPairs') as unknown];
    };
    const before = await noted();
    for (let round = 0; round < 4; round += 1) {
      now += 2 * MINUTE_MS;
      for (const endpoints of [one, other]) {
        const { accepted = [] } = (await endpoints.find('auth-two')) ?? {};
        expect(accepted.map(({ isCurrent }) => isCurrent).sort()).toEqual([false, true]);
      }
    }
    expect(await noted()).toEqual(before);
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
    expect(await accepts(host, 'auth-variable', before)).toBe(true);
    const update = (name: string, value: string) =>
      root.post('/api/environmentVariables:update').query({ filterByTk: name }).send({ type: 'secret', value });
    expect((await update('CB_TOKEN', after.token)).status).toBe(200);
    expect((await update('CB_KEY', after.encodingAESKey)).status).toBe(200);
    await expect.poll(() => accepts(host, 'auth-variable', after)).toBe(true);
    expect(await accepts(host, 'auth-variable', before)).toBe(true);
    later(11 * MINUTE_MS);
    expect(await accepts(host, 'auth-variable', before)).toBe(false);
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
    await changeAuthenticator(root, 'bound', { ...options, corpId: 'wwother' });
    expect((await verify(host.anonymous(), 'auth-bound', { ...sender, corpId: 'wwother' })).status).toBe(503);
    expect(await statusOf(root, 'authenticator', 'bound', 'zh-CN')).toMatchObject({
      pairs: { app: { problem: '已保存的接收消息 Token 属于其他企业 ID，或由其他 NocoBase 保存，请重新输入。' } },
    });
  });
});

describe('an address', () => {
  it('is there only while its authenticator receives callbacks', async () => {
    const sender = newSender();
    await addReceiver(host, 'switched', sender);
    const callback = { enabled: true, ...(await sealedPair(root, sender)) };
    expect(await accepts(host, 'auth-switched', sender)).toBe(true);
    await changeAuthenticator(root, 'switched', { corpId: 'wwcorp', callback: { ...callback, enabled: false } });
    expect((await verify(host.anonymous(), 'auth-switched', sender)).status).toBe(404);
    await changeAuthenticator(root, 'switched', { corpId: 'wwcorp', callback });
    expect(await accepts(host, 'auth-switched', sender)).toBe(true);
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
    expect(await accepts(host, 'sync-same', sender)).toBe(true);
    expect(await accepts(host, 'sync-same', contacts)).toBe(true);
    expect(await accepts(host, 'sync-same', sameName)).toBe(false);
    expect(await accepts(host, 'auth-same', sameName)).toBe(true);
    expect(await statusOf(root, 'source', 'same')).toMatchObject({ path: 'openwecom:callback/sync-same' });
  });

  it('of which one pair is filled in by half receives with the other, and says what is missing', async () => {
    const [sender, contacts] = [newSender(), newSender()];
    const { token } = await sealedPair(root, contacts);
    const options = { corpId: 'wwcorp', ...(await sealedPair(root, sender)), contactsToken: token };
    await host.app.db
      .getRepository('userDataSyncSources')
      .create({ values: { name: 'half', sourceType: 'openwecom', enabled: true, options } });
    expect(await accepts(host, 'sync-half', sender)).toBe(true);
    // WeCom is to repeat what may have come with the other one.
    expect((await verify(host.anonymous(), 'sync-half', contacts)).status).toBe(503);
    expect((await statusOf(root, 'source', 'half'))?.pairs).toMatchObject({
      app: { verifiedAt: expect.any(Number) as number },
      contacts: { ...NEVER, problem: expect.stringContaining('EncodingAESKey') as string },
    });
  });

  it('whose settings are of a form that nobody expects takes no other with it', async () => {
    const sender = newSender();
    await addReceiver(host, 'sound', sender);
    const authenticators = host.app.db.getRepository('authenticators');
    const { encodingAESKey } = await sealedPair(root, sender);
    const odd = { number: { token: 12_345_678, encodingAESKey }, list: { token: ['a'], encodingAESKey: { b: 1 } } };
    for (const [name, pair] of Object.entries(odd)) {
      const options = { corpId: 'wwcorp', callback: { enabled: true, ...pair } };
      await authenticators.create({ values: { name, authType: AUTH_TYPE, enabled: true, options } });
      await expect.poll(async () => (await verify(host.anonymous(), `auth-${name}`, sender)).status).toBe(503);
      expect((await statusOf(root, 'authenticator', name))?.pairs.app?.problem).toContain('Token');
    }
    const long = 'n'.repeat(251);
    await addReceiver(host, long, sender);
    expect((await statusOf(root, 'authenticator', long))?.pairs.app?.problem).toContain('250');
    await authenticators.destroy({ filter: { name: [...Object.keys(odd), long] } });

    const model = host.app.db.getModel(CALLBACK_ENDPOINTS_COLLECTION);
    const write = model.bulkCreate.bind(model);
    const failing = vi.spyOn(model, 'bulkCreate').mockImplementation((rows, options) => {
      return rows.some(({ key }) => key === 'auth-unnoted') ? Promise.reject(new Error('full')) : write(rows, options);
    });
    await addReceiver(host, 'unnoted', sender);
    expect(await accepts(host, 'auth-sound', sender)).toBe(true);
    expect(await accepts(host, 'auth-unnoted', sender)).toBe(true);
    failing.mockRestore();
  });

  it('tells the host’s gateway in its path which of several apps it is for', async () => {
    const { Gateway } = createRequire(path.join(hostFolder, 'package.json'))('@nocobase/server') as {
      Gateway: { getInstance: () => { getRequestHandleAppName: (request: object) => Promise<string> } };
    };
    expect(endpointPath('main', 'auth-a/b')).toBe('openwecom:callback/auth-a%2Fb');
    const request = { url: `/api/${endpointPath('branch', 'auth-a/b')}?nonce=1`, headers: {} };
    expect(await Gateway.getInstance().getRequestHandleAppName(request)).toBe('branch');
    expect(request.url).toBe('/api/openwecom:callback/auth-a%2Fb?nonce=1');
  });

  it('may have any name', async () => {
    const sender = newSender();
    await addReceiver(host, '企业 微信/1%2F?', sender);
    const { path } = (await statusOf(root, 'authenticator', '企业 微信/1%2F?')) ?? { path: '' };
    expect(await accepts(host, path.replace('openwecom:callback/', ''), sender)).toBe(true);
  });
});

describe('the status of an address', () => {
  it('tells nothing before the settings are saved, and is for administrators', async () => {
    expect(await statusOf(root, 'authenticator', 'not-saved')).toBe(null);
    expect(await statusOf(root, 'constructor', 'not-saved')).toBe(null);
    const member = await host.member('status-member');
    expect((await member.get('/api/openwecom:callbackStatus?kind=authenticator&name=main')).status).toBe(403);
    expect((await host.anonymous().get('/api/openwecom:callbackStatus')).status).toBe(401);
  });

  it('tells when WeCom verified it, told something, and was refused and why', async () => {
    const sender = newSender();
    await addReceiver(host, 'status', sender);
    const nothing = { pairs: { app: NEVER }, refusal: null };
    expect(await statusOf(root, 'authenticator', 'status')).toEqual({
      path: 'openwecom:callback/auth-status',
      ...nothing,
    });

    await verify(host.anonymous(), 'auth-status', { ...sender, token: 'wrong' });
    expect(await statusOf(root, 'authenticator', 'status')).toMatchObject({
      pairs: { app: NEVER },
      refusal: { reason: 'wrong Token', remedy: expect.stringMatching(/^Enter the Token .* once more/) as string },
    });
    await verify(host.anonymous(), 'auth-status', { ...sender, encodingAESKey: newPair().encodingAESKey });
    expect(await statusOf(root, 'authenticator', 'status', 'zh-CN')).toMatchObject({
      refusal: { reason: 'EncodingAESKey 错误', remedy: expect.stringContaining('EncodingAESKey') as string },
    });
    await verify(host.anonymous(), 'auth-status', { ...sender, corpId: 'wwother' });
    const refused = await statusOf(root, 'authenticator', 'status');
    expect(refused?.refusal?.reason).toBe('sent for another Company ID');

    await verify(host.anonymous(), 'auth-status', sender);
    const verified = (await statusOf(root, 'authenticator', 'status'))?.pairs.app;
    expect(verified?.verifiedAt).toBeGreaterThanOrEqual(refused?.refusal?.at ?? Infinity);
    expect(verified?.eventAt).toBe(null);
    await post(host.anonymous(), 'auth-status', eventXml({ Event: 'subscribe' }), sender);
    expect((await statusOf(root, 'authenticator', 'status'))?.pairs.app?.eventAt).toBeGreaterThanOrEqual(
      verified?.verifiedAt ?? Infinity,
    );

    // What was seen with the old pair says nothing about the new one.
    const callback = { enabled: true, ...(await sealedPair(root, newSender())) };
    await changeAuthenticator(root, 'status', { corpId: 'wwcorp', callback });
    expect(await statusOf(root, 'authenticator', 'status')).toMatchObject(nothing);
  });
});
