import { randomUUID } from 'node:crypto';
import { text } from '@openwecom/client/messages';
import { describe, expect, it } from 'vitest';
import { accept } from '../../accept/accept';
import type { Notification } from '../../accept/notification';
import { Backlog, BacklogError } from '../../backlog';
import { memberAt, membersTo, type TestEngine } from '../engine';

const notification = (more: Partial<Notification> = {}): Notification => ({
  id: randomUUID(),
  authenticator: 'wecom',
  channelName: 'channel',
  message: text('Hello'),
  members: new Map([[memberAt(0), '1']]),
  notLinked: [],
  ...more,
});

export function acceptingTests(current: () => TestEngine): void {
  describe('accepting', () => {
    it('writes all of a notification or nothing', async () => {
      const { outbox, rows, sequelize } = current();
      const query = sequelize.query.bind(sequelize);
      sequelize.query = ((...given: Parameters<typeof query>) => {
        const [text] = given;
        const breaks = typeof text === 'string' && /INSERT INTO \S*recipients/i.test(text);
        return breaks ? Promise.reject(new Error('the connection is gone')) : query(...given);
      }) as typeof query;
      await expect(accept(outbox, notification())).rejects.toThrow('the connection is gone');
      sequelize.query = query;
      expect([await rows('queues'), await rows('deliveries'), await rows('recipients')]).toEqual([[], [], []]);
      const { deliveryIds, problem } = await accept(outbox, notification({ notLinked: ['7'] }));
      expect(problem).toBeNull();
      expect(await rows('deliveries')).toMatchObject([{ id: deliveryIds[0], state: 'queued', logged: true }]);
      expect(await rows('recipients')).toMatchObject([
        { deliveryId: deliveryIds[0], member: memberAt(0), userId: 1, outcome: 'waiting' },
        { deliveryId: deliveryIds[0], member: null, userId: 7, outcome: 'not_linked' },
      ]);
    });

    it('says what keeps the app from sending, and that the log has to be corrected', async () => {
      const { engine, outbox, rows, simulator, write } = current();
      const [agent] = simulator.seed.agents;
      simulator.changeAgent(agent?.agentId ?? 0, { trustedIps: ['203.0.113.10'] });
      await write({ members: [memberAt(1)] });
      await engine.sendDue();
      const { problem } = await accept(outbox, notification());
      expect(problem).toMatchObject({ kind: 'wecom', errcode: 60020 });
      expect((await rows('deliveries')).at(-1)).toMatchObject({ state: 'queued', logged: false });
    });

    it('takes no more than may wait, and again once there is room', async () => {
      const { clock, engine, outbox, write } = current();
      await write(...membersTo(8).map((member) => ({ members: [member] })));
      const backlog = new Backlog(outbox, 10);
      await backlog.reserve('wecom', 2);
      await expect(backlog.reserve('wecom', 3)).rejects.toThrow(BacklogError);
      await expect(backlog.reserve('wecom2', 10)).resolves.toBeTypeOf('function');
      const giveBack = await new Backlog(outbox, 10).reserve('wecom', 2);
      giveBack();
      await engine.sendDue();
      clock.turn(1000);
      await expect(backlog.reserve('wecom', 10)).resolves.toBeTypeOf('function');
    });

    it('takes no more than may wait of those that come at the same time', async () => {
      const { clock, outbox, write } = current();
      await write(...membersTo(8).map((member) => ({ members: [member] })));
      const backlog = new Backlog(outbox, 10);
      const taken = async () => {
        const outcomes = await Promise.allSettled(Array.from({ length: 6 }, () => backlog.reserve('wecom', 1)));
        return outcomes.filter(({ status }) => status === 'fulfilled').length;
      };
      expect(await taken()).toBe(2);
      clock.turn(1000);
      // Nobody has written anything, so it is counted as it was.
      expect(await taken()).toBe(2);
    });
  });
}
