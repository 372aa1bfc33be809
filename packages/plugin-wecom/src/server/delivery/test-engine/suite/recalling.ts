import type { Sequelize } from 'sequelize';
import { describe, expect, it } from 'vitest';
import { OperationError } from '../../operate/operation-error';
import { recallDelivery } from '../../operate/recall';
import { memberAt, type TestEngine } from '../engine';

const [first, second] = [memberAt(0), memberAt(1)];
const DAY_MS = 86_400_000;

/** @returns from whom it was taken back, or why not */
function recall({ outbox, apps }: TestEngine, id: number): Promise<string[] | string> {
  const open = (name: string) => {
    const app = apps.get(name);
    return app && !(app instanceof Error) ? Promise.resolve(app) : Promise.reject(new Error('there is no such app'));
  };
  return recallDelivery(outbox, { open }, id).then(
    ({ members }) => members,
    (error: unknown) => {
      if (error instanceof OperationError) return error.code;
      throw error;
    },
  );
}

/** Does this once a claim has read what is due, and before it takes any of it. */
function betweenReadingAndTaking(sequelize: Sequelize, act: () => Promise<void>): void {
  const query = sequelize.query.bind(sequelize) as (...given: unknown[]) => Promise<unknown>;
  sequelize.query = (async (...given: unknown[]) => {
    const result = await query(...given);
    if (String(given[0]).includes('equalAttemptedAt')) {
      sequelize.query = query as typeof sequelize.query;
      await act();
    }
    return result;
  }) as typeof sequelize.query;
}

export function recallingTests(current: () => TestEngine): void {
  describe('a recall', () => {
    it('takes a message out of the queue, and says for whom it was', async () => {
      const test = current();
      const [id = 0] = await test.write({ members: [first, second] });
      expect(await recall(test, id)).toEqual([first, second]);
      await test.engine.sendDue();
      expect(test.simulator.messages()).toEqual([]);
      expect(await test.rows('deliveries')).toMatchObject([{ state: 'recalled', logged: false }]);
      expect(await recall(test, id)).toBe('notRecallable');
    });

    it('in the middle of a claim takes nothing that goes out', async () => {
      const test = current();
      const [id = 0] = await test.write({ members: [first] });
      let answer: Promise<string[] | string> | undefined;
      betweenReadingAndTaking(test.sequelize, async () => {
        answer = recall(test, id);
        // It has to wait for the claim, so the claim cannot wait for it.
        await Promise.race([answer, new Promise((resolve) => setTimeout(resolve, 100))]);
      });
      await test.engine.sendDue();
      expect(test.simulator.messages()).toHaveLength(1);
      expect(['open', [first]]).toContainEqual(await answer);
      expect(test.simulator.messages().flatMap(({ recipients }) => recipients)).toMatchObject([
        { state: (await answer) === 'open' ? 'delivered' : 'recalled' },
      ]);
    });

    it('of many messages while they are claimed takes back what it says, and no more', async () => {
      const test = current();
      await test.fresh({ concurrency: 5 });
      const ids = await test.write(...Array.from({ length: 40 }, (_, index) => ({ members: [memberAt(index)] })));
      const sending = test.engine.sendDue();
      const answers = await Promise.all(ids.map((id) => recall(test, id)));
      await sending;
      const there = ids.map((_, index) => test.simulator.inboxCounts()[memberAt(index)]?.delivered ?? 0);
      const recalled = ids.map((_, index) => test.simulator.inboxCounts()[memberAt(index)]?.recalled ?? 0);
      answers.forEach((answer, index) => {
        if (Array.isArray(answer)) expect([answer, there[index]]).toEqual([[memberAt(index)], 0]);
        else expect([answer, there[index], recalled[index]]).toEqual(['open', 1, 0]);
      });
    });

    it('comes too late after 24 hours', async () => {
      const test = current();
      const ids = await test.write({ members: [first] }, { members: [second, 'nobody'] });
      await test.engine.sendDue();
      test.clock.turn(DAY_MS - 1);
      expect(await recall(test, ids[1] ?? 0)).toEqual([second]);
      test.clock.turn(1);
      expect(await recall(test, ids[0] ?? 0)).toBe('notRecallable');
      expect((await test.rows('deliveries')).map(({ state }) => state)).toEqual(['sent', 'recalled']);
      expect(test.simulator.inboxCounts()[first]).toMatchObject({ recalled: 0 });
    });
  });
}
