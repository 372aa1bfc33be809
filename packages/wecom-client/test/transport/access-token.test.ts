import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createMemoryAccessTokenStore, WeComApiError, type AccessTokenStore } from '../../src/index';
import { AGENT, GETTOKEN, scriptedClient, secret, tokenAnswer } from '../support/client';
import { deferred, failure, ok, type SeenRequest } from '../support/scripted-fetch';

const MINUTE = 60_000;

const agent = ok({ agentid: 1000002, name: 'Demo' });

/** Accepts one access token. */
const accepting =
  (current: () => string) =>
  ({ query }: SeenRequest) =>
    query['access_token'] === current() ? agent : failure(42001, 'access_token expired');

describe('the access token', () => {
  afterEach(() => vi.useRealTimers());

  it('is fetched once for twenty cold calls', async () => {
    const { client, network } = scriptedClient({ [AGENT]: agent });
    await Promise.all(Array.from({ length: 20 }, () => client.agent.get()));
    expect(network.to(GETTOKEN)).toHaveLength(1);
    expect(network.to(GETTOKEN)[0]?.query).toEqual({ corpid: 'ww0123456789abcdef', corpsecret: secret });
    expect(new Set(network.to(AGENT).map(({ query }) => query['access_token']))).toEqual(new Set(['token-1']));
  });

  it('is used until five minutes before it expires, then renewed behind the calls', async () => {
    const { client, network, clock } = scriptedClient({ [AGENT]: agent });
    expect(await client.accessToken.get()).toBe('token-1');
    clock.turn(115 * MINUTE - 1);
    expect(await client.accessToken.get()).toBe('token-1');
    expect(network.to(GETTOKEN)).toHaveLength(1);

    clock.turn(1);
    expect(await Promise.all([client.accessToken.get(), client.accessToken.get()])).toEqual(['token-1', 'token-1']);
    await vi.waitFor(async () => expect(await client.accessToken.get()).toBe('token-2'));
    expect(network.to(GETTOKEN)).toHaveLength(2);
  });

  it('is not renewed on every call when it lives for less than five minutes', async () => {
    const { client, network, clock } = scriptedClient({ [GETTOKEN]: tokenAnswer('short', 60) });
    await client.accessToken.get();
    clock.turn(53_000);
    await client.accessToken.get();
    expect(network.to(GETTOKEN)).toHaveLength(1);
  });

  it('is waited for when it has expired', async () => {
    const { client, clock } = scriptedClient({});
    await client.accessToken.get();
    clock.turn(120 * MINUTE);
    expect(await client.accessToken.get()).toBe('token-2');
  });

  it('outlives a renewal that fails', async () => {
    const { client, clock, network, logged } = scriptedClient({ [GETTOKEN]: [tokenAnswer('good'), failure(45009)] });
    await client.accessToken.get();
    clock.turn(116 * MINUTE);
    expect(await client.accessToken.get()).toBe('good');
    await vi.waitFor(() => expect(logged.some((line) => line.includes('could not be renewed'))).toBe(true));
    expect(await client.accessToken.get()).toBe('good');
    expect(network.to(GETTOKEN)).toHaveLength(2);
  });

  it.each([40014, 42001])('is replaced once after %d, and the call made again', async (errcode) => {
    const { client, network } = scriptedClient({ [AGENT]: [failure(errcode), agent] });
    expect(await client.agent.get()).toMatchObject({ name: 'Demo' });
    expect(network.to(AGENT).map(({ query }) => query['access_token'])).toEqual(['token-1', 'token-2']);
  });

  it('is not replaced a second time for one call', async () => {
    const { client, network } = scriptedClient({ [AGENT]: failure(42001) });
    await expect(client.agent.get()).rejects.toMatchObject({ errcode: 42001, path: AGENT });
    expect(network.to(AGENT)).toHaveLength(2);
    expect(network.to(GETTOKEN)).toHaveLength(2);
  });

  it('is fetched once when many calls find it expired', async () => {
    const valid = 'token-2';
    const { client, network } = scriptedClient({ [AGENT]: accepting(() => valid) });
    await Promise.all(Array.from({ length: 20 }, () => client.agent.get()));
    expect(network.to(GETTOKEN)).toHaveLength(2);
  });

  it('stays when it is another one that failed', async () => {
    const { client, network } = scriptedClient({});
    await client.accessToken.get();
    client.accessToken.invalidate('an old one');
    expect(await client.accessToken.get()).toBe('token-1');
    expect(network.to(GETTOKEN)).toHaveLength(1);
  });

  it('is never replaced by a slow old answer', async () => {
    const slow = deferred<object>();
    const { client, clock } = scriptedClient({
      [GETTOKEN]: [tokenAnswer('first'), () => slow.promise, tokenAnswer('third')],
    });
    await client.accessToken.get();
    clock.turn(116 * MINUTE);
    await client.accessToken.get();
    client.accessToken.invalidate('first');
    expect(await client.accessToken.get()).toBe('third');

    slow.resolve(tokenAnswer('second'));
    await slow.promise;
    await new Promise(setImmediate);
    expect(await client.accessToken.get()).toBe('third');
  });

  it('is not asked for again within five seconds after a refusal', async () => {
    const { client, network, clock } = scriptedClient({
      [GETTOKEN]: [failure(40001, 'invalid credential'), tokenAnswer('good')],
    });
    await expect(client.agent.get()).rejects.toMatchObject({ errcode: 40001, path: GETTOKEN });
    clock.turn(4_999);
    await expect(client.agent.get()).rejects.toBeInstanceOf(WeComApiError);
    expect(network.to(GETTOKEN)).toHaveLength(1);
    clock.turn(1);
    expect(await client.accessToken.get()).toBe('good');
  });

  it('goes on for the others when one caller gives up', async () => {
    const answer = deferred<object>();
    const { client } = scriptedClient({ [GETTOKEN]: () => answer.promise });
    const controller = new AbortController();
    const impatient = client.accessToken.get(controller.signal);
    const patient = client.accessToken.get();
    controller.abort(new Error('enough'));
    await expect(impatient).rejects.toThrow('enough');
    answer.resolve(tokenAnswer('late'));
    expect(await patient).toBe('late');
  });

  it('refuses an answer without a token', async () => {
    const { client } = scriptedClient({ [GETTOKEN]: ok() });
    await expect(client.accessToken.get()).rejects.toMatchObject({ code: 'ERR_WECOM_HTTP', path: GETTOKEN });
  });
});

describe('the access token store', () => {
  afterEach(() => vi.useRealTimers());

  it('shares one token between clients of one secret', async () => {
    const accessTokenStore = createMemoryAccessTokenStore();
    const one = scriptedClient({}, { accessTokenStore });
    const two = scriptedClient({}, { accessTokenStore });
    expect(await one.client.accessToken.get()).toBe('token-1');
    expect(await two.client.accessToken.get()).toBe('token-1');
    expect(two.network.to(GETTOKEN)).toHaveLength(0);
  });

  it.each([
    ['secret', { secret: 'another' }],
    ['corp', { corpId: 'wwother' }],
    ['server', { baseUrl: 'https://wecom.example.com' }],
  ])('keeps tokens of another %s apart', async (_, other) => {
    const accessTokenStore = createMemoryAccessTokenStore();
    await scriptedClient({}, { accessTokenStore }).client.accessToken.get();
    const { client, network } = scriptedClient({ [GETTOKEN]: tokenAnswer('its own') }, { accessTokenStore, ...other });
    expect(await client.accessToken.get()).toBe('its own');
    expect(network.to(GETTOKEN)).toHaveLength(1);
  });

  it('gets no secret, and learns how long a token is of use', async () => {
    const set = vi.fn<AccessTokenStore['set']>(() => Promise.resolve());
    const accessTokenStore = { ...createMemoryAccessTokenStore(), set };
    const { client, clock } = scriptedClient({}, { accessTokenStore });
    const startedAt = clock.now();
    await client.accessToken.get();
    expect(set).toHaveBeenCalledExactlyOnceWith(
      expect.stringMatching(/^wecom:access-token:[0-9a-f]{64}$/),
      { token: 'token-1', renewAt: startedAt + 115 * MINUTE, expiresAt: startedAt + 120 * MINUTE },
      120 * MINUTE,
    );
    expect(JSON.stringify(set.mock.calls)).not.toContain(secret);
  });

  it('does not bring back the token that failed, but brings one that another process fetched', async () => {
    const accessTokenStore = createMemoryAccessTokenStore();
    let valid = 'token-1';
    const one = scriptedClient({ [AGENT]: accepting(() => valid) }, { accessTokenStore });
    const two = scriptedClient({ [AGENT]: accepting(() => valid) }, { accessTokenStore });
    await one.client.agent.get();
    await two.client.agent.get();

    valid = 'token-2';
    await one.client.agent.get();
    expect(one.network.to(GETTOKEN)).toHaveLength(2);
    await two.client.agent.get();
    expect(two.network.to(GETTOKEN)).toHaveLength(0);
  });

  it('does not stop the calls when it fails', async () => {
    const broken = () => Promise.reject(new Error('the store is away'));
    const accessTokenStore = { get: broken, set: broken, delete: broken };
    const { client, network, logged } = scriptedClient({ [AGENT]: [failure(42001), agent] }, { accessTokenStore });
    await client.agent.get();
    await client.agent.get();
    expect(network.to(GETTOKEN)).toHaveLength(2);
    expect(logged.some((line) => line.includes('the store is away'))).toBe(true);
  });

  it.each([
    null,
    'text',
    {},
    { token: '', renewAt: 9e15, expiresAt: 9e15 },
    { token: 7, renewAt: 9e15, expiresAt: 9e15 },
  ])('does without when it holds %j', async (stored) => {
    const accessTokenStore = { ...createMemoryAccessTokenStore(), get: () => Promise.resolve(stored as never) };
    expect(await scriptedClient({}, { accessTokenStore }).client.accessToken.get()).toBe('token-1');
  });

  it('does not stop the calls when it hangs', async () => {
    vi.useFakeTimers();
    const hanging = () => new Promise<never>(() => undefined);
    const accessTokenStore = { get: hanging, set: hanging, delete: hanging };
    const { client } = scriptedClient({}, { accessTokenStore });
    const token = client.accessToken.get();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await token).toBe('token-1');
  });
});

describe('in any order of calls, time and invalidations', () => {
  type Step = 'call' | 'revoke' | 'minute' | 'hour';
  const steps = fc.array(fc.constantFrom<Step>('call', 'revoke', 'minute', 'hour'), { maxLength: 40 });

  it('every call ends with a valid token, and gettoken is asked once for each that ended', async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.integer({ min: 1, max: 5 }), async (sequence, parallel) => {
        let issued = 0;
        let valid = '';
        const issue = () => tokenAnswer((valid = `t${(issued += 1)}`));
        const { client, network, clock } = scriptedClient({
          [GETTOKEN]: issue,
          // Renewal behind the calls makes the newest token the valid one and leaves the one before it working.
          [AGENT]: ({ query }: SeenRequest) =>
            query['access_token'] === valid || (valid !== '' && query['access_token'] === `t${issued - 1}`)
              ? agent
              : failure(42001),
        });
        let ends = 1;
        for (const step of sequence) {
          if (step === 'call') {
            const answers = await Promise.all(Array.from({ length: parallel }, () => client.agent.get()));
            expect(answers).toHaveLength(parallel);
          } else if (step === 'revoke') {
            valid = '';
            ends += 1;
          } else {
            clock.turn(step === 'minute' ? MINUTE : 60 * MINUTE);
            if (step === 'hour') ends += 1;
          }
        }
        // A minute ends at most as many tokens as there are renewals in it.
        const minutes = sequence.filter((step) => step === 'minute').length;
        expect(network.to(GETTOKEN).length).toBeLessThanOrEqual(ends + Math.ceil(minutes / 115));
      }),
      { numRuns: 150 },
    );
  });
});
