import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { acme } from '../../src/acme';
import { inboxOf } from '../../src/controls/history';
import { NOTICE } from '../try-out';
import { Receiver, TOKEN } from './receiver';
import { calledBack } from './world';

let receiver: Receiver;
beforeAll(async () => {
  receiver = await Receiver.start(acme.corpId);
});
beforeEach(() => receiver.forget());
afterAll(() => receiver.close());

/** An attempt that is not answered ends soon. */
const soon = { callbacks: { timeoutMs: 100 } };
const enter = { userid: 'zhangsan', agentId: NOTICE, action: 'enter' };

describe('a callback', () => {
  it('arrives encrypted, with what every one carries and the agent id outside and inside', async () => {
    const { control, sent, startedAt } = calledBack(receiver);
    await control('POST', 'act', enter);
    const [callback] = await sent();
    expect(callback).toMatchObject({
      receiver: NOTICE,
      at: startedAt,
      state: 'delivered',
      attempts: [{ outcome: 'delivered', status: 200 }],
    });
    expect(callback).not.toHaveProperty('reply');
    const [seen] = receiver.seen;
    expect(seen?.method).toBe('POST');
    expect(seen?.query).toEqual({ corp: '1', ...callback?.query });
    expect(seen?.body).toMatch(
      /^<xml><ToUserName><!\[CDATA\[wwdemo0000acme0001\]\]><\/ToUserName><AgentID><!\[CDATA\[1000002\]\]><\/AgentID><Encrypt>/,
    );
    expect(seen?.message).toEqual({
      ToUserName: acme.corpId,
      FromUserName: 'zhangsan',
      CreateTime: String(startedAt / 1000),
      MsgType: 'event',
      Event: 'enter_agent',
      EventKey: '',
      AgentID: String(NOTICE),
    });
  });

  it('comes from the contacts-sync assistant without an agent id', async () => {
    const { control, sent } = calledBack(receiver);
    const event = { MsgType: 'event', Event: 'change_contact', ChangeType: 'delete_user', UserID: 'zhangsan' };
    expect((await control('POST', 'callbacks/contacts/send', event)).status).toBe(202);
    await sent();
    expect(receiver.seen[0]?.body).not.toContain('AgentID');
    expect(receiver.seen[0]?.message).toMatchObject({ FromUserName: 'sys', ...event });
  });

  it('is tried three times with the same signature when nobody answers in time', async () => {
    receiver.behave(() => undefined);
    const { control, sent } = calledBack(receiver, soon);
    await control('POST', 'act', enter);
    const [callback] = await sent();
    expect(callback).toMatchObject({
      state: 'failed',
      attempts: [{ outcome: 'timeout' }, { outcome: 'timeout' }, { outcome: 'timeout' }],
    });
    expect(receiver.seen).toHaveLength(3);
    expect(new Set(receiver.seen.map(({ query, body }) => JSON.stringify([query, body])))).toHaveProperty('size', 1);
  });

  it('ends with the first attempt that is answered', async () => {
    receiver.behave((_seen, response, attempt) => response.writeHead(attempt === 1 ? 503 : 200).end());
    const { control, sent } = calledBack(receiver, soon);
    await control('POST', 'act', enter);
    expect(await sent()).toMatchObject([
      { state: 'delivered', attempts: [{ outcome: 'refused', status: 503 }, { outcome: 'delivered' }] },
    ]);
  });

  it('is not repeated after an error status when only lost answers count', async () => {
    receiver.behave((_seen, response) => response.writeHead(503).end());
    const { control, sent } = calledBack(receiver, { callbacks: { ...soon.callbacks, repeatRefused: false } });
    await control('POST', 'act', enter);
    expect(await sent()).toMatchObject([{ state: 'failed', attempts: [{ outcome: 'refused', status: 503 }] }]);
  });

  it('names the reason when there is no connection', async () => {
    receiver.behave((_seen, response) => response.destroy());
    const { control, sent } = calledBack(receiver, { callbacks: { timeoutMs: 100, attempts: 1 } });
    await control('POST', 'act', enter);
    expect(await sent()).toMatchObject([
      { state: 'failed', attempts: [{ outcome: 'no-connection', reason: expect.any(String) as string }] },
    ]);
  });

  it('can be repeated byte for byte', async () => {
    const { control, sent } = calledBack(receiver);
    await control('POST', 'act', enter);
    const [first] = await sent();
    expect((await control('POST', `callbacks/sent/${first?.id}/repeat`)).status).toBe(202);
    const [again] = await sent();
    expect(again?.attempts).toHaveLength(2);
    expect(receiver.seen[1]).toEqual(receiver.seen[0]);
    expect((await control('POST', 'callbacks/sent/99/repeat')).status).toBe(400);
  });

  it('is listed by receiver, the newest alone when asked, and forgotten when there are too many', async () => {
    const { control, sent } = calledBack(receiver, { keep: { callbacks: 3 } });
    const event = { MsgType: 'event', Event: 'change_contact' };
    for (const UserID of ['a', 'b', 'c']) await control('POST', 'callbacks/contacts/send', { ...event, UserID });
    await control('POST', 'act', enter);
    expect((await sent()).map(({ id }) => id)).toEqual([2, 3, 4]);
    const list = async (query: string) => (await control('GET', `callbacks/sent?${query}`)).body.callbacks;
    expect(await list('receiver=contacts&newest=1')).toMatchObject([{ id: 3, message: { UserID: 'c' } }]);
    expect(await list(`receiver=${NOTICE}`)).toMatchObject([{ id: 4 }]);
  });

  it('reaches a receiver that is asked for hundreds at once, each once', async () => {
    const { control, sent } = calledBack(receiver);
    const event = { MsgType: 'event', Event: 'change_contact', ChangeType: 'update_user' };
    await Promise.all(
      Array.from({ length: 300 }, (_, n) => control('POST', 'callbacks/contacts/send', { ...event, UserID: `m${n}` })),
    );
    expect((await sent()).filter(({ state }) => state === 'delivered')).toHaveLength(300);
    expect(new Set(receiver.seen.map(({ message }) => message.UserID))).toHaveProperty('size', 300);
  });

  it('can be waited for without those to others', async () => {
    receiver.behave(({ message }, response) => void (message.AgentID === undefined && response.end()));
    const { control } = calledBack(receiver);
    await control('POST', 'act', enter);
    await control('POST', 'callbacks/contacts/send', { MsgType: 'event', Event: 'change_contact' });
    const { callbacks } = (await control('GET', 'callbacks/sent?settled=1&receiver=contacts')).body;
    expect(callbacks).toMatchObject([{ receiver: 'contacts', state: 'delivered' }]);
    expect((await control('GET', 'callbacks/sent?newest=2')).body.callbacks).toMatchObject([{ state: 'sending' }, {}]);
    await control('POST', 'reset');
  });

  it('does not wait for a receiver who never answers', async () => {
    receiver.behave(({ message }, response) => void (message.AgentID === undefined && response.end()));
    const { control } = calledBack(receiver);
    for (let n = 0; n < 100; n += 1) await control('POST', 'act', enter);
    await control('POST', 'callbacks/contacts/send', { MsgType: 'event', Event: 'change_contact' });
    const { callbacks } = (await control('GET', 'callbacks/sent?settled=1&receiver=contacts')).body;
    expect(callbacks).toMatchObject([{ state: 'delivered' }]);
    await control('POST', 'reset');
  });

  it('is given up on a reset', async () => {
    receiver.behave(() => undefined);
    const { control, sent, simulation } = calledBack(receiver);
    await control('POST', 'act', enter);
    const { callbacks } = simulation.world;
    await control('POST', 'reset');
    await callbacks.settled();
    expect(await sent()).toEqual([]);
  });

  it('is refused when the receiver has no address, or the message is none', async () => {
    const { control } = calledBack(receiver);
    await control('DELETE', 'callbacks/contacts');
    for (const [path, body] of [
      ['callbacks/contacts/send', { MsgType: 'event' }],
      ['callbacks/1000003/send', { Event: 'enter_agent' }],
      ['callbacks/1000003/send', { MsgType: 'event', 'no name': '' }],
      ['callbacks/1/send', { MsgType: 'event' }],
    ] as const)
      expect((await control('POST', path, body)).status).toBe(400);
  });
});

describe('an answer to a callback', () => {
  const answer = (message: object) => ({
    ToUserName: 'zhangsan',
    FromUserName: acme.corpId,
    CreateTime: 1,
    ...message,
  });
  const said = { userid: 'zhangsan', agentId: NOTICE, action: 'text', content: '你好' };

  it('reaches the member as a message of the app', async () => {
    const { control, sent, simulation } = calledBack(receiver);
    const articles = [{ Title: 'A', Url: 'https://example.com/a', PicUrl: 'https://example.com/a.png' }];
    const replies = [
      { MsgType: 'text', Content: '在' },
      { MsgType: 'news', ArticleCount: 1, Articles: { item: articles } },
    ];
    for (const reply of replies) {
      receiver.behave((_seen, response) => response.end(receiver.reply(answer(reply))));
      await control('POST', 'act', said);
      expect((await sent()).at(-1)?.reply).toMatchObject({ applied: true, message: { MsgType: reply.MsgType } });
    }
    expect(inboxOf(simulation, 'zhangsan').messages).toMatchObject([
      { agentid: NOTICE, state: 'delivered', body: { msgtype: 'text', text: { content: '在' } } },
      {
        body: {
          news: { articles: [{ title: 'A', url: 'https://example.com/a', picurl: 'https://example.com/a.png' }] },
        },
      },
    ]);
  });

  it.each([
    ['JSON', '{"errcode":0}', 'there is no XML'],
    ['a wrong signature', () => receiver.reply(answer({ MsgType: 'text', Content: 'x' }), 'AnotherToken'), 'signature'],
    ['a kind there is not', () => receiver.reply(answer({ MsgType: 'markdown', Content: 'x' })), 'no reply of MsgType'],
    ['an empty text', () => receiver.reply(answer({ MsgType: 'text', Content: '' })), '<Content> is missing'],
  ])('has no effect when it is %s, and the operator sees why', async (_what, body, reason) => {
    const { control, sent, simulation } = calledBack(receiver);
    receiver.behave((_seen, response) => response.end(typeof body === 'string' ? body : body()));
    await control('POST', 'act', said);
    const [callback] = await sent();
    expect(callback).toMatchObject({ state: 'delivered', reply: { applied: false } });
    expect(callback?.reply?.detail).toContain(reason);
    expect(inboxOf(simulation, 'zhangsan').messages).toEqual([]);
  });

  it('means nothing when it is the word success', async () => {
    receiver.behave((_seen, response) => response.end('success'));
    const { control, sent } = calledBack(receiver);
    await control('POST', 'act', said);
    expect((await sent())[0]).not.toHaveProperty('reply');
  });
});

it('signs a query as the document says', async () => {
  const { control, sent } = calledBack(receiver);
  await control('POST', 'act', enter);
  const [callback] = await sent();
  const encrypted = /<Encrypt><!\[CDATA\[(.*?)\]\]>/.exec(receiver.seen[0]?.body ?? '')?.[1] ?? '';
  const { timestamp = '', nonce = '', msg_signature } = callback?.query ?? {};
  const sorted = [TOKEN, timestamp, nonce, encrypted].sort().join('');
  expect(msg_signature).toBe(createHash('sha1').update(sorted).digest('hex'));
});
