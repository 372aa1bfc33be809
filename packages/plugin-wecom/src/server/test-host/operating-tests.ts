import { Op } from '@nocobase/database';
import { describe, expect, it } from 'vitest';
import {
  CARD_REPLIES_COLLECTION,
  DELIVERIES_COLLECTION,
  DELIVERIES_SNIPPET,
  DELIVERY_ATTEMPTS_COLLECTION,
  DELIVERY_QUEUES_COLLECTION,
  DELIVERY_RECIPIENTS_COLLECTION,
  LINKS_COLLECTION,
} from '../../constants';
import type { QueueState } from '../delivery/operate/queue-states';
import type { DeliveryDetails } from '../delivery/operate/read';
import type { TestOutcome } from '../delivery/operate/test-message';
import { pruneDeliveries } from '../delivery/retention';
import { Sql } from '../delivery/sql';
import { namesOfTables } from '../delivery/tables';
import { oneWriter } from '../one-writer';
import { deliveryActions, type DeliveryRow, type Running } from './delivery-actions';
import type { TestHost } from './host';
import { textOfLogs } from './logs';
import { addUser, finalLog, lastLog, setUpChannel, settled } from './wecom';

const DAY_MS = 86_400_000;

const OUTBOX_COLLECTIONS = [
  DELIVERIES_COLLECTION,
  DELIVERY_RECIPIENTS_COLLECTION,
  DELIVERY_ATTEMPTS_COLLECTION,
  DELIVERY_QUEUES_COLLECTION,
];

/** What has to hold on every database of what an administrator sees of deliveries, and does to them. Needs the channel "wecom". */
export function operatingTests(running: () => Running): void {
  const { collection, rowsOf, send, ask, act, sendTest, answered, newest } = deliveryActions(running);

  describe('for administrators', () => {
    it('lists, filters and shows deliveries with attempts, recipients and clicks', async () => {
      const { host, simulator } = running();
      simulator.reset();
      const user = await addUser(host, 'Shown', 'wangfang');
      await send('Shown message', [user]);
      await settled(host);
      const found = await ask<{ deliveries: DeliveryRow[]; hasNext: boolean }>('listDeliveries', {
        state: 'sent',
        authenticator: 'wecom',
        channel: 'wecom',
        userId: user,
        member: 'WangFang',
        from: Date.now() - DAY_MS,
      });
      expect(found).toMatchObject({ deliveries: [{ summary: 'Shown message' }], hasNext: false });
      expect(
        (await ask<{ deliveries: DeliveryRow[] }>('listDeliveries', { to: Date.now() - DAY_MS })).deliveries,
      ).toEqual([]);
      const id = found.deliveries[0]?.id ?? 0;
      await collection(DELIVERIES_COLLECTION).update({ taskId: 'shown_card' }, { where: { id } });
      await collection(CARD_REPLIES_COLLECTION).create({
        taskId: 'shown_card',
        corpId: 'corp',
        member: 'wangfang',
        event: 'template_card_menu_event',
        eventKey: 'mute',
        responseCode: `code ${id}`,
        repliedAt: Date.now(),
      });
      expect(await ask<DeliveryDetails>('getDelivery', { id })).toMatchObject({
        delivery: { id, state: 'sent' },
        message: { msgtype: 'text', text: { content: 'Shown message' } },
        attempts: [{ number: 1, result: 'accepted', problem: null }],
        recipients: [{ userId: String(user), member: 'wangfang', name: 'Shown', outcome: 'accepted' }],
        replies: [{ member: 'wangfang', event: 'template_card_menu_event', eventKey: 'mute' }],
      });
      expect(await act('retryDelivery', { id })).toMatchObject({ status: 409 });
      const root = await host.root();
      expect((await root.get('/api/openwecom:getDelivery').query({ id: 999_999 })).status).toBe(404);
    });

    it('sends again to those alone whom it did not reach, also to who was linked meanwhile', async () => {
      const { host, simulator } = running();
      simulator.reset();
      const reached = await addUser(host, 'Reached', 'zhaomin');
      const outside = await addUser(host, 'Outside', 'not-there-yet');
      const unlinked = await addUser(host, 'Linked later');
      await send('Once more', [reached, outside, unlinked]);
      expect((await finalLog(host)).reason).toContain('Not linked to a WeCom member: Linked later.');
      const first = await newest();
      expect(first?.state).toBe('partly_sent');
      await collection(LINKS_COLLECTION).destroy({ where: { userId: outside } });
      await collection(DELIVERY_RECIPIENTS_COLLECTION).update(
        { member: 'wangwu' },
        { where: { member: 'not-there-yet' } },
      );
      await collection(LINKS_COLLECTION).create({ authenticator: 'wecom', wecomUserId: '10010', userId: unlinked });
      const retried = await act('retryDelivery', { id: first?.id });
      expect(retried).toMatchObject({ status: 200, data: { id: expect.any(Number) as number, left: 0 } });
      await settled(host);
      const { id: again } = retried.data as { id: number };
      expect(await ask<DeliveryDetails>('getDelivery', { id: first?.id ?? 0 })).toMatchObject({
        delivery: { state: 'partly_sent', retryOf: null },
        retries: [{ id: again, state: 'sent', memberCount: 2 }],
      });
      expect(await ask<DeliveryDetails>('getDelivery', { id: again })).toMatchObject({
        delivery: { retryOf: first?.id },
        retries: [],
      });
      expect(simulator.messages().map(({ recipients }) => recipients.map(({ userid }) => userid))).toEqual([
        ['zhaomin'],
        ['wangwu', '10010'],
      ]);
      expect(await lastLog(host)).toMatchObject({ status: 'success', reason: null });
      expect(await act('retryDelivery', { id: first?.id })).toMatchObject({ status: 409 });
    });

    it('sends again to a thousand at a time, and tells how many are left', async () => {
      const { host } = running();
      const outside = await addUser(host, 'Outside too', 'not-there-either');
      const userIds = Array.from({ length: 1000 }, (_, index) => 600_000 + index);
      await send('To many once more', [outside, ...userIds]);
      await settled(host);
      const first = await newest();
      await collection(LINKS_COLLECTION).bulkCreate(
        userIds.map((userId) => ({ authenticator: 'wecom', wecomUserId: `later${userId}`, userId })),
        { hooks: false },
      );
      expect(await act('retryDelivery', { id: first?.id })).toMatchObject({ status: 200, data: { left: 1 } });
      expect(await act('retryDelivery', { id: first?.id })).toMatchObject({ status: 200, data: { left: 0 } });
      expect(await act('retryDelivery', { id: first?.id })).toMatchObject({ status: 409 });
      await settled(host);
      await collection(LINKS_COLLECTION).destroy({ where: { userId: { [Op.gte]: 600_000 } }, hooks: false });
    });

    it('takes a message back from who got it', async () => {
      running().simulator.reset();
      const { status, data } = await sendTest({ authenticator: 'wecom', members: ['SunQi'] });
      expect([status, data]).toEqual([
        200,
        expect.objectContaining({ status: 'success', reason: null, finished: true }),
      ]);
      const [id] = (data as TestOutcome).deliveryIds;
      expect(await act('recallDelivery', { id })).toMatchObject({ status: 200, data: { members: ['sunqi'] } });
      expect((await newest())?.state).toBe('recalled');
      expect(await act('recallDelivery', { id: id ?? 0 })).toMatchObject({ status: 409 });
    });

    it('tells the true outcome of a test message', async () => {
      const { data } = await sendTest({ authenticator: 'wecom', members: ['nobody-there'] });
      expect(data).toMatchObject({
        status: 'failure',
        finished: true,
        reason: "Nobody received the message.\nNot in the app's visible range, or no longer a member: nobody-there.",
      });
      expect(await sendTest({ authenticator: 'wecom' })).toMatchObject({ status: 409 });
      const gone = await sendTest({ authenticator: 'gone', members: ['lisi'] });
      expect(gone).toMatchObject({ status: 409, message: expect.stringContaining('no authenticator') as string });
    });

    it.each(['@all', 'lisi|wangwu', ' '])(
      'sends a test message to members one by one, so not to "%s"',
      async (member) => {
        const { simulator } = running();
        const before = simulator.messages().length;
        const { status, message } = await sendTest({ authenticator: 'wecom', members: ['zhaomin', member] });
        expect([status, message]).toEqual([409, expect.stringContaining(`"${member}" is none`)]);
        expect(message).toMatch(/^"members" must hold WeCom userids/);
        expect(simulator.messages()).toHaveLength(before);
      },
    );

    it('takes a test message as text alone, so that what it says is in no log', async () => {
      const { host, simulator } = running();
      const root = await host.root();
      const said = `Between us ${Date.now()}`;
      const message = { msgtype: 'text', text: { content: said } };
      const { data } = await sendTest({ authenticator: 'wecom', members: [' ZhaoMin '], message });
      expect(data).toMatchObject({ status: 'success', finished: true });
      expect(simulator.inbox('zhaomin').last()?.body).toMatchObject({ text: { content: said } });
      const [id = 0] = (data as TestOutcome).deliveryIds;
      expect(await ask('getDelivery', { id })).toMatchObject({ message });
      const refused = await sendTest({
        authenticator: 'wecom',
        members: ['lisi'],
        message: { ...message, more: said },
      });
      expect(refused.status).toBe(409);
      const asJson = await root.post('/api/openwecom:sendTestMessage').send({ authenticator: 'wecom' });
      expect(answered(asJson)).toMatchObject({ status: 415, message: expect.stringContaining('text/plain') as string });
      const post = (text: string) =>
        root.post('/api/openwecom:sendTestMessage').set('Content-Type', 'text/plain').send(text);
      expect((await post('[]')).status).toBe(400);
      expect((await post(`"${'x'.repeat(300_000)}"`)).status).toBe(413);
      await expect.poll(() => textOfLogs(host.storage).match(/openwecom:sendTestMessage/g)?.length).toBeGreaterThan(1);
      expect(textOfLogs(host.storage)).not.toContain(said);
    });

    it.each([
      ['userId=1&userId=2', '"userId" may be given only once; ask again for each of its values.'],
      ['state=lost', '"state" must be one of: queued, sending, sent, partly_sent, failed, unconfirmed, recalled.'],
      ['page=one', '"page" must be a whole number.'],
    ])('lists nothing for a query it does not understand: %s', async (query, message) => {
      const root = await running().host.root();
      expect(answered(await root.get(`/api/openwecom:listDeliveries?${query}`))).toMatchObject({
        status: 409,
        message,
      });
    });

    it('is for nobody else, unless a role has the snippet', async () => {
      const { host } = running();
      const lists = ['listDeliveries', 'deliveryQueues'];
      const actions = ['getDelivery', 'retryDelivery', 'recallDelivery', 'discardQueue', 'sendTestMessage'];
      type Agent = Awaited<ReturnType<TestHost['root']>>;
      const request = (agent: Agent, action: string) => {
        const path = `/api/openwecom:${action}`;
        if (action === 'getDelivery') return agent.get(path).query({ id: 999_999 });
        if (action === 'sendTestMessage') return agent.post(path).set('Content-Type', 'text/plain').send('{}');
        return lists.includes(action) ? agent.get(path) : agent.post(path).send({ id: 999_999 });
      };
      const statuses = async (agent: Agent) => {
        const all: Record<string, number> = {};
        for (const action of [...lists, ...actions]) all[action] = (await request(agent, action)).status;
        return all;
      };
      const each = (names: string[], status: number) => Object.fromEntries(names.map((name) => [name, status]));
      /** What there is not is told, and what is asked for wrongly. */
      const allowed = { ...each(lists, 200), ...each(actions, 404), discardQueue: 409, sendTestMessage: 409 };

      const member = await host.member('curious');
      expect(await statuses(member)).toEqual(each([...lists, ...actions], 403));
      for (const name of OUTBOX_COLLECTIONS) {
        expect([name, (await member.get(`/api/${name}:list`)).status]).toEqual([name, 403]);
      }
      const signedIn = async (username: string, role: string) => {
        const account = { username, password: `${username}-password` };
        await host.app.db.getRepository('users').create({ values: { ...account, roles: [role] } });
        return host.signedInAs(account.username, account.password);
      };
      expect(await statuses(await signedIn('administrator', 'admin'))).toEqual(allowed);
      const values = { name: 'operators', title: 'Operators', snippets: [DELIVERIES_SNIPPET] };
      await host.app.db.getRepository('roles').create({ values });
      const operator = await signedIn('operator', 'operators');
      expect(await statuses(operator)).toEqual(allowed);
      expect((await operator.post('/api/openwecom:check').send({ authenticator: 'wecom' })).status).toBe(403);
    });
  });

  describe('the queue of an authenticator that is gone', () => {
    it('is discarded when an administrator says so, told in the log, and never sent under the same name', async () => {
      const { host, simulator } = running();
      simulator.reset();
      const root = await host.root();
      await setUpChannel(host, simulator, 'leaving');
      const user = await addUser(host, 'Left waiting', 'zhangsan', 'leaving');
      const [agent] = simulator.seed.agents;
      simulator.changeAgent(agent?.agentId ?? 0, { trustedIps: ['203.0.113.10'] });
      await send('Not to be sent any more', [user], 'leaving');
      const ofApp = { authenticator: 'leaving' };
      await expect
        .poll(
          async () =>
            (await collection(DELIVERY_QUEUES_COLLECTION).findOne({ where: ofApp }))?.get('problem') as unknown,
        )
        .toContain('60020');
      const authenticator = await collection('authenticators').findOne({ where: { name: 'leaving' } });
      await root.post('/api/authenticators:destroy').query({ filterByTk: Number(authenticator?.get('id')) });
      expect(await collection('authenticators').count({ where: { name: 'leaving' } })).toBe(0);
      expect(await act('discardQueue', ofApp)).toMatchObject({ status: 200, data: { discarded: 1 } });
      expect(await finalLog(host)).toMatchObject({
        status: 'failure',
        reason: 'An administrator discarded what was waiting to be sent; it can be retried.',
      });
      expect(await rowsOf(DELIVERIES_COLLECTION, ofApp)).toMatchObject([{ state: 'failed' }]);
      const { queues } = await ask<{ queues: QueueState[] }>('deliveryQueues');
      expect(queues.map(({ authenticator }) => authenticator)).not.toContain('leaving');
      expect(await act('discardQueue', {})).toMatchObject({ status: 409 });

      simulator.reset();
      await collection('authenticators').create(authenticator?.toJSON<Record<string, unknown>>() ?? {});
      expect(await sendTest({ ...ofApp, members: ['zhangsan'] })).toMatchObject({ data: { status: 'success' } });
      expect(simulator.messages()).toHaveLength(1);
      expect(JSON.stringify(simulator.messages())).not.toContain('Not to be sent any more');
      await host.app.db.getRepository('users').destroy({ filterByTk: user });
    });
  });

  describe('old deliveries', () => {
    it('are removed with all that belongs to them, except those whose card was just clicked', async () => {
      const { host } = running();
      await settled(host);
      const [clicked] = await rowsOf(DELIVERIES_COLLECTION, { taskId: 'shown_card' });
      await collection(DELIVERIES_COLLECTION).update({ finishedAt: Date.now() - 31 * DAY_MS }, { where: {} });
      await send('Young', [await addUser(host, 'Young', 'zhenghao')]);
      await settled(host);
      const young = await newest();
      const { sequelize, options } = host.app.db;
      const tables = namesOfTables({ ...options, dialect: sequelize.getDialect() });
      const sql = new Sql(sequelize, (work) => oneWriter(host.app, work));
      expect(await pruneDeliveries(host.app, { sql, tables, now: Date.now, random: Math.random })).toBeGreaterThan(0);
      const left = async () => (await rowsOf(DELIVERIES_COLLECTION)).map(({ id }) => Number(id));
      expect(await left()).toEqual([Number(clicked?.id), young?.id]);
      const owners = async (name: string) => new Set((await rowsOf(name)).map(({ deliveryId }) => Number(deliveryId)));
      expect(await owners(DELIVERY_RECIPIENTS_COLLECTION)).toEqual(new Set(await left()));
      expect(await owners(DELIVERY_ATTEMPTS_COLLECTION)).toEqual(new Set(await left()));
    });
  });
}
