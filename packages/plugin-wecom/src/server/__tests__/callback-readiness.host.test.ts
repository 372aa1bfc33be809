import { acme, createSimulator, type Simulator } from '@openwecom/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AUTH_TYPE } from '../../constants';
import type { CheckResult } from '../setup-check/check';
import {
  accepts,
  changeAuthenticator,
  eventXml,
  NEVER,
  newPair,
  post,
  sealedPair,
  statusOf,
  verify,
  type Sender,
} from '../test-host/callbacks';
import { bootHost, type TestHost } from '../test-host/host';
import { addChannel, simulatorOptions } from '../test-host/wecom';

let host: TestHost;
let simulator: Simulator;
let root: Awaited<ReturnType<TestHost['root']>>;
beforeAll(async () => {
  simulator = await createSimulator({ seed: acme });
  host = await bootHost();
  root = await host.root();
});
afterAll(async () => {
  await host?.close();
  await simulator?.close();
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
      const { checks } = (answer.body as { data: { checks: CheckResult[] } }).data;
      return checks.find(({ id }) => id === 'callback');
    };
    const told = (text: RegExp) => expect.stringMatching(text) as string;
    expect([await readiness(), await check()]).toMatchObject([
      'missing',
      { status: 'warning', code: '43012', remedy: told(/enable message reception .* paste the address/) },
    ]);
    await changeAuthenticator(root, name, { ...options, callback });
    expect([await readiness(), await check()]).toMatchObject([
      'unverified',
      { status: 'warning', code: 'unverified', remedy: told(/^Copy the callback address .* save there/) },
    ]);
    await verify(host.anonymous(), `auth-${name}`, { ...sender, token: 'wrong' });
    expect([await readiness(), await check()]).toMatchObject([
      'refused',
      {
        status: 'warning',
        meaning: told(/wrong Token/),
        remedy: told(/^Compare Company ID, Token and EncodingAESKey/),
      },
    ]);
    await verify(host.anonymous(), `auth-${name}`, sender);
    expect([await readiness(), await check()]).toMatchObject(['ready', { status: 'pass' }]);
    await changeAuthenticator(root, name, { ...options, callback: { ...callback, token: 'clear text' } });
    expect([await readiness(), await check()]).toMatchObject([
      'unusable',
      { status: 'fail', code: 'callbackNotSealed' },
    ]);
    expect((await host.anonymous().get('/api/openwecom:callbackReadiness').query({ channel: name })).status).toBe(401);
  });

  it('is not told by the pair of contacts sync, which has nothing to do with the app', async () => {
    const name = 'by-contacts';
    const options = await simulatorOptions(root, simulator);
    // Another app than those of the other tests.
    const app = { ...options, agentId: '1000099' };
    const [contacts, own] = [newPair(), newPair()].map((pair): Sender => ({ corpId: options.corpId, ...pair })) as [
      Sender,
      Sender,
    ];
    await root.post('/api/authenticators:create').send({ name, authType: AUTH_TYPE, enabled: true, options: app });
    await addChannel(host, name, { authenticator: name });
    const second = await sealedPair(root, contacts);
    const pairs = { contactsToken: second.token, contactsEncodingAESKey: second.encodingAESKey };
    const sources = host.app.db.getRepository('userDataSyncSources');
    const source = { useAuthenticator: true, authenticator: name, ...pairs };
    await sources.create({ values: { name, sourceType: 'openwecom', enabled: true, options: source } });
    const readiness = async () => {
      const answer = await root.get('/api/openwecom:callbackReadiness').query({ channel: name });
      return (answer.body as { data: { state: string } }).data.state;
    };
    const key = `sync-${name}`;
    expect(await accepts(host, key, contacts)).toBe(true);
    await post(host.anonymous(), key, eventXml({ Event: 'subscribe' }), contacts);
    expect(await readiness()).toBe('missing');

    const withOwn = { ...source, ...(await sealedPair(root, own)) };
    await sources.update({ filter: { name }, values: { options: withOwn } });
    expect(await accepts(host, key, contacts)).toBe(true);
    expect(await readiness()).toBe('unverified');
    const seen = expect.any(Number) as number;
    // The other pair is still the one it was.
    expect((await statusOf(root, 'source', name))?.pairs).toEqual({
      app: NEVER,
      contacts: { verifiedAt: seen, eventAt: seen, previousAt: null },
    });
    expect(await accepts(host, key, own)).toBe(true);
    expect(await readiness()).toBe('ready');
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
    expect(await accepts(host, `sync-${name}`, sender)).toBe(true);
    const answer = await root.get('/api/openwecom:callbackReadiness').query({ channel: name });
    expect(answer.body).toEqual({ data: { state: 'ready' } });
  });
});
