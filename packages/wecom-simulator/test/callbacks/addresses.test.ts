import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { acme } from '../../src/acme';
import { unseal } from '../../src/callbacks/envelope';
import { KEY, Receiver, TOKEN, type Behaviour } from './receiver';
import { calledBack } from './world';
import { NOTICE } from '../try-out';

let receiver: Receiver;
beforeAll(async () => {
  receiver = await Receiver.start(acme.corpId);
});
beforeEach(() => receiver.forget());
afterAll(() => receiver.close());

const save = (path: string, changes: object = {}, options = {}) => {
  const simulator = calledBack(receiver, options);
  return { ...simulator, saving: () => simulator.control('PUT', path, { url: receiver.url, ...changes }) };
};

const echoOf = ({ echostr = '' }: Record<string, string>) => unseal(echostr, KEY, acme.corpId);

describe('saving a callback address', () => {
  it('calls it with a signed, encrypted text, and saves it when that comes back decrypted', async () => {
    const { saving, control, simulation } = save(`callbacks/${NOTICE}`, { token: TOKEN, encodingAESKey: KEY });
    await control('DELETE', `callbacks/${NOTICE}`);
    expect(simulation.world.corp.agent(NOTICE)).not.toHaveProperty('callbackUrl');
    const { status, body } = await saving();
    expect(status).toBe(200);
    expect(body).toMatchObject({ saved: true, verification: { ok: true, status: 200 } });
    expect(receiver.seen).toMatchObject([{ method: 'GET', path: '/wecom', query: { corp: '1' } }]);
    expect(simulation.world.corp.agent(NOTICE)?.callbackUrl).toBe(receiver.url);
    const { receivers } = (await control('GET', 'callbacks')).body;
    expect(receivers).toMatchObject([
      { receiver: NOTICE, url: receiver.url, token: TOKEN, encodingAESKey: KEY, verification: { ok: true } },
      { receiver: 1000003 },
      { receiver: 'contacts', form: 'full', url: receiver.url },
    ]);
  });

  it('keeps Token and EncodingAESKey when only the address changes, also of the contacts-sync assistant', async () => {
    const { saving, simulation } = save('callbacks/contacts', { form: 'ids' });
    await saving();
    expect(simulation.world.corp.seed.contactCallback).toEqual({
      url: receiver.url,
      token: TOKEN,
      encodingAESKey: KEY,
      form: 'ids',
    });
  });

  it.each<[string, Behaviour, string]>([
    ['quoted text', ({ query }, response) => response.end(JSON.stringify(echoOf(query))), 'quoted'],
    ['text in JSON', ({ query }, response) => response.end(JSON.stringify({ data: echoOf(query) })), 'quoted'],
    ['text and a line break', ({ query }, response) => response.end(`${echoOf(query)}\n`), 'white-space'],
    [
      'text behind a byte order mark',
      ({ query }, response) => response.end(`\uFEFF${echoOf(query)}`),
      'byte-order-mark',
    ],
    ['text that was not decrypted', ({ query }, response) => response.end(query.echostr), 'not-decrypted'],
    ['nothing', (_seen, response) => response.end(), 'empty'],
    ['another text', (_seen, response) => response.end('<html>Welcome</html>'), 'other-text'],
    ['a redirect', (_seen, response) => response.writeHead(302, { location: '/elsewhere' }).end(), 'redirect'],
    ['a refusal', (_seen, response) => response.writeHead(403).end(), 'status'],
    ['the right text too late', () => undefined, 'timeout'],
  ])('says what is wrong with %s, and keeps what was saved', async (_what, behaviour, problem) => {
    const url = receiver.url.replace('corp=1', 'corp=2');
    const { saving, simulation } = save(`callbacks/${NOTICE}`, { url }, { callbacks: { verifyTimeoutMs: 200 } });
    receiver.behave(behaviour);
    const { status, body } = await saving();
    expect(status).toBe(422);
    expect(body).toMatchObject({
      saved: false,
      verification: { ok: false, problem, detail: expect.any(String) as string },
    });
    expect(simulation.world.corp.agent(NOTICE)?.callbackUrl).toBe(receiver.url);
  });

  it('says when Token or EncodingAESKey differ, as a refusal, and when nobody is there', async () => {
    const wrong = await save(`callbacks/${NOTICE}`, { token: 'AnotherToken' }).saving();
    expect(wrong.body).toMatchObject({ verification: { problem: 'status', status: 403 } });
    const free = createServer().listen(0, '127.0.0.1');
    await once(free, 'listening');
    const { port } = free.address() as AddressInfo;
    await new Promise((resolve) => free.close(resolve));
    const gone = await save(`callbacks/${NOTICE}`, { url: `http://127.0.0.1:${port}/` }).saving();
    expect(gone.body).toMatchObject({ verification: { problem: 'no-connection' } });
    expect((gone.body.verification as { detail: string }).detail).toContain('ECONNREFUSED');
  });

  it.each([
    ['callbacks/1', {}, 'there is no agent 1'],
    ['callbacks/somebody', {}, 'must be the id of an agent'],
    [`callbacks/${NOTICE}`, { url: 'example.com' }, 'must start with http:// or https://'],
    [`callbacks/${NOTICE}`, { token: 'a token' }, 'must be 1 to 32 letters and digits'],
    [`callbacks/${NOTICE}`, { encodingAESKey: KEY.slice(1) }, 'must be exactly 43 letters and digits'],
    [`callbacks/${NOTICE}`, { form: 'ids' }, 'only belongs to contacts'],
  ])('is refused at %s with %j before anybody is called', async (path, changes, reason) => {
    const { status, body } = await save(path, changes).saving();
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toContain(reason);
    expect(receiver.seen).toEqual([]);
  });

  it('lets cards that can be answered be sent, and none after it is removed', async () => {
    const { send, control } = save(`callbacks/${NOTICE}`);
    const card = (task_id: string) => ({
      msgtype: 'template_card',
      template_card: {
        card_type: 'button_interaction',
        main_title: { title: 'Order 17' },
        button_list: [{ text: 'Approve', key: 'approve' }],
        task_id,
      },
    });
    expect((await send(card('a'))).errcode).toBe(0);
    await control('DELETE', `callbacks/${NOTICE}`);
    expect((await send(card('b'))).errcode).toBe(43012);
    expect((await control('PUT', `callbacks/${NOTICE}`, { url: receiver.url })).status).toBe(200);
    expect((await send(card('c'))).errcode).toBe(0);
  });
});
