import type { Database } from '@nocobase/database';
import { beforeEach, describe, expect, it } from 'vitest';
import { retryDelivery } from '../../operate/retry';
import { memberAt, membersTo, type TestEngine } from '../engine';
import { createNotificationLog, type NotificationLog } from '../notification-log';

const first = memberAt(0);
const SEND = 'message/send';
const MINUTE = 60_000;

/** Members nobody has heard of. */
const strangers = (count: number) => Array.from({ length: count }, (_, index) => ({ members: [`stranger${index}`] }));

const idsOf = async ({ rows }: TestEngine) => [
  ...new Set((await rows('deliveries')).map(({ notificationId }) => String(notificationId))),
];
const loggedOf = async ({ rows }: TestEngine) => (await rows('deliveries')).map(({ logged }) => logged);

/** What is asked of the database meanwhile. */
async function statementsOf({ sequelize }: TestEngine, work: () => Promise<void>): Promise<string[]> {
  const query = sequelize.query.bind(sequelize);
  const all: string[] = [];
  sequelize.query = ((...given: Parameters<typeof query>) => {
    all.push(typeof given[0] === 'string' ? given[0] : given[0].query);
    return query(...given);
  }) as typeof query;
  await work().finally(() => (sequelize.query = query));
  return all;
}

const updates = (statements: readonly string[]) =>
  statements.filter((text) => /UPDATE \S*notificationSendLogs/.test(text));

export function loggingTests(current: () => TestEngine): void {
  describe("the host's notification log", () => {
    let log: NotificationLog;
    beforeEach(async () => (log = await createNotificationLog(current())));

    it('says how it ended in a row that comes late', async () => {
      const test = current();
      const writer = log.writer();
      await test.write(...strangers(1));
      await test.engine.sendDue();
      await writer.look();
      expect(await loggedOf(test)).toEqual([false]);
      const [id = ''] = await idsOf(test);
      await log.add([id]);
      await writer.look();
      expect(await log.row(id)).toMatchObject({
        status: 'failure',
        reason: expect.stringContaining('stranger0') as string,
      });
      expect(await loggedOf(test)).toEqual([true]);
    });

    it('is waited for a minute where the host writes no row', async () => {
      const test = current();
      const writer = log.writer();
      await test.write(...strangers(1));
      await test.engine.sendDue();
      test.clock.turn(MINUTE);
      await writer.look();
      expect(await loggedOf(test)).toEqual([false]);
      test.clock.turn(1);
      await writer.look();
      expect(await loggedOf(test)).toEqual([true]);
    });

    it('is written once by two processes at once', async () => {
      const test = current();
      await test.write(...strangers(110));
      await test.engine.sendDue();
      const ids = await idsOf(test);
      await log.add(ids);
      const [one, other] = [log.writer(), log.writer()];
      const all = updates(await statementsOf(test, async () => void (await Promise.all([one.look(), other.look()]))));
      expect(all).toHaveLength(2);
      for (const [index, id] of ids.entries()) {
        expect((await log.row(id))?.reason).toMatch(new RegExp(`: stranger${index}\\.$`));
      }
      expect(new Set(await loggedOf(test))).toEqual(new Set([true]));
    });

    it('follows what waits: from try to try, when its app is paused, and to its end', async () => {
      const test = current();
      const writers = [log.writer(), log.writer()];
      const reason = async () => {
        for (const writer of writers) await writer.look();
        return (await log.row(id))?.reason;
      };
      test.simulator.addFault({ path: SEND, errcode: -1, times: 9 });
      await test.write({ members: [first] });
      const [id = ''] = await idsOf(test);
      await log.add([id]);
      await test.engine.sendDue();
      await test.after(2000);
      const at = (ms: number) => new Date(test.clock.now() + ms).toISOString();
      expect(await reason()).toContain(`It is tried again at ${at(5000)}.`);
      await test.after(5000);
      expect(await reason()).toContain(`It is tried again at ${at(15_000)}.`);
      test.simulator.addFault({ path: SEND, errcode: 60020, times: 1 });
      await test.after(15_000);
      expect(await reason()).toMatch(/^Waiting: the app cannot send .* WeCom says: 60020/);
      await test.after(MINUTE);
      expect(await reason()).toBeNull();
      expect(await loggedOf(test)).toEqual([true]);
    });

    it('costs the same to be kept right, however many wait', async () => {
      const test = current();
      const writer = log.writer();
      const waitFor = async (count: number) => {
        await test.fresh();
        await test.write(...Array.from({ length: count }, () => ({ members: [first] })));
        const { sql, tables } = test.outbox;
        const { deliveries: d } = tables;
        await sql.change(`UPDATE ${d.table} SET ${d.waitingFor} = 'order', ${d.dueAt} = ${test.clock.now() + MINUTE}`);
        await log.add(await idsOf(test));
        await writer.look();
        expect(new Set(await loggedOf(test))).toEqual(new Set([false]));
        return statementsOf(test, () => writer.look());
      };
      const few = await waitFor(110);
      const many = await waitFor(210);
      expect(updates([...few, ...many])).toEqual([]);
      expect(many.length).toBeLessThanOrEqual(few.length);
      expect(
        few
          .join()
          .split('notificationSendLogs')[1]
          ?.match(/[\da-f-]{36}/g)?.length,
      ).toBeLessThanOrEqual(100);
      // In time all of them are looked at.
      await test.outbox.sql.change(
        `UPDATE ${test.outbox.tables.deliveries.table} SET ${test.outbox.tables.deliveries.waitingFor} = 'member_limit'`,
      );
      await writer.look();
      for (const id of await idsOf(test)) expect((await log.row(id))?.reason).toContain('30 messages a minute');
    });

    it('asks for what waits in the words of an index, its order too', async () => {
      const test = current();
      await test.write({ members: [first] });
      const { dialect } = test.outbox.sql;
      const asked = (await statementsOf(test, () => log.writer().look())).filter((text) => text.includes('"dueAt"'));
      const plans = asked
        .filter((text) => /finished_?at\W+IS NULL/i.test(text))
        .map((text) => text.replace('SELECT', dialect === 'sqlite' ? 'EXPLAIN QUERY PLAN SELECT' : 'EXPLAIN SELECT'));
      expect(plans).toHaveLength(2);
      for (const plan of plans) {
        const [rows] = await test.sequelize.query(plan);
        expect(JSON.stringify(rows)).toContain('wecom_deliveries_logged_finished_at_authenticator_due_at_id');
        expect(JSON.stringify(rows)).not.toMatch(/sort|temp b-tree|filter/i);
      }
    });

    it('says of a broadcast for how many it waits, and counts in batches of people', async () => {
      const test = current();
      const writer = log.writer();
      const everybody = membersTo(1000);
      await test.write(...Array.from({ length: 15 }, () => ({ members: everybody })));
      const { sql, tables } = test.outbox;
      const { deliveries: d } = tables;
      await sql.change(`UPDATE ${d.table} SET ${d.waitingFor} = 'order', ${d.dueAt} = ${test.clock.now() + MINUTE}`);
      const ids = await idsOf(test);
      await log.add(ids);
      const statements = await statementsOf(test, () => writer.look());
      expect(updates(statements)).toHaveLength(2);
      expect((await log.row(ids[14] ?? ''))?.reason).toContain('receivers: 1000.');
    });

    it('says that nothing is known of those a repeat did not reach', async () => {
      const test = current();
      test.simulator.addFault({ path: SEND, drop: 'after', times: 1 });
      await test.write({ members: [first] });
      const [id = ''] = await idsOf(test);
      await log.add([id]);
      await test.engine.sendDue();
      await test.after(5000);
      expect(await test.rows('deliveries')).toMatchObject([{ state: 'sent' }]);
      await log.writer().look();
      expect(await log.row(id)).toEqual({
        status: 'success',
        reason: 'WeCom accepted it when it was repeated, and does not say then whom it refused.',
      });
    });

    it('forgets the reason of a failure that was mended', async () => {
      const test = current();
      const writer = log.writer();
      test.simulator.addFault({ path: SEND, errcode: 44004, times: 1 });
      const [failed = 0] = await test.write({ members: [first] });
      const [id = ''] = await idsOf(test);
      await log.add([id]);
      await test.engine.sendDue();
      await writer.look();
      expect((await log.row(id))?.reason).toContain('44004');
      const nobodyElse = { getModel: () => ({ findAll: () => Promise.resolve([]) }) } as unknown as Database;
      test.simulator.addFault({ path: SEND, errcode: 40058, times: 1 });
      await retryDelivery(test.outbox, nobodyElse, failed, {});
      await test.engine.sendDue();
      await writer.look();
      expect((await log.row(id))?.reason).toContain('40058');
      expect((await log.row(id))?.reason).not.toContain('44004');
    });
  });
}
