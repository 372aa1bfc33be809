import { text, type MessageBody } from '@openwecom/client/messages';
import { describe, expect, it } from 'vitest';
import { appOf, withSending } from '../apps';
import { memberAt, membersTo, type TestEngine } from '../engine';

const [first, second] = [memberAt(0), memberAt(1)];

export function sendingTests(current: () => TestEngine): void {
  describe('sending', () => {
    it('writes down what WeCom answered', async () => {
      const { engine, write, rows, simulator, clock } = current();
      const [id] = await write({ members: [first, second], message: text('Hello') });
      await engine.sendDue();
      expect(simulator.inbox(first).last()?.body).toMatchObject({ text: { content: 'Hello' } });
      const msgid = simulator.messages()[0]?.msgid;
      expect(await rows('deliveries')).toMatchObject([
        { id, state: 'sent', attempts: 1, lease: null, leaseUntil: null, finishedAt: clock.now(), logged: true },
      ]);
      expect(await rows('attempts')).toMatchObject([
        { deliveryId: id, number: 1, result: 'accepted', msgid, problem: null, endedAt: clock.now() },
      ]);
      expect(await rows('recipients')).toMatchObject([
        { deliveryId: id, outcome: 'accepted', sends: 1, attemptedAt: clock.now() },
        { deliveryId: id, outcome: 'accepted', sends: 1, attemptedAt: clock.now() },
      ]);
    });

    it('tells for each member whom WeCom refused', async () => {
      const { engine, write, rows, simulator } = current();
      simulator.changeMember(second, { licensed: false });
      await write({ members: [first, second, 'nobody-of-this-name'] });
      await engine.sendDue();
      expect(await rows('deliveries')).toMatchObject([{ state: 'partly_sent', problem: null, logged: false }]);
      expect((await rows('recipients')).map(({ outcome }) => outcome)).toEqual(['accepted', 'unlicensed', 'invalid']);
    });

    it('keeps the code that updates a card', async () => {
      const { engine, write, rows, simulator } = current();
      const [agent] = simulator.seed.agents;
      simulator.changeAgent(agent?.agentId ?? 0, { callbackUrl: 'http://127.0.0.1:1/callback' });
      await write({ members: [first], message: card });
      await engine.sendDue();
      const [attempt] = await rows('attempts');
      expect(attempt?.responseCode).toMatch(/^\S{20,}$/);
    });

    it('delivers a message to thousands with a call for each delivery and one access token', async () => {
      const { engine, write, rows, simulator } = current();
      await write({ members: membersTo(400) }, { members: membersTo(600, 400) });
      await engine.sendDue();
      expect(simulator.calls().map(({ path }) => path)).toEqual([
        '/cgi-bin/gettoken',
        '/cgi-bin/message/send',
        '/cgi-bin/message/send',
      ]);
      const counts = simulator.inboxCounts();
      expect(Object.values(counts).filter(({ delivered }) => delivered === 1)).toHaveLength(1000);
      const outcomes = new Set((await rows('recipients')).map(({ outcome }) => outcome));
      expect([...outcomes]).toEqual(['accepted']);
    });

    it('lets the same message arrive again when it is meant to', async () => {
      const { engine, write, rows, simulator } = current();
      const again = { members: [first], message: text('Again') };
      await write(again, again);
      await engine.sendDue();
      expect(simulator.inboxCounts()[first]).toMatchObject({ delivered: 2 });
      expect((await rows('deliveries')).map(({ state, checked }) => [state, checked])).toEqual([
        ['sent', true],
        ['sent', false],
      ]);
    });

    it('lets the same message arrive again when the duplicate check still remembers the first', async () => {
      const test = current();
      const again = { members: [first], message: text('Every ten minutes') };
      const app = appOf(test);
      test.apps.set(
        'wecom',
        withSending(app, (body) => {
          // On its way to WeCom, whose interval begins when it arrives.
          test.clock.turn(50);
          return app.client.message.sendPrepared(body);
        }),
      );
      await test.write(again);
      await test.engine.sendDue();
      await test.write(again);
      await test.after(600_000 - 20);
      expect(test.simulator.inboxCounts()[first]).toMatchObject({ delivered: 2 });
    });

    it('shares the work between processes, and sends nothing twice', async () => {
      const { another, write, rows, simulator } = current();
      await write(...Array.from({ length: 120 }, (_, index) => ({ members: [memberAt(index % 60)] })));
      const engines = [another({ concurrency: 6 }), another({ concurrency: 6 })];
      await Promise.all(engines.map((engine) => engine.sendDue()));
      expect((await rows('deliveries')).map(({ state }) => state)).toEqual(Array(120).fill('sent'));
      const counts = Object.values(simulator.inboxCounts()).map(({ delivered }) => delivered);
      expect(counts).toEqual(Array(60).fill(2));
      await Promise.all(engines.map((engine) => engine.stop()));
    });

    it('tells about deliveries by their ids, and never what is in them', async () => {
      const { engine, write, logged, simulator } = current();
      simulator.addFault({ path: 'message/send', errcode: 44004, times: 1 });
      const [id] = await write({ members: [first], message: text('A word nobody may read') }, { members: [second] });
      await engine.sendDue();
      const all = logged.join('\n');
      expect(all).toContain(`"deliveryId":${id}`);
      expect(all).toContain('"errcode":44004');
      expect(all).not.toContain('nobody may read');
      for (const { secret } of simulator.seed.agents) expect(all).not.toContain(secret);
    });
  });
}

export const card: MessageBody = {
  msgtype: 'template_card',
  template_card: {
    card_type: 'button_interaction',
    main_title: { title: 'Leave' },
    button_list: [{ text: 'Agree', key: 'agree' }],
    task_id: 'replaced',
  },
};
