import type { Model } from '@nocobase/database';
import type PluginNotificationManagerServer from '@nocobase/plugin-notification-manager';
import { describeErrcode } from '@openwecom/client';
import { createSimulator, type Simulator } from '@openwecom/simulator';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { AUTH_TYPE, DELIVERIES_COLLECTION, DELIVERY_QUEUES_COLLECTION } from '../../constants';
import type { QueueState } from '../delivery/operate/queue-states';
import type { DeliveryDetails } from '../delivery/operate/read';
import { bootHost, type TestHost } from '../test-host/host';
import { addChannel, addUser, finalLog, lastLog, settled, setUpChannel, type LogRow } from '../test-host/wecom';

let host: TestHost;
let simulator: Simulator;
let zhangsan: number;
let lisi: number;

beforeAll(async () => {
  simulator = await createSimulator();
  host = await bootHost();
  await setUpChannel(host, simulator);
  zhangsan = await addUser(host, '张三', 'ZhangSan');
  lisi = await addUser(host, '李四', 'lisi');
});
beforeEach(() => simulator.reset());
afterAll(async () => {
  await host?.close();
  await simulator?.close();
});

const TEXT = { content: 'hello' };
const authenticators = () => host.app.db.getRepository('authenticators');

interface Sending {
  channelName?: string;
  to?: unknown;
}

/** Hands a message over. @returns what the host answers */
async function handOver(message: object, { channelName = 'wecom', to = [zhangsan] }: Sending = {}) {
  const root = await host.root();
  const values = { channelName, message, receivers: { type: 'userId', value: to }, data: {}, triggerFrom: 'test' };
  const answer = await root.post('/api/messages:send').send(values);
  expect(answer.status).toBe(200);
  return (answer.body as { data: { status: string; reason?: string } }).data;
}

/** @returns the row of the log once everything has ended */
async function send(message: object, sending: Sending = {}) {
  await handOver(message, sending);
  return finalLog(host);
}

/** Of the actions for administrators. */
async function ask<Answer>(action: string, query: Record<string, string | number> = {}): Promise<Answer> {
  const answer = await (await host.root()).get(`/api/openwecom:${action}`).query(query);
  expect(answer.status).toBe(200);
  return (answer.body as { data: Answer }).data;
}

const expectReason = (reason: string) =>
  expect.poll(async () => (await lastLog(host)).reason, { timeout: 20_000 }).toContain(reason);

const textOf = (body: unknown) => (body as { text?: { content: string } } | undefined)?.text?.content;
const lastText = (userid: string) => textOf(simulator.inbox(userid).last()?.body);

describe('recipients', () => {
  it('sends one call for all and nothing to report when everybody is reached', async () => {
    expect(await send(TEXT, { to: [zhangsan, lisi, zhangsan] })).toMatchObject({ status: 'success', reason: null });
    expect(simulator.messages()).toHaveLength(1);
    expect([lastText('zhangsan'), lastText('lisi')]).toEqual(['hello', 'hello']);
  });

  it('reports by name who is not linked, out of range or unlicensed, and sends to the others', async () => {
    const unlicensed = simulator.seed.members.find((member) => !member.licensed);
    const to = [
      zhangsan,
      await addUser(host, '未绑定'),
      await addUser(host, '周伟', 'zhouwei'),
      await addUser(host, '无许可', unlicensed?.userid),
      999_999,
    ];
    const log = await send(TEXT, { to });
    expect(log.status).toBe('success');
    expect(log.reason?.split('\n')).toEqual([
      'Not linked to a WeCom member: 未绑定, #999999.',
      "Not in the app's visible range, or no longer a member: 周伟.",
      'Without a WeCom interface licence: 无许可.',
    ]);
    expect(lastText('zhangsan')).toBe('hello');
  });

  it('fails and says so when nobody is left', async () => {
    const unlinked = await addUser(host, 'Nobody Linked');
    expect(await send(TEXT, { to: [unlinked] })).toMatchObject({
      status: 'failure',
      reason: 'Nobody received the message.\nNot linked to a WeCom member: Nobody Linked.',
    });
    expect(await send(TEXT, { to: [] })).toMatchObject({ status: 'failure', reason: 'Nobody received the message.' });
    const outside = await addUser(host, 'Outside', 'xulei-gone');
    expect(await send(TEXT, { to: [outside] })).toMatchObject({
      status: 'failure',
      reason: "Nobody received the message.\nNot in the app's visible range, or no longer a member: Outside.",
    });
  });

  it('splits more than a thousand members into several calls', async () => {
    const links = Array.from({ length: 1001 }, (_, index) => ({
      authenticator: 'wecom',
      wecomUserId: `bulk${index}`,
      userId: 10_000 + index,
    }));
    await host.app.db.getModel('wecomLinks').bulkCreate(links, { hooks: false });
    const log = await send(TEXT, { to: [...links.map(({ userId }) => userId), zhangsan] });
    expect(log.status).toBe('success');
    const accepted = simulator
      .calls()
      .filter(({ path, answer }) => path.endsWith('message/send') && answer?.errcode !== 40014);
    expect(accepted).toHaveLength(2);
    expect(log.reason).toMatch(/and \d+ more\.$/);
    await host.app.db
      .getModel('wecomLinks')
      .destroy({ where: { userId: links.map(({ userId }) => userId) }, hooks: false });
  });

  it("writes reasons in the system's language", async () => {
    const settings = host.app.db.getRepository('systemSettings');
    await settings.update({ filterByTk: 1, values: { enabledLanguages: ['zh-CN', 'en-US'] } });
    const unlinked = await addUser(host, '小王');
    expect((await send(TEXT, { to: [unlinked] })).reason).toBe('没有人收到这条消息。\n未绑定企业微信成员：小王。');
    await settings.update({ filterByTk: 1, values: { enabledLanguages: ['en-US'] } });
  });
});

describe('the content other plugins write', () => {
  it('becomes a text without a link, and a text card with one', async () => {
    await send({ title: 'Title', content: 'First\nSecond', options: {} });
    expect(lastText('zhangsan')).toBe('Title\nFirst\nSecond');
    await send({ title: 'Title', content: 'First\nSecond', options: { url: '/admin/leaves/1' } });
    expect(simulator.inbox('zhangsan').last()?.body).toEqual({
      msgtype: 'textcard',
      textcard: { title: 'Title', description: 'First<br>Second', url: 'https://nocobase.example/admin/leaves/1' },
    });
  });

  it('may be an e-mail, whose HTML is reduced to text', async () => {
    await send({ subject: 'Re: leave', contentType: 'html', html: '<p>Hello <b>you</b></p><p>a &lt; b<br>bye</p>' });
    expect(lastText('zhangsan')).toBe('Re: leave\nHello you\n\na < b\nbye');
  });

  it('may stand under content, and arrives through sendToUsers as well', async () => {
    const notifications = host.app.pm.get<PluginNotificationManagerServer>('notification-manager');
    await notifications.sendToUsers({
      userIds: [zhangsan, lisi],
      channels: ['wecom'],
      message: { content: { subject: 'Subject', text: 'Body' } },
    });
    await settled(host);
    expect([lastText('zhangsan'), lastText('lisi')]).toEqual(['Subject\nBody', 'Subject\nBody']);
  });

  it('is refused with the path of what WeCom does not know', async () => {
    const card = { title: 't', description: 'd', url: 'https://x.example', colour: 'red' };
    const log = await send({ content: { msgtype: 'textcard', textcard: card } });
    expect(log).toMatchObject({
      status: 'failure',
      reason: 'WeCom would not accept the message. "textcard.colour" is not a field of this message type.',
    });
  });

  it('is a text card when a stored message lacks its type', async () => {
    await send({ content: { textcard: { title: 't', description: 'd', url: 'https://x.example' } } });
    expect(simulator.inbox('zhangsan').last()?.body.msgtype).toBe('textcard');
  });
});

describe('settings', () => {
  it('are read anew for each message, so a rotated variable counts without saving anything', async () => {
    const root = await host.root();
    const [agent] = simulator.seed.agents;
    const baseUrlSeal = (
      (await root.post('/api/openwecom:confirmBaseUrl').send({ baseUrl: simulator.url })).body as {
        data: { seal: string };
      }
    ).data.seal;
    await root
      .post('/api/environmentVariables:create')
      .send({ name: 'ROTATED', type: 'secret', value: 'the-old-secret' });
    const options = {
      corpId: simulator.seed.corpId,
      agentId: String(agent?.agentId),
      secret: '{{$env.ROTATED}}',
      baseUrl: simulator.url,
      baseUrlSeal,
    };
    await root
      .post('/api/authenticators:create')
      .send({ name: 'rotating', authType: AUTH_TYPE, enabled: true, options });
    await addChannel(host, 'rotating', { authenticator: 'rotating' });
    await host.app.db
      .getRepository('wecomLinks')
      .create({ values: { authenticator: 'rotating', wecomUserId: 'zhangsan', userId: zhangsan } });

    expect(await handOver(TEXT, { channelName: 'rotating' })).toMatchObject({ status: 'success' });
    await expectReason('Waiting: the app cannot send at the moment.');
    const before = await lastLog(host);
    expect(before).toMatchObject({ status: 'success', reason: expect.stringContaining('WeCom says: 40001') as string });
    expect(before.reason).not.toContain('the-old-secret');
    await root.post('/api/environmentVariables:update?filterByTk=ROTATED').send({ value: agent?.secret });
    expect(await send(TEXT, { channelName: 'rotating' })).toMatchObject({ status: 'success', reason: null });

    await authenticators().update({
      filter: { name: 'rotating' },
      values: { options: { ...options, baseUrlSeal: undefined } },
    });
    const unconfirmed = await send(TEXT, { channelName: 'rotating' });
    expect(unconfirmed.reason).toContain('Confirm the API base URL');
  });

  it.each([
    ['is not chosen', {}, 'The channel has no authenticator.'],
    ['is gone', { authenticator: 'gone' }, 'There is no authenticator "gone"'],
    ['is of another type', { authenticator: 'basic' }, 'The authenticator "basic" is not of the type WeCom.'],
    ['is disabled', { authenticator: 'off' }, 'The authenticator "off" is disabled.'],
    ['has a variable nobody knows', { authenticator: 'unknown' }, 'There is no variable NOWHERE.'],
    ['has a secret in clear text', { authenticator: 'clear' }, 'The Secret is stored in clear text'],
    ['has a secret sealed for another server', { authenticator: 'moved' }, 'The saved Secret belongs to another'],
  ])('explain that the authenticator %s', async (what, options, reason) => {
    const { options: working } = ((await authenticators().findOne({ filter: { name: 'wecom' } })) as {
      options: object;
    } | null) ?? { options: {} };
    const variants: Record<string, object> = {
      off: { enabled: false, options: working },
      unknown: { enabled: true, options: { ...working, corpId: '{{$env.NOWHERE}}' } },
      clear: { enabled: true, options: { ...working, secret: 'clear' } },
      moved: { enabled: true, options: { ...working, baseUrl: 'http://127.0.0.1:9' } },
    };
    const name = (options as { authenticator?: string }).authenticator ?? '';
    if (variants[name]) await authenticators().create({ values: { name, authType: AUTH_TYPE, ...variants[name] } });
    const channelName = what.replaceAll(' ', '_');
    await addChannel(host, channelName, options);
    const log = await send(TEXT, { channelName });
    expect(log).toMatchObject({ status: 'failure', reason: expect.stringContaining(reason) as string });
  });

  it("gives WeCom's refusal with its meaning, what to do, and WeCom's own text, until it is mended", async () => {
    await send(TEXT);
    const { agentId = 0 } = simulator.seed.agents[0] ?? {};
    simulator.changeAgent(agentId, { trustedIps: ['203.0.113.10'] });
    const told = ['Waiting: the app cannot send at the moment.', 'add 127.0.0.1 to "Trusted enterprise IP"'];
    await handOver({ content: 'first' });
    for (const part of told) await expectReason(part);
    await expectReason('WeCom says: 60020 not allow to access from your ip');
    // Known beforehand now, and told to whoever sends.
    const second = await handOver({ content: 'second' });
    for (const part of told) expect(second.reason).toContain(part);
    expect(await lastLog(host)).toMatchObject({ status: 'success', reason: second.reason });
    // One problem, however many wait.
    const { queues } = await ask<{ queues: QueueState[] }>('deliveryQueues');
    expect(queues.filter(({ problem }) => problem).map(({ authenticator }) => authenticator)).toEqual(['wecom']);
    expect(queues.find(({ authenticator }) => authenticator === 'wecom')).toMatchObject({
      queued: 2,
      problem: {
        meaning: 'WeCom does not trust the address this call came from.',
        remedy: expect.stringContaining('add 127.0.0.1 to "Trusted enterprise IP"') as string,
        wecomText: expect.stringContaining('60020 not allow to access from your ip') as string,
      },
      pausedAt: expect.any(Number) as number,
      probeAt: expect.any(Number) as number,
    });

    simulator.changeAgent(agentId, { trustedIps: [] });
    const root = await host.root();
    await root.post('/api/openwecom:check').send({ authenticator: 'wecom' });
    await settled(host);
    const rows = (await host.app.db
      .getRepository('notificationSendLogs')
      .find({ sort: '-createdAt', limit: 2 })) as Model[];
    const ended = rows.map((row) => row.toJSON<LogRow>());
    for (const row of ended) expect(row).toMatchObject({ status: 'success', reason: null });
    expect(ended).toHaveLength(2);
    expect(simulator.inbox('zhangsan').messages.map(({ body }) => textOf(body))).toEqual(['hello', 'first', 'second']);
  });
});

describe('a message WeCom does not take', () => {
  it('says why and what to do, in its delivery and in the log', async () => {
    simulator.addFault({ path: 'message/send', errcode: 44004, errmsg: 'empty content', times: 1 });
    const log = await send(TEXT);
    const { deliveries } = await ask<{ deliveries: { id: number }[] }>('listDeliveries', { notification: log.id });
    const { delivery, attempts, recipients } = await ask<DeliveryDetails>('getDelivery', {
      id: deliveries[0]?.id ?? 0,
    });
    const { meaning, remedy } = describeErrcode(44004, 'en-US');
    const problem = { meaning, remedy, wecomText: expect.stringMatching(/^44004 empty content/) as string };
    expect(delivery).toMatchObject({ state: 'failed', problem });
    expect(attempts).toMatchObject([{ result: 'refused', problem }]);
    expect(recipients).toMatchObject([{ member: 'zhangsan', outcome: 'failed' }]);
    expect(log).toMatchObject({ status: 'failure' });
    expect(log.reason).toContain(`${meaning} ${remedy} WeCom says: 44004 empty content`);
  });
});

describe('what cannot be told', () => {
  const deliveries = () => host.app.db.getModel(DELIVERIES_COLLECTION).count();

  /** Without a request, which reads users and settings too. */
  async function handOverWithin(to: number[], content: string) {
    const { manager } = host.app.pm.get<PluginNotificationManagerServer>('notification-manager') as unknown as {
      manager: { send: (options: object) => Promise<{ status: string }> };
    };
    const receivers = { type: 'userId', value: to };
    return manager.send({ channelName: 'wecom', message: { content }, receivers, triggerFrom: 'test' });
  }

  it('is no failure of a notification that was accepted', async () => {
    await send(TEXT);
    const queues = host.app.db.getModel(DELIVERY_QUEUES_COLLECTION);
    const where = { authenticator: 'wecom' };
    const problem = JSON.stringify({ kind: 'wecom', errcode: 60020, errmsg: 'x', path: '/cgi-bin/message/send' });
    const settings = host.app.db.getRepository('systemSettings');
    const findOne = vi.spyOn(settings, 'findOne').mockRejectedValue(new Error('the database is gone'));
    await queues.update({ problem, pausedAt: Date.now(), probeAt: null }, { where });
    try {
      expect(await handOverWithin([zhangsan], 'goes out all the same')).toMatchObject({ status: 'success' });
      expect(findOne).toHaveBeenCalled();
    } finally {
      findOne.mockRestore();
      await queues.update({ problem: null, pausedAt: null }, { where });
    }
    await settled(host);
    expect(lastText('zhangsan')).toBe('goes out all the same');
  });

  it('fails before anything is accepted', async () => {
    await settled(host);
    const before = await deliveries();
    const unlinked = await addUser(host, 'Without a name');
    const users = host.app.db.getModel('users');
    const findAll = vi.spyOn(users, 'findAll').mockRejectedValue(new Error('the database is gone'));
    const outcome = handOverWithin([zhangsan, unlinked], 'goes to nobody').catch(() => ({ status: 'failure' }));
    expect((await outcome.finally(() => findAll.mockRestore())).status).toBe('failure');
    expect(await deliveries()).toBe(before);
  });
});
