import { getEventListeners, once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { isWeComHttpError, isWeComNetworkError, isWeComTimeoutError, mayHaveArrived } from '../../src/index';
import { AGENT, scriptedClient, SEND } from '../support/client';
import { deferred, failure, ok } from '../support/scripted-fetch';

const hello = { touser: 'zhangsan', msgtype: 'text', text: { content: '你好 👋' } } as const;

const networkError = (code: string) =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(`connect ${code}`), { code }) });

const listen = (server: Server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

describe('a call', () => {
  it('sends JSON as raw UTF-8 to the base URL', async () => {
    const { client, network } = scriptedClient(
      {
        ['/proxy' + SEND]: ok({ msgid: 'm1' }),
        '/proxy/cgi-bin/gettoken': ok({ access_token: 't', expires_in: 7200 }),
      },
      { baseUrl: 'http://127.0.0.1:8080/proxy/' },
    );
    await client.message.send(hello);
    const [request] = network.to('/proxy' + SEND);
    expect(request?.url.origin).toBe('http://127.0.0.1:8080');
    expect(request?.body).toContain('你好 👋');
    expect(request?.method).toBe('POST');
  });

  it('believes an errcode whatever the HTTP status is', async () => {
    const { client } = scriptedClient({ [AGENT]: Response.json(failure(48002, 'api forbidden'), { status: 403 }) });
    await expect(client.agent.get()).rejects.toMatchObject({
      code: 'ERR_WECOM_API',
      errcode: 48002,
      errmsg: 'api forbidden',
    });
  });

  it('takes an answer without errcode as success', async () => {
    const { client } = scriptedClient({ [AGENT]: { agentid: 1000002, name: 'Demo' } });
    expect(await client.agent.get()).toEqual({ agentid: 1000002, name: 'Demo' });
  });

  it.each([
    ['a page of a proxy', new Response('<html>Bad Gateway</html>', { status: 502 }), 502],
    ['a page with status 200', new Response('<html>Sign in</html>'), 200],
    ['JSON that is no object', Response.json([]), 200],
    ['nothing', new Response(''), 200],
    ['JSON without errcode and status 500', Response.json({ error: 'x' }, { status: 500 }), 500],
    ['an errcode that is no number', Response.json({ errcode: '0' }), 200],
    ['a redirect', new Response(null, { status: 302, headers: { location: 'https://elsewhere.example' } }), 302],
  ])('does not take %s for an answer', async (_, response, status) => {
    const { client } = scriptedClient({ [AGENT]: response });
    const error: unknown = await client.agent.get().catch((reason: unknown) => reason);
    expect(isWeComHttpError(error)).toBe(true);
    expect(error).toMatchObject({ path: AGENT, status });
  });

  it('raises an accepted request that was not understood', async () => {
    const { client } = scriptedClient({
      [SEND]: { errcode: 0, errmsg: 'ok. Warning: wrong json format. ', msgid: 'm1' },
    });
    await expect(client.message.send(hello)).rejects.toMatchObject({ code: 'ERR_WECOM_API', errcode: 0 });
  });

  it.each([
    ['ENOTFOUND', true],
    ['ECONNREFUSED', true],
    ['UND_ERR_CONNECT_TIMEOUT', true],
    ['CERT_HAS_EXPIRED', true],
    ['ECONNRESET', false],
    ['UND_ERR_SOCKET', false],
    ['EPIPE', false],
  ])('tells with %s whether the request can have left', async (code, beforeSending) => {
    const { client } = scriptedClient({ [SEND]: networkError(code) });
    const error: unknown = await client.message.send(hello).catch((reason: unknown) => reason);
    expect(isWeComNetworkError(error)).toBe(true);
    expect(error).toMatchObject({
      path: SEND,
      beforeSending,
      cause: { message: expect.stringContaining(code) as string },
    });
    expect(mayHaveArrived(error, SEND)).toBe(!beforeSending);
  });

  it('does not follow a redirect, and says what to check', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(307, { location: '/elsewhere' }).end();
    });
    await listen(server);
    const { port } = server.address() as AddressInfo;
    const { client } = scriptedClient({}, { fetch, baseUrl: `http://127.0.0.1:${port}` });
    const error: unknown = await client.accessToken.get().catch((reason: unknown) => reason);
    server.close();
    expect(isWeComNetworkError(error)).toBe(true);
    expect(error).toMatchObject({ message: expect.stringContaining('redirect; check the base URL') as string });
    expect(asked).toHaveLength(1);
  });

  it('counts several refused addresses of one name as never connected', async () => {
    const refused = () => Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    const both = new TypeError('fetch failed', { cause: new AggregateError([refused(), refused()]) });
    const { client } = scriptedClient({ [AGENT]: both });
    await expect(client.agent.get()).rejects.toMatchObject({ beforeSending: true });
  });

  it('ends with the reason of its signal', async () => {
    const { client } = scriptedClient({ [AGENT]: () => new Promise<never>(() => undefined) });
    await client.accessToken.get();
    const controller = new AbortController();
    const call = client.agent.get({ signal: controller.signal });
    await new Promise(setImmediate);
    controller.abort(new Error('shutting down'));
    await expect(call).rejects.toThrow('shutting down');
    await expect(client.agent.get({ signal: controller.signal })).rejects.toThrow('shutting down');
  });
});

describe('a call without an answer', () => {
  afterEach(() => vi.useRealTimers());

  const never = () => new Promise<never>(() => undefined);

  it('ends after the time-out, even when only the end of the answer is missing', async () => {
    vi.useFakeTimers();
    const neverEnding = new Response(
      new ReadableStream({ start: (stream) => stream.enqueue(Buffer.from('{"errcode":')) }),
    );
    for (const reply of [() => new Promise<never>(() => undefined), neverEnding]) {
      const { client } = scriptedClient({ [AGENT]: reply }, { timeoutMs: 3000 });
      const call = client.agent.get().catch((reason: unknown) => reason);
      await vi.advanceTimersByTimeAsync(3000);
      const error = await call;
      expect(isWeComTimeoutError(error)).toBe(true);
      expect(error).toMatchObject({ path: AGENT, timeoutMs: 3000 });
    }
  });

  it('closes its connection', async () => {
    const server = createServer((request) => void request.resume());
    await listen(server);
    const { port } = server.address() as AddressInfo;
    const { client } = scriptedClient({}, { fetch, baseUrl: `http://127.0.0.1:${port}`, timeoutMs: 50 });
    const closed = once(server, 'connection').then(([socket]) => once(socket as Socket, 'close'));
    const call = client.accessToken.get();
    await expect(call).rejects.toSatisfy(isWeComTimeoutError);
    await closed;
    server.close();
  });

  it('ends alone, when others began later', async () => {
    vi.useFakeTimers();
    const { client } = scriptedClient({ [AGENT]: never }, { timeoutMs: 3000 });
    await client.accessToken.get();
    const ended: string[] = [];
    const call = (name: string) => client.agent.get().catch(() => void ended.push(name));
    void call('first');
    await vi.advanceTimersByTimeAsync(1000);
    void call('second');
    await vi.advanceTimersByTimeAsync(2000);
    expect(ended).toEqual(['first']);
    await vi.advanceTimersByTimeAsync(1000);
    expect(ended).toEqual(['first', 'second']);
  });

  it('ends with all that began at the same time, however many', async () => {
    vi.useFakeTimers();
    const { client, network } = scriptedClient({ [AGENT]: never }, { timeoutMs: 3000 });
    await client.accessToken.get();
    const calls = Promise.allSettled(Array.from({ length: 100 }, () => client.agent.get()));
    await vi.advanceTimersByTimeAsync(3000);
    const errors = (await calls).map((call) => (call.status === 'rejected' ? (call.reason as unknown) : undefined));
    expect(errors.filter(isWeComTimeoutError)).toHaveLength(100);
    expect(network.to(AGENT)).toHaveLength(100);
  });

  it('is not kept from ending by others that are answered', async () => {
    vi.useFakeTimers();
    const { client } = scriptedClient({ [AGENT]: [never, ok()] }, { timeoutMs: 3000 });
    await client.accessToken.get();
    const unanswered = client.agent.get().catch((reason: unknown) => reason);
    await client.agent.get();
    await vi.advanceTimersByTimeAsync(3000);
    expect(isWeComTimeoutError(await unanswered)).toBe(true);
  });

  it('is ended by its signal without ending others', async () => {
    const { client } = scriptedClient({ [AGENT]: [never, async () => (await goOn.promise, ok({ name: 'Demo' }))] });
    await client.accessToken.get();
    const goOn = deferred<void>();
    const controller = new AbortController();
    const [aborted, other] = [client.agent.get({ signal: controller.signal }), client.agent.get()];
    await new Promise(setImmediate);
    controller.abort(new Error('shutting down'));
    await expect(aborted).rejects.toThrow('shutting down');
    goOn.resolve();
    expect(await other).toEqual({ name: 'Demo' });
  });
});

describe('an answered call', () => {
  afterEach(() => vi.useRealTimers());

  it('leaves no timer and nothing on its signal behind', async () => {
    vi.useFakeTimers();
    const { client } = scriptedClient({ [AGENT]: ok() });
    const { signal } = new AbortController();
    await Promise.all([client.agent.get(), client.agent.get({ signal }), client.agent.get()]);
    expect(vi.getTimerCount()).toBe(0);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});

describe('a busy WeCom', () => {
  it('is asked three times, one and two seconds apart', async () => {
    const { client, clock, network } = scriptedClient({ [AGENT]: failure(-1, 'system busy') });
    await expect(client.agent.get()).rejects.toMatchObject({ errcode: -1 });
    expect(network.to(AGENT)).toHaveLength(3);
    expect(clock.waits).toEqual([1000, 2000]);
  });

  it('is not asked again once it answers', async () => {
    const { client, clock, network } = scriptedClient({ [AGENT]: [failure(-1), ok({ name: 'Demo' })] });
    await client.agent.get();
    expect(network.to(AGENT)).toHaveLength(2);
    expect(clock.waits).toEqual([1000]);
  });

  it('gets byte for byte the same message again', async () => {
    const { client, network } = scriptedClient({ [SEND]: [failure(-1), failure(42001), ok({ msgid: 'm1' })] });
    await client.message.send({ ...hello, enable_duplicate_check: 1, duplicate_check_interval: 600 });
    expect(network.to(SEND)).toHaveLength(3);
    expect(new Set(network.to(SEND).map(({ body }) => body)).size).toBe(1);
  });

  it.each([45009, 45033, 81013, 60020, 99999])('is not bothered again after %d', async (errcode) => {
    const { client, clock, network } = scriptedClient({ [AGENT]: failure(errcode) });
    await expect(client.agent.get()).rejects.toMatchObject({ errcode });
    expect(network.to(AGENT)).toHaveLength(1);
    expect(clock.waits).toEqual([]);
  });
});
