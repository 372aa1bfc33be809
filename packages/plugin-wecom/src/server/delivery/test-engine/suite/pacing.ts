import { text } from '@openwecom/client/messages';
import { describe, expect, it } from 'vitest';
import { dayOf, nextDay } from '../../retry-table';
import { memberAt, membersTo, type TestEngine } from '../engine';
import { textsOf } from './order';

const [first, second] = [memberAt(0), memberAt(1)];

const messages = (count: number, member = first) =>
  Array.from({ length: count }, (_, index) => ({ members: [member], message: text(`${index}`) }));

export function pacingTests(current: () => TestEngine): void {
  describe('pacing', () => {
    it('lets a hundred messages to one member arrive, in order, and delays nobody else', async () => {
      const test = current();
      await test.write(...messages(100), { members: [second] });
      await test.engine.sendDue();
      expect(textsOf(test, first)).toHaveLength(30);
      expect(textsOf(test, second)).toHaveLength(1);
      for (let minutes = 1; minutes <= 4; minutes += 1) await test.after(60_000);
      expect(textsOf(test, first)).toEqual(Array.from({ length: 100 }, (_, index) => `${index}`));
      expect(test.simulator.inboxCounts()[first]).toMatchObject({ dropped: 0 });
    });

    it('sends a broadcast to 997 now and to three later who are at their limit', async () => {
      const test = current();
      const busy = [memberAt(100), memberAt(200), memberAt(300)];
      for (const member of busy) await test.write(...messages(30, member));
      await test.engine.sendDue();
      test.clock.turn(20_000);
      await test.write({ members: membersTo(1000), message: text('to all') });
      await test.engine.sendDue();
      const got = () => membersTo(1000).filter((member) => textsOf(test, member).includes('to all'));
      expect(got()).toHaveLength(997);
      expect((await test.rows('deliveries')).slice(90)).toMatchObject([
        { state: 'sent', memberCount: 997 },
        { state: 'queued', memberCount: 3, waitingFor: 'member_limit', dueAt: test.clock.now() + 40_000 },
      ]);
      await test.after(39_999);
      expect(got()).toHaveLength(997);
      await test.after(1);
      expect(got()).toHaveLength(1000);
      for (const member of busy) expect(test.simulator.inboxCounts()[member]).toMatchObject({ dropped: 0 });
    });

    it('counts what was sent before a restart, and by another process', async () => {
      const test = current();
      await test.write(...messages(15));
      await test.engine.sendDue();
      await test.engine.stop();
      test.clock.turn(30_000);
      const another = test.another();
      await test.write(...messages(20));
      await another.sendDue();
      expect(textsOf(test, first)).toHaveLength(30);
      test.clock.turn(30_000);
      await another.sendDue();
      expect(textsOf(test, first)).toHaveLength(35);
      expect(test.simulator.inboxCounts()[first]).toMatchObject({ dropped: 0 });
    });

    it('counts an attempt without an answer, and none that WeCom refused', async () => {
      const test = current();
      test.simulator.addFault({ path: 'message/send', drop: 'before', times: 1 });
      test.simulator.addFault({ path: 'message/send', errcode: 44004, times: 1 });
      await test.write({ members: [first] });
      await test.engine.sendDue();
      await test.write({ members: [second] });
      await test.engine.sendDue();
      expect((await test.rows('recipients')).map(({ sends, attemptedAt }) => [sends, attemptedAt])).toEqual([
        [1, test.clock.now()],
        [0, null],
      ]);
    });

    it('keeps to the person-times of the day when the account cap is known', async () => {
      const test = current();
      const [today, tomorrow] = [test.clock.now(), nextDay(test.clock.now())];
      const app = test.apps.get('wecom');
      if (!app || app instanceof Error) throw new Error('there is an app');
      test.apps.set('wecom', { ...app, accountCap: 1 });
      await test.write({ members: membersTo(150) }, { members: membersTo(100, 150) });
      await test.engine.sendDue();
      expect(await test.rows('queues')).toMatchObject([{ day: dayOf(today), personTimes: 200 }]);
      expect(await test.rows('deliveries')).toMatchObject([
        { state: 'sent', memberCount: 150 },
        { state: 'sent', memberCount: 50 },
        { state: 'queued', memberCount: 50, waitingFor: 'daily_limit', dueAt: tomorrow },
      ]);
      await test.after(tomorrow - today);
      expect(await test.rows('queues')).toMatchObject([{ day: dayOf(tomorrow), personTimes: 50 }]);
    });
  });
}
