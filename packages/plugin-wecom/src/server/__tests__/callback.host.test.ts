import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Model } from '@nocobase/database';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CALLBACKS_COLLECTION, CARD_REPLIES_COLLECTION, PKG } from '../../constants';
import type { Callbacks } from '../callback/callbacks';
import {
  addReceiver,
  addressOf,
  eventXml,
  menuClickXml,
  newPair,
  post,
  sealCallback,
  sealedPair,
  STAMP,
  verify,
  wrap,
  type Sender,
} from '../test-host/callbacks';
import { bootHost, type TestHost } from '../test-host/host';

const corpId = 'wwcorp';
const sender: Sender = { corpId, ...newPair() };
const KEY = 'auth-main';

let host: TestHost;
let callbacks: Callbacks;
beforeAll(async () => {
  host = await bootHost();
  callbacks = (host.app.pm.get(PKG) as unknown as { callbacks: Callbacks }).callbacks;
  await addReceiver(host, 'main', sender);
});
afterAll(() => host.close());

const anybody = () => host.anonymous();
/** Of all addresses together. */
const countStored = () => host.app.db.getModel(CALLBACKS_COLLECTION).count();
const stored = async (endpoint: string) => {
  const rows = await host.app.db.getModel<Model>(CALLBACKS_COLLECTION).findAll({ where: { endpoint }, order: ['id'] });
  return rows.map((row) => row.toJSON<{ xml: string; state: string; attempts: number; problem: string | null }>());
};

describe('verifying an address', () => {
  it('answers the bare text, also for base64 with + and / in it, and whatever the headers say', async () => {
    for (let n = 0; n < 20; n += 1) {
      const answer = await verify(anybody(), KEY, sender, `echo ${n}`)
        .set('X-Authenticator', 'gone')
        .set('Authorization', 'x');
      expect([answer.status, answer.text, answer.headers['content-type']]).toEqual([
        200,
        `echo ${n}`,
        'text/plain; charset=utf-8',
      ]);
    }
  });

  it('refuses another token, another key and another corp with nothing in the answer', async () => {
    for (const wrong of [{ token: 'other' }, { encodingAESKey: newPair().encodingAESKey }, { corpId: 'wwother' }]) {
      const answer = await verify(anybody(), KEY, { ...sender, ...wrong });
      expect([answer.status, answer.text]).toEqual([403, '']);
    }
  });

  it('is nothing for a browser that looks, nor at an address nobody has', async () => {
    expect((await anybody().get(addressOf(KEY))).status).toBe(400);
    expect((await verify(anybody(), 'auth-nobody', sender)).status).toBe(404);
    expect((await anybody().put(addressOf(KEY))).status).toBe(405);
  });
});

describe('a callback', () => {
  it('is stored, answered with success, and handled', async () => {
    const handled: unknown[] = [];
    callbacks.on('enter_agent', async (event, context) => {
      handled.push([event.FromUserName, context]);
      await Promise.resolve();
    });
    const answer = await post(anybody(), KEY, eventXml({ Event: 'enter_agent' }), sender);
    expect([answer.status, answer.text]).toEqual([200, 'success']);
    await expect.poll(() => handled).toHaveLength(1);
    expect(handled[0]).toEqual([
      'zhangsan',
      {
        owner: { kind: 'authenticator', name: 'main' },
        attempt: 1,
        receivedAt: expect.any(Number) as number,
        signal: expect.any(AbortSignal) as AbortSignal,
      },
    ]);
    await expect.poll(async () => (await stored(KEY)).at(-1)?.state).toBe('handled');
  });

  it('is answered before a handler that never ends', async () => {
    const begun: string[] = [];
    let end = () => {};
    callbacks.on('view', (event) => {
      begun.push(event.EventKey);
      return new Promise((resolve) => (end = resolve));
    });
    const xml = eventXml({ Event: 'view', rest: '<EventKey>https://slow.example</EventKey>' });
    expect((await post(anybody(), KEY, xml, sender)).text).toBe('success');
    await expect.poll(() => begun).toEqual(['https://slow.example']);
    expect((await post(anybody(), KEY, eventXml({ Event: 'unsubscribe' }), sender)).text).toBe('success');
    end();
  });

  it('that WeCom repeats is answered each time, stored once and handled once', async () => {
    const handled = vi.fn(() => Promise.resolve());
    callbacks.on('click', handled);
    const xml = eventXml({ Event: 'click', rest: '<EventKey>once</EventKey>' });
    // One after the other, and at once: encrypted anew each time, which must not matter.
    expect((await post(anybody(), KEY, xml, sender)).text).toBe('success');
    const answers = await Promise.all(Array.from({ length: 5 }, () => post(anybody(), KEY, xml, sender)));
    expect(answers.map(({ text }) => text)).toEqual(Array(5).fill('success'));
    await expect.poll(() => handled).toHaveBeenCalled();
    expect((await stored(KEY)).filter((row) => row.xml === xml)).toMatchObject([{ state: 'handled', attempts: 1 }]);
    expect(handled).toHaveBeenCalledOnce();
  });

  it('is not taken for another of the same member in the same second', async () => {
    const keys: string[] = [];
    callbacks.on('view_miniprogram', (event) => Promise.resolve(void keys.push(event.EventKey)));
    const xml = (key: string) => eventXml({ Event: 'view_miniprogram', rest: `<EventKey>${key}</EventKey>` });
    await Promise.all(['one', 'two'].map((key) => post(anybody(), KEY, xml(key), sender)));
    await expect.poll(() => keys.sort()).toEqual(['one', 'two']);
  });

  it('of contacts that carries ids alone is told from one that reads alike by its stamp', async () => {
    const changes: string[] = [];
    callbacks.on('change_contact', (change) => Promise.resolve(void changes.push(change.ChangeType)));
    const xml = eventXml({
      Event: 'change_contact',
      from: 'sys',
      rest: '<ChangeType>update_party</ChangeType><Id>2</Id><ParentId>1</ParentId>',
    });
    const again = { timestamp: STAMP.timestamp, nonce: '7654321' };
    for (const stamp of [STAMP, STAMP, again, again]) await post(anybody(), KEY, xml, sender, stamp);
    await expect.poll(() => changes).toEqual(['update_party', 'update_party']);
    expect((await stored(KEY)).filter((row) => row.xml === xml)).toHaveLength(2);
  });

  it.each([
    ['text/xml'],
    ['application/xml'],
    ['application/json'],
    ['application/x-www-form-urlencoded'],
    ['text/plain'],
    ['image/png'],
    [''],
  ])('is read whatever its content type (%j)', async (type) => {
    const xml = eventXml({ Event: 'subscribe', rest: `<EventKey>成员 ${type}</EventKey>` });
    const { query, body } = sealCallback(xml, sender);
    const request = anybody().post(addressOf(KEY)).query(query).set('Content-Type', type).serialize(String);
    expect((await request.send(body)).text).toBe('success');
    expect((await stored(KEY)).at(-1)?.xml).toBe(xml);
  });

  it('of a kind this version does not know is kept for the record', async () => {
    const xml = eventXml({ Event: 'invented_in_2030' });
    expect((await post(anybody(), KEY, xml, sender)).text).toBe('success');
    expect((await stored(KEY)).at(-1)).toMatchObject({ xml, state: 'handled', attempts: 0 });
  });

  it('of a kind that somebody waits for, in a form this version does not know, is kept as failed and told', async () => {
    const handler = vi.fn(() => Promise.resolve());
    callbacks.on('scancode_push', handler);
    const xml = eventXml({ Event: 'scancode_push', rest: '<EventKey>6</EventKey>' });
    expect((await post(anybody(), KEY, xml, sender)).text).toBe('success');
    expect((await stored(KEY)).at(-1)).toMatchObject({
      xml,
      state: 'failed',
      attempts: 0,
      problem: expect.stringContaining('"scancode_push"') as string,
    });
    expect(handler).not.toHaveBeenCalled();
    await expect.poll(() => linesOf(host.storage, 'kept as failed').join()).toContain(KEY);
  });

  it('whose handler fails is tried again later, and the failure can be read', async () => {
    callbacks.on('LOCATION', () => Promise.reject(new Error('no map; access_token=abcdef')));
    const rest = '<Latitude>1</Latitude><Longitude>2</Longitude><Precision>3</Precision>';
    await post(anybody(), KEY, eventXml({ Event: 'LOCATION', rest }), sender);
    await expect.poll(async () => (await stored(KEY)).at(-1)?.problem).toMatch(/^no map/);
    expect((await stored(KEY)).at(-1)).toMatchObject({ state: 'received', attempts: 1 });
    expect((await stored(KEY)).at(-1)?.problem).not.toContain('abcdef');
  });
});

describe('a click on the menu of a card', () => {
  it('is kept once with member, task id and response code', async () => {
    const xml = menuClickXml('card_1', 'code-1', 1_700_000_123);
    await post(anybody(), KEY, xml, sender);
    await post(anybody(), KEY, xml, sender);
    // The same click with digits moved, which WeCom's signature does not notice, is the same click.
    await post(anybody(), KEY, xml, sender, { timestamp: '17000000001', nonce: '234567' });
    const replies = () => host.app.db.getRepository(CARD_REPLIES_COLLECTION).find() as Promise<Model[]>;
    await expect.poll(async () => (await replies()).length).toBe(1);
    expect((await replies())[0]?.toJSON()).toMatchObject({
      taskId: 'card_1',
      responseCode: 'code-1',
      member: 'zhangsan',
      corpId,
      agentId: '1000002',
      event: 'template_card_menu_event',
      eventKey: 'approve',
      repliedAt: 1_700_000_123_000,
    });
    const root = await host.root();
    const listed = await root.get(`/api/${CARD_REPLIES_COLLECTION}:list`).query({ filter: '{"taskId":"card_1"}' });
    expect((listed.body as { data: unknown[] }).data).toHaveLength(1);
    const member = await host.member('curious');
    expect((await member.get(`/api/${CARD_REPLIES_COLLECTION}:list`)).status).toBe(403);
    expect((await member.get(`/api/${CALLBACKS_COLLECTION}:list`)).status).toBe(403);
  });
});

describe('a click', () => {
  const clicks = (responseCode: string) =>
    host.app.db.getModel<Model>(CARD_REPLIES_COLLECTION).findAll({ where: { responseCode } });

  it('without a time is kept with the time it came at', async () => {
    const began = Date.now();
    const xml = menuClickXml('card_2', 'code-2').replace(
      /<CreateTime>.*<.CreateTime>/,
      '<CreateTime>soon</CreateTime>',
    );
    await post(anybody(), KEY, xml, sender);
    await expect.poll(async () => (await clicks('code-2')).length).toBe(1);
    const [click] = await clicks('code-2');
    expect(Number(click?.get('repliedAt'))).toBeGreaterThanOrEqual(began);
  });

  it('that the database would cut is failed with the reason', async () => {
    const xml = menuClickXml('card_3', 'c'.repeat(256));
    await post(anybody(), KEY, xml, sender);
    await expect
      .poll(async () => (await stored(KEY)).at(-1))
      .toMatchObject({ xml, state: 'failed', problem: expect.stringContaining('responseCode has 256') as string });
    expect(await clicks('c'.repeat(255))).toEqual([]);
  });
});

describe('what is not WeCom’s', () => {
  const bad = (() => {
    const xml = eventXml({ Event: 'subscribe', rest: '<EventKey>forged</EventKey>' });
    const { query, body, encrypt } = sealCallback(xml, sender);
    const to = (path: string, changed: object, text: string) => ({ path, query: { ...query, ...changed }, text });
    const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>${body}`;
    const nul = sealCallback(xml.replace('forged', 'for\0ged'), sender);
    const inner = sealCallback(`<!DOCTYPE x [<!ENTITY a "aa">]>${xml.replace('forged', '&a;')}`, sender);
    return {
      'a wrong signature': to(KEY, { msg_signature: '0'.repeat(40) }, body),
      'no timestamp': to(KEY, { timestamp: undefined }, body),
      'a signature given twice': to(KEY, { msg_signature: [query.msg_signature, query.msg_signature] }, body),
      'another Token': { path: KEY, ...textOf(sealCallback(xml, { ...sender, token: 'other' })) },
      'another key': { path: KEY, ...textOf(sealCallback(xml, { ...sender, ...newPair(), token: sender.token })) },
      'another corp': { path: KEY, ...textOf(sealCallback(xml, { ...sender, corpId: 'wwother' })) },
      'a truncated body': to(KEY, {}, body.slice(0, -40)),
      'a changed ciphertext': to(KEY, {}, wrap(encrypt.replace(/.{4}$/, 'AAAA'))),
      'an empty body': to(KEY, {}, ''),
      'an XML bomb outside': to(KEY, {}, bomb),
      'an XML bomb inside': { path: KEY, ...textOf(inner) },
      'a NUL inside': { path: KEY, ...textOf(nul) },
      'an address nobody has': to('auth-%1b%5b31m%0aforged', {}, body),
    };
  })();

  it.each(Object.entries(bad))('is 4xx with nothing in the answer, and stored nowhere: %s', async (_what, request) => {
    const before = await countStored();
    const answer = await anybody()
      .post(addressOf(request.path))
      .query(request.query)
      .type('text/xml')
      .send(request.text);
    expect(answer.text).toBe('');
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(await countStored()).toBe(before);
  });

  it.each([
    ['a signature that is none', { msg_signature: 'x' }],
    ['a timestamp that is none', { timestamp: 'now' }],
    ['a nonce that is none', { nonce: '\n' }],
  ])('is refused before a byte of its body is waited for: %s', async (_what, changed) => {
    const { query } = sealCallback(eventXml({ Event: 'subscribe' }), sender);
    const began = performance.now();
    const status = await slowPost({ ...query, ...changed });
    expect(status).toBe(403);
    expect(performance.now() - began).toBeLessThan(2000);
  });

  it('is refused when its body does not come', async () => {
    const before = await countStored();
    const { query } = sealCallback(eventXml({ Event: 'subscribe' }), sender);
    expect(await slowPost(query)).toBe(408);
    expect(await countStored()).toBe(before);
  });

  it('is refused with the pair of before a change, once its ten minutes are over', async () => {
    const [old, current] = [newPair(), newPair()].map((pair): Sender => ({ corpId, ...pair })) as [Sender, Sender];
    await addReceiver(host, 'changed', old);
    expect((await verify(anybody(), 'auth-changed', old)).status).toBe(200);
    const callback = { enabled: true, ...(await sealedPair(await host.root(), current)) };
    await host.app.db
      .getRepository('authenticators')
      .update({ filter: { name: 'changed' }, values: { options: { corpId, callback } } });
    await expect.poll(async () => (await verify(anybody(), 'auth-changed', current)).status).toBe(200);
    const before = await countStored();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 11 * 60_000 });
    const answer = await post(anybody(), 'auth-changed', eventXml({ Event: 'subscribe' }), old);
    vi.useRealTimers();
    expect([answer.status, answer.text]).toEqual([403, '']);
    expect(await countStored()).toBe(before);
  });

  it.each([['with its length'], ['in chunks']])('may not be larger than 1 MiB, %s', async (how) => {
    const { query } = sealCallback(eventXml({ Event: 'subscribe' }), sender);
    const request = anybody().post(addressOf(KEY)).query(query).set('Content-Type', 'application/json');
    if (how === 'in chunks') request.set('Transfer-Encoding', 'chunked');
    const before = await countStored();
    request.write(Buffer.alloc(1024 * 1024 + 1, '{'));
    const answer = await request;
    expect([answer.status, answer.text]).toEqual([413, '']);
    expect(await countStored()).toBe(before);
  });

  it('leaves few lines in the log, none of them with a secret or with control characters', async () => {
    // Later than the minute of what other tests have written of such addresses.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 30 * 60_000 });
    const storm = Array.from({ length: 2000 }, (_, n) => Object.values(bad)[n % Object.keys(bad).length]);
    for (let start = 0; start < storm.length; start += 50) {
      await Promise.all(
        storm.slice(start, start + 50).map((one) =>
          anybody()
            .post(addressOf(one?.path ?? ''))
            .query(one?.query ?? {})
            .type('text/xml')
            .send(one?.text),
        ),
      );
    }
    vi.useRealTimers();
    const lines = linesOf(host.storage, 'A WeCom callback');
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.length).toBeLessThan(20);
    const all = textOfLogs(host.storage);
    expect(all).not.toContain(sender.token);
    expect(all).not.toContain(sender.encodingAESKey);
    expect(all).not.toContain('msg_signature');
    expect([...all].filter((character) => character < ' ' && character !== '\n')).toEqual([]);
    // The address that somebody made up has a line break before this word.
    expect(all.split('\n').filter((line) => line.startsWith('forged'))).toEqual([]);
    expect(lines.join()).toContain('%0Aforged');
    // And whoever is WeCom is still heard.
    expect((await verify(anybody(), KEY, sender)).status).toBe(200);
  });
});

describe('when the database cannot store', () => {
  it('WeCom is asked to repeat, and then it is stored', async () => {
    const model = host.app.db.getModel(CALLBACKS_COLLECTION);
    const table = model.getTableName() as string;
    const queries = host.app.db.sequelize.getQueryInterface();
    const xml = eventXml({ Event: 'subscribe', rest: '<EventKey>while it was away</EventKey>' });
    await queries.renameTable(table, 'away');
    const refused = await post(anybody(), KEY, xml, sender);
    await queries.renameTable('away', table);
    expect([refused.status, refused.text]).toEqual([503, '']);
    expect((await post(anybody(), KEY, xml, sender)).text).toBe('success');
    expect((await stored(KEY)).at(-1)?.xml).toBe(xml);
  });

  it('for so long that WeCom would give up, it is asked to repeat before', async () => {
    const model = host.app.db.getModel(CALLBACKS_COLLECTION);
    const write = model.bulkCreate.bind(model);
    let goOn = () => {};
    const standing = vi.spyOn(model, 'bulkCreate').mockImplementation(async (rows, options) => {
      await new Promise<void>((resolve) => (goOn = resolve));
      return write(rows, options);
    });
    const xml = eventXml({ Event: 'subscribe', rest: '<EventKey>while it stood</EventKey>' });
    const { query, body } = sealCallback(xml, sender);
    const began = performance.now();
    // The body takes its time as well: all of it together has to be below WeCom's five seconds.
    expect(await slowPost(query, [body.slice(0, 9), body.slice(9)], 2500)).toBe(503);
    expect(performance.now() - began).toBeLessThan(4800);
    standing.mockRestore();
    goOn();
    expect((await post(anybody(), KEY, xml, sender)).text).toBe('success');
    expect((await stored(KEY)).filter((row) => row.xml === xml)).toHaveLength(1);
  });
});

/** Posts to the address in parts, with a pause before each; without parts the body never comes. @returns the status */
async function slowPost(query: object, parts: readonly string[] = [], pauseMs = 0): Promise<number | undefined> {
  const server = createServer(host.app.callback()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const { port } = server.address() as AddressInfo;
    const length = parts.reduce((sum, part) => sum + Buffer.byteLength(part), 0) || 100;
    const search = new URLSearchParams(query as Record<string, string>).toString();
    const call = request({
      port,
      method: 'POST',
      path: `${addressOf(KEY)}?${search}`,
      headers: { 'content-type': 'text/xml', 'content-length': length },
    });
    call.on('error', () => undefined); // The server closes the connection of whoever it does not wait for.
    call.flushHeaders();
    const answered = once(call, 'response') as Promise<[IncomingMessage]>;
    for (const part of parts) {
      await wait(pauseMs / parts.length);
      call.write(part);
    }
    const [answer] = await answered;
    call.destroy();
    return answer.statusCode;
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

function textOf({ query, body }: ReturnType<typeof sealCallback>) {
  return { query, text: body };
}

function textOfLogs(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.log'))
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
}

const linesOf = (folder: string, words: string) =>
  textOfLogs(folder)
    .split('\n')
    .filter((line) => line.includes(words));
