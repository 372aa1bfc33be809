import { Op, type Model } from '@nocobase/database';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  DELIVERIES_COLLECTION,
  DELIVERY_ATTEMPTS_COLLECTION,
  DELIVERY_QUEUES_COLLECTION,
  DELIVERY_RECIPIENTS_COLLECTION,
  LINKS_COLLECTION,
} from '../../constants';
import type { QueueState } from '../delivery/operate/queue-states';
import { dayOf } from '../delivery/retry-table';
import { namesOfTables } from '../delivery/tables';
import { deliveryActions, type DeliveryRow, type Running } from './delivery-actions';
import { addUser, finalLog, lastLog, settled } from './wecom';

/** What has to hold on every database of a notification that is accepted, until it ends. Needs the channel "wecom". */
export function acceptingTests(running: () => Running): void {
  const { collection, rowsOf, send, ask, act, newest } = deliveryActions(running);

  describe('accepting', () => {
    it('writes ten thousand receivers as ten deliveries, with as many statements as one', async () => {
      const { host, simulator } = running();
      simulator.reset();
      await settled(host);
      const links = Array.from({ length: 10_000 }, (_, index) => ({
        authenticator: 'wecom',
        wecomUserId: `many${index}`,
        userId: 500_000 + index,
      }));
      for (let from = 0; from < links.length; from += 1000) {
        await collection(LINKS_COLLECTION).bulkCreate(links.slice(from, from + 1000), { hooks: false });
      }
      const { sequelize } = host.app.db;
      const counted = async (to: unknown[]) => {
        const query = sequelize.query.bind(sequelize);
        const statements: string[] = [];
        sequelize.query = ((...given: Parameters<typeof query>) => {
          const text = typeof given[0] === 'string' ? given[0] : '';
          const finds = /^SELECT [^(]* FROM \S*wecom_?links\b/i.test(text);
          const writes = /^\s*(WITH queue|INSERT INTO \S*wecom_?deliver(ies|y_?recipients))/i.test(text);
          if (finds || writes) statements.push(text);
          return query(...given);
        }) as typeof query;
        await send('many', to).finally(() => (sequelize.query = query));
        return statements.length;
      };
      const before = (await collection(DELIVERIES_COLLECTION).max<number, Model>('id')) || 0;
      const one = await counted([links[0]?.userId]);
      const many = await counted(links.map(({ userId }) => userId));
      expect(one).toBe(sequelize.getDialect() === 'postgres' ? 2 : 3);
      expect(many).toBe(one);
      const written = await rowsOf(DELIVERIES_COLLECTION, { id: { [Op.gt]: before } });
      expect(written.map(({ memberCount }) => memberCount)).toEqual([1, ...Array<number>(10).fill(1000)]);
      expect(new Set(written.slice(1).map(({ notificationId }) => notificationId)).size).toBe(1);
      const positions = written.map(({ position }) => Number(position));
      expect(positions).toEqual([...new Set(positions)].sort((a, b) => a - b));
      const people = await collection(DELIVERY_RECIPIENTS_COLLECTION).count({
        where: { deliveryId: written.map(({ id }) => id as number) },
      });
      expect(people).toBe(10_001);
      const log = await finalLog(host);
      expect(log).toMatchObject({ id: written[1]?.notificationId, status: 'failure' });
      expect(log.reason).toMatch(/and 9950 more\.$/);
      await collection(LINKS_COLLECTION).destroy({ where: { userId: { [Op.gte]: 500_000 } }, hooks: false });
    });

    it('writes down who is not linked, and an attempt at nobody as failed', async () => {
      const { host } = running();
      const unlinked = await addUser(host, 'Unlinked');
      const answer = await send('to nobody', [unlinked, 'no id']);
      expect(answer).toMatchObject({
        status: 'failure',
        reason: 'Nobody received the message.\nNot linked to a WeCom member: Unlinked, #no id.',
      });
      const delivery = await newest();
      expect(delivery).toMatchObject({ state: 'failed', problem: { meaning: 'Nobody received the message.' } });
      expect(await rowsOf(DELIVERY_RECIPIENTS_COLLECTION, { deliveryId: delivery?.id })).toMatchObject([
        { userId: String(unlinked), member: null, outcome: 'not_linked' },
        { userId: 'no id', member: null, outcome: 'not_linked' },
      ]);
    });

    it('calls its tables as the host does', () => {
      const { db } = running().host.app;
      const names = namesOfTables({ ...db.options, dialect: db.sequelize.getDialect() });
      for (const [name, columns] of [
        [DELIVERIES_COLLECTION, names.deliveries],
        [DELIVERY_RECIPIENTS_COLLECTION, names.recipients],
        [DELIVERY_ATTEMPTS_COLLECTION, names.attempts],
        [DELIVERY_QUEUES_COLLECTION, names.queues],
      ] as const) {
        const { table, ...fields } = columns;
        const bare = (text: string) => text.replaceAll(/[`"]/g, '');
        const own = bare(db.getCollection(name).quotedTableName() as string);
        expect(bare(table)).toBe(
          db.sequelize.getDialect() === 'postgres' && !own.includes('.') ? `public.${own}` : own,
        );
        const attributes = db.getModel(name).rawAttributes as Record<string, { field?: string }>;
        expect(Object.fromEntries(Object.entries(fields).map(([field, column]) => [field, bare(column)]))).toEqual(
          Object.fromEntries(Object.entries(attributes).map(([field, { field: column }]) => [field, column])),
        );
      }
    });
  });

  describe('the account cap of the settings', () => {
    it('keeps to the person-times of the day for the first receivers, and shows them', async () => {
      const { host, simulator } = running();
      simulator.reset();
      // The other way round than by id, or by member.
      const tomorrow = await addUser(host, 'Tomorrow', 'gaoyuan');
      const users = [await addUser(host, 'Today', 'wangwu'), tomorrow];
      await send('before', users);
      await settled(host);
      const setCap = async (accountCap: string | undefined) => {
        const row = await collection('authenticators').findOne({ where: { name: 'wecom' } });
        const options = { ...(row?.get('options') as object), accountCap };
        await row?.update({ options });
      };
      onTestFinished(() => setCap(undefined));
      await setCap('1');
      await collection(DELIVERY_QUEUES_COLLECTION).update(
        { day: dayOf(Date.now()), personTimes: 199 },
        { where: { authenticator: 'wecom' } },
      );
      await send('one of two', users);
      await expect.poll(async () => (await newest())?.state, { timeout: 20_000 }).toBe('queued');
      const { queues } = await ask<{ queues: QueueState[] }>('deliveryQueues');
      expect(queues.find(({ authenticator }) => authenticator === 'wecom')).toMatchObject({
        waiting: { daily_limit: 1 },
        personTimes: { used: 200, most: 200 },
      });
      const got = () => [simulator.inbox('wangwu'), simulator.inbox('gaoyuan')].map(({ messages }) => messages.length);
      await expect.poll(got).toEqual([2, 1]);
      await setCap(undefined);
      await collection(DELIVERIES_COLLECTION).update({ dueAt: 0 }, { where: { state: 'queued' } });
      await settled(host);
      expect(got()).toEqual([2, 2]);
    });
  });

  describe('the log of notifications', () => {
    it("says that a message waits for its member's limit, until it ends", async () => {
      const { host, simulator } = running();
      simulator.reset();
      const user = await addUser(host, 'Popular', 'lisi');
      for (let n = 0; n < 31; n += 1) expect(await send(`Message ${n}`, [user])).toMatchObject({ status: 'success' });
      await expect
        .poll(async () => (await lastLog(host)).reason, { timeout: 20_000 })
        .toMatch(/^Waiting to be sent, receivers: 1\.\nWeCom takes 30 messages a minute/);
      await expect.poll(() => simulator.inbox('lisi').messages).toHaveLength(30);
      const [waiting] = (await ask<{ deliveries: DeliveryRow[] }>('listDeliveries', { state: 'queued' })).deliveries;
      const { queues } = await ask<{ queues: QueueState[] }>('deliveryQueues');
      expect(queues.find(({ authenticator }) => authenticator === 'wecom')).toMatchObject({
        queued: 1,
        waiting: { member_limit: 1 },
        problem: null,
      });
      expect(await act('recallDelivery', { id: waiting?.id })).toMatchObject({ status: 200 });
      expect(await finalLog(host)).toMatchObject({ reason: 'Recalled from: Popular.' });
      await host.app.db.getRepository('users').destroy({ filterByTk: user });
    });
  });
}
