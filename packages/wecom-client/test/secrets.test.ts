import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { redact } from '../src/index';
import { AGENT, GETTOKEN, scriptedClient, secret } from './support/client';
import { failure, ok, type Reply } from './support/scripted-fetch';

const token = 'very-secret-access-token';

const leaky = (url: URL) =>
  new TypeError(`Failed to fetch ${url.href}`, { cause: new Error(`connect to ${url.href}`) });

const replies: [string, Reply][] = [
  ['a refusal that repeats the address', ({ url }) => failure(40035, `bad request ${url.href}`)],
  ['a network error with the address in it', ({ url }) => leaky(url)],
  ['a page with the address in it', ({ url }) => new Response(`<a href="${url.href}">`, { status: 502 })],
  ['JSON with the address in it', ({ url }) => Response.json({ error: url.href }, { status: 500 })],
  ['a busy WeCom', failure(-1)],
  ['an expired token', failure(42001, `access_token=${token} expired`)],
];

describe('no secret reaches an error or a log line', () => {
  it.each(replies)('with %s', async (_, reply) => {
    const good = ok({ access_token: token, expires_in: 7200 });
    for (const script of [{ [GETTOKEN]: reply }, { [GETTOKEN]: good, [AGENT]: reply }]) {
      const { client, logged, network } = scriptedClient(script);
      const error: unknown = await client.agent.get().catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(Error);
      const told = [inspect(error, { depth: 10, showHidden: true }), (error as Error).stack, ...logged].join('\n');
      expect(told).toContain('/cgi-bin/');
      expect(told).not.toContain(secret);
      expect(told).not.toContain(token);
      expect(network.requests.some(({ url }) => url.href.includes(secret))).toBe(true);
    }
  });

  it('with a call that works', async () => {
    const { client, logged } = scriptedClient({
      [GETTOKEN]: ok({ access_token: token, expires_in: 7200 }),
      [AGENT]: ok(),
    });
    await client.agent.get();
    expect(logged).toHaveLength(2);
    expect(logged.join()).not.toMatch(new RegExp(`${secret}|${token}`));
  });
});

describe('redact', () => {
  it.each([
    [
      'GET /cgi-bin/gettoken?corpid=ww1&corpsecret=abc&x=1',
      'GET /cgi-bin/gettoken?corpid=ww1&corpsecret=[redacted]&x=1',
    ],
    ['?access_token=a-b_c#d', '?access_token=[redacted]#d'],
    ['/return?code=abc&state=1', '/return?code=[redacted]&state=1'],
    ['{"user_ticket":"abc","userid":"a"}', '{"user_ticket":"[redacted]","userid":"a"}'],
    ['{"EncodingAESKey" : "a\\"b", "Token": "t"}', '{"EncodingAESKey" : "[redacted]", "Token": "[redacted]"}'],
    ["{ secret: 'x', \"secret\": 'y' }", "{ secret: 'x', \"secret\": '[redacted]' }"],
    ['errcode: 40029, errcode=40029', 'errcode: 40029, errcode=40029'],
  ])('masks %s', (text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it('masks plain data by key, at any depth, and leaves the original alone', () => {
    const original = {
      app: { secret: 'a', agentId: 1, list: [{ token: 'b' }, 'access_token=c'] },
      encodingAESKey: 'd',
      at: new Date(0),
    };
    expect(redact(original)).toEqual({
      app: { secret: '[redacted]', agentId: 1, list: [{ token: '[redacted]' }, 'access_token=[redacted]'] },
      encodingAESKey: '[redacted]',
      at: new Date(0),
    });
    expect(original.app.secret).toBe('a');
  });
});
