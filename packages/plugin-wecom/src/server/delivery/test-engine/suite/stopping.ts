import { describe, expect, it } from 'vitest';
import { dayOf } from '../../retry-table';
import { appOf, withSending } from '../apps';
import { memberAt, membersTo, until, type TestEngine } from '../engine';

/** An app whose calls are answered when the test says so. */
function slowApp(test: TestEngine) {
  const app = appOf(test);
  const state = { begun: 0, answer: () => undefined as void };
  const held = new Promise<void>((resolve) => (state.answer = resolve));
  const send = async (body: string) => {
    state.begun += 1;
    await held;
    return app.client.message.sendPrepared(body);
  };
  test.apps.set('wecom', withSending(app, send));
  return state;
}

export function stoppingTests(current: () => TestEngine): void {
  describe('a stop', () => {
    it('ends what is under way and hands back what was not begun', async () => {
      const test = current();
      await test.fresh({ concurrency: 2 });
      const app = slowApp(test);
      await test.write(...Array.from({ length: 6 }, (_, index) => ({ members: [memberAt(index)] })));
      const sending = test.engine.sendDue();
      await until(() => app.begun === 2);
      const stopped = test.engine.stop();
      await until(async () => (await test.rows('deliveries')).filter(({ state }) => state === 'queued').length === 4);
      app.answer();
      await Promise.all([stopped, sending]);
      expect(
        (await test.rows('deliveries')).map(({ state, attempts, attemptedAt }) => [state, attempts, attemptedAt]),
      ).toEqual([
        ...Array<unknown>(2).fill(['sent', 1, test.clock.now()]),
        ...Array<unknown>(4).fill(['queued', 0, null]),
      ]);
      expect((await test.rows('recipients')).map(({ sends, attemptedAt }) => [sends, attemptedAt])).toEqual([
        ...Array<unknown>(2).fill([1, test.clock.now()]),
        ...Array<unknown>(4).fill([0, null]),
      ]);
      const another = test.another();
      await another.sendDue();
      expect(test.simulator.messages()).toHaveLength(6);
    });
  });

  describe('a stop on a day with a limit', () => {
    it('gives back the person-times of what was not begun', async () => {
      const test = current();
      await test.fresh({ concurrency: 1 });
      test.apps.set('wecom', { ...appOf(test), accountCap: 1 });
      const app = slowApp(test);
      await test.write(...[0, 50, 100].map((from) => ({ members: membersTo(50, from) })));
      const sending = test.engine.sendDue();
      await until(() => app.begun === 1);
      const stopped = test.engine.stop();
      await until(async () => (await test.rows('deliveries')).filter(({ state }) => state === 'queued').length === 2);
      app.answer();
      await Promise.all([stopped, sending]);
      expect(await test.rows('queues')).toMatchObject([{ day: dayOf(test.clock.now()), personTimes: 50 }]);
    });
  });

  describe('an engine that was started', () => {
    it('sends by itself what is written, whether it is told or not', async () => {
      const test = current();
      const engine = test.another({ now: Date.now, pollMs: 20 });
      engine.start();
      const { now } = test.outbox;
      // What is due by the test's clock has been due for long by the real one, or will be: this one is.
      test.outbox.now = () => Math.min(now(), Date.now());
      await test.write({ members: [memberAt(0)] });
      engine.wake('wecom');
      await test.write({ members: [memberAt(1)] });
      await until(async () => (await test.rows('deliveries')).every(({ state }) => state === 'sent'));
      test.outbox.now = now;
      await engine.stop();
      expect(test.simulator.messages()).toHaveLength(2);
    });

    it('goes on when the database has been away', async () => {
      const test = current();
      const { sequelize } = test;
      await test.write({ members: [memberAt(0)] });
      const app = slowApp(test);
      const sending = test.engine.sendDue();
      await until(() => app.begun === 1);
      const transaction = sequelize.transaction.bind(sequelize);
      let refused = 0;
      sequelize.transaction = () => {
        refused += 1;
        if (refused === 2) sequelize.transaction = transaction;
        return Promise.reject(new Error('the database is away'));
      };
      app.answer();
      await sending;
      expect(refused).toBe(2);
      expect(await test.rows('deliveries')).toMatchObject([{ state: 'sent', attempts: 1 }]);
      expect(test.logged.join('\n')).not.toContain('the database is away');
    });
  });
}
