import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createWeComClient, isWeComNetworkError, isWeComTimeoutError, mayHaveArrived } from '../../src/index';
import { createMemoryAccessTokenStore } from '../../src/transport/access-token-store';
import { scriptedClient, secret, SEND } from '../support/client';

const hello = { touser: 'zhangsan', msgtype: 'text', text: { content: 'hello' } } as const;

/** How sending to this server fails, through Node's own fetch. */
async function failureOf(server: Server, scheme: 'http' | 'https'): Promise<unknown> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const token = { token: 'token', renewAt: Infinity, expiresAt: Infinity };
  const { port } = server.address() as AddressInfo;
  const client = createWeComClient({
    corpId: 'ww0123456789abcdef',
    agentId: 1000002,
    secret,
    baseUrl: `${scheme}://127.0.0.1:${port}`,
    accessTokenStore: { ...createMemoryAccessTokenStore(), get: () => Promise.resolve(token) },
  });
  return client.message.send(hello).catch((error: unknown) => error);
}

/** How sending fails with what a fetch throws. */
async function failureWith(cause: Error): Promise<unknown> {
  const { client } = scriptedClient({ [SEND]: new TypeError('fetch failed', { cause }) });
  return client.message.send(hello).catch((error: unknown) => error);
}

const systemError = (code: string, syscall?: string) =>
  Object.assign(new Error(`${syscall ?? 'failed'} ${code}`), { code, ...(syscall && { syscall }) });

describe('a connection that cannot be made', () => {
  it.each([
    ['a server without TLS', () => createHttpServer((_, response) => response.end()), /ERR_SSL|EPROTO/],
    ['a server that agrees on no cipher', () => createTlsServer(), /ERR_SSL|EPROTO/],
    ['a server that closes at once', () => createServer((socket) => socket.end()), /ECONNRESET/],
    [
      'a server that resets while TLS is agreed on',
      () => createServer((socket) => socket.once('data', () => socket.resetAndDestroy())),
      /ECONNRESET/,
    ],
  ])('has sent nothing to %s', async (_, createServer, code) => {
    const error = await failureOf(createServer(), 'https');
    expect(isWeComNetworkError(error)).toBe(true);
    expect(error).toMatchObject({
      beforeSending: true,
      cause: { cause: { code: expect.stringMatching(code) as string } },
    });
    expect(mayHaveArrived(error, SEND)).toBe(false);
  });

  it('has sent nothing to a server that never answers it', async () => {
    const error = await failureOf(
      createServer((socket) => void socket.on('error', () => undefined)),
      'https',
    );
    expect(error).toMatchObject({ beforeSending: true, cause: { cause: { code: 'UND_ERR_CONNECT_TIMEOUT' } } });
    expect(mayHaveArrived(error, SEND)).toBe(false);
  }, 20_000);

  it.each([
    systemError('ETIMEDOUT', 'connect'),
    systemError('EHOSTUNREACH', 'connect'),
    systemError('ENETUNREACH', 'connect'),
    systemError('EADDRNOTAVAIL', 'connect'),
    systemError('EAI_FAIL', 'getaddrinfo'),
    systemError('CERT_NOT_YET_VALID'),
    systemError('CERT_UNTRUSTED'),
    systemError('ERR_TLS_CERT_ALTNAME_INVALID'),
    systemError('DEPTH_ZERO_SELF_SIGNED_CERT'),
    systemError('UNABLE_TO_GET_ISSUER_CERT'),
    new AggregateError([systemError('ETIMEDOUT', 'connect'), systemError('ENETUNREACH', 'connect')]),
  ])('has sent nothing through any other fetch either: %s', async (cause) => {
    expect(mayHaveArrived(await failureWith(cause), SEND)).toBe(false);
  });
});

describe('a connection that breaks', () => {
  it('may have sent what a server read before it reset', async () => {
    const server = createServer((socket) => socket.once('data', () => socket.resetAndDestroy()));
    const error = await failureOf(server, 'http');
    expect(error).toMatchObject({ beforeSending: false, cause: { cause: { code: 'ECONNRESET' } } });
    expect(mayHaveArrived(error, SEND)).toBe(true);
  });

  it.each([
    systemError('ETIMEDOUT', 'read'),
    systemError('EHOSTUNREACH', 'read'),
    systemError('ENETUNREACH', 'write'),
    systemError('EPROTO', 'write'),
    systemError('ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC'),
    systemError('ERR_SSL_WRONG_VERSION_NUMBER'),
    systemError('ECONNRESET', 'read'),
    new AggregateError([systemError('ETIMEDOUT', 'connect'), systemError('ECONNRESET', 'read')]),
  ])('may have sent it: %s', async (cause) => {
    expect(mayHaveArrived(await failureWith(cause), SEND)).toBe(true);
  });
});

describe('the time for an attempt', () => {
  afterEach(() => vi.useRealTimers());

  it("is longer than what Node's fetch takes to give up connecting", async () => {
    vi.useFakeTimers();
    const givesUp = () =>
      new Promise<never>((_, reject) => {
        const cause = systemError('UND_ERR_CONNECT_TIMEOUT');
        setTimeout(() => reject(new TypeError('fetch failed', { cause })), 11_000);
      });
    const { client } = scriptedClient({ [SEND]: givesUp });
    const call = client.message.send(hello).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(11_000);
    const error = await call;
    expect(isWeComTimeoutError(error)).toBe(false);
    expect(mayHaveArrived(error, SEND)).toBe(false);
  });
});
