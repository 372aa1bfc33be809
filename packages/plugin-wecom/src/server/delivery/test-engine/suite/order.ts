import { WeComApiError } from '@openwecom/client';
import { text } from '@openwecom/client/messages';
import { describe, expect, it } from 'vitest';
import { appOf, withSending } from '../apps';
import { memberAt, type TestEngine } from '../engine';

const [first, second, third] = [memberAt(0), memberAt(1), memberAt(2)];

/** WeCom is too busy for a message that says this. */
function refuse(test: TestEngine, said: string): void {
  const app = appOf(test);
  const busy = new WeComApiError('/cgi-bin/message/send', -1, 'system busy');
  const send = (body: string) => (body.includes(said) ? Promise.reject(busy) : app.client.message.sendPrepared(body));
  test.apps.set('wecom', withSending(app, send));
}

/** What a member sees, in the order it arrived. */
export function textsOf({ simulator }: TestEngine, member: string): string[] {
  return simulator
    .inbox(member)
    .messages.filter(({ state }) => state === 'delivered')
    .map(({ body }) => (body as unknown as { text: { content: string } }).text.content);
}

export function orderTests(current: () => TestEngine): void {
  describe('order', () => {
    it('of the messages to a member is that of their acceptance', async () => {
      const test = current();
      await test.write(...['1', '2', '3', '4'].map((said) => ({ members: [first], message: text(said) })));
      await test.engine.sendDue();
      expect(textsOf(test, first)).toEqual(['1', '2', '3', '4']);
    });

    it('splits a broadcast whose earlier message to one member is still repeated', async () => {
      const test = current();
      test.simulator.addFault({ path: 'message/send', errcode: -1, times: 3 });
      await test.write({ members: [first], message: text('before') });
      await test.engine.sendDue();
      await test.write({ members: [second, first, third], message: text('to all') });
      await test.engine.sendDue();
      expect(textsOf(test, second)).toEqual(['to all']);
      expect(textsOf(test, first)).toEqual([]);
      const [, now, later] = await test.rows('deliveries');
      expect(now).toMatchObject({ state: 'sent', memberCount: 2, logged: false });
      expect(later).toMatchObject({
        state: 'queued',
        waitingFor: 'order',
        memberCount: 1,
        notificationId: now?.notificationId,
        position: now?.position,
        logged: false,
      });
      await test.after(5000);
      await test.after(5000);
      expect(textsOf(test, first)).toEqual(['before', 'to all']);
      expect((await test.rows('recipients')).map(({ outcome }) => outcome)).toEqual(Array(4).fill('accepted'));
    });

    it('holds back the later messages of that member alone, and at most a minute', async () => {
      const test = current();
      test.simulator.addFault({ path: 'message/send', errcode: -1, times: 'until-cleared' });
      await test.write({ members: [first], message: text('stuck') });
      await test.engine.sendDue();
      await test.write({ members: [first], message: text('behind it') });
      for (const ms of [2000, 5000, 15_000]) await test.after(ms);
      test.simulator.clearFaults();
      await test.write({ members: [second], message: text('for another') });
      await test.after(37_999);
      expect(textsOf(test, second)).toEqual(['for another']);
      expect(textsOf(test, first)).toEqual([]);
      await test.after(1);
      expect(textsOf(test, first)).toEqual(['behind it']);
      await test.after(60_000);
      expect(textsOf(test, first)).toEqual(['behind it', 'stuck']);
    });

    it('lets all that waited go when the minute is over, though the first still waits', async () => {
      const test = current();
      const stuck = text('stuck');
      await test.write({ members: [first], message: stuck });
      refuse(test, 'stuck');
      await test.engine.sendDue();
      const behind = Array.from({ length: 12 }, (_, index) => `${index}`);
      await test.write(...behind.map((said) => ({ members: [first], message: text(said) })));
      await test.engine.sendDue();
      for (let seconds = 0; seconds < 59; seconds += 1) await test.after(1000);
      expect(textsOf(test, first)).toEqual([]);
      await test.after(1000);
      expect(textsOf(test, first)).toEqual(behind);
    });
  });
}
