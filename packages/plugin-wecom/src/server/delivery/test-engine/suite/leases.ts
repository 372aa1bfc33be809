import { text } from '@openwecom/client/messages';
import { describe, expect, it } from 'vitest';
import { claim, type Claim } from '../../claim/claim';
import { record } from '../../record/record';
import { appOf, withSending } from '../apps';
import { memberAt, until, type TestEngine } from '../engine';
import { textsOf } from './order';

const [first, second] = [memberAt(0), memberAt(1)];
const LEASE_MS = 15_000;

/** A process that claims, and then is gone. */
function claimAndDie({ outbox }: TestEngine, most = 100): Promise<Claim> {
  return claim(outbox, {
    authenticator: 'wecom',
    lease: { id: 'a process that died', ms: LEASE_MS },
    app: { fingerprint: 'settings of 1000002', refused: false },
    most,
    held: [],
    recover: false,
    giveUpLate: false,
  });
}

/** Each call takes so long, for which the process does nothing else. @returns what was sent */
function standingStill(test: TestEngine, ms: number): string[] {
  const sent: string[] = [];
  const app = appOf(test);
  test.apps.set(
    'wecom',
    withSending(app, async (body) => {
      sent.push((JSON.parse(body) as { text: { content: string } }).text.content);
      test.clock.turn(ms);
      return app.client.message.sendPrepared(body);
    }),
  );
  return sent;
}

export function leaseTests(current: () => TestEngine): void {
  describe('a process that died', () => {
    it('keeps its deliveries until its lease ends, then another one sends them', async () => {
      const test = current();
      await test.write({ members: [first] });
      const start = test.clock.now();
      await claimAndDie(test);
      await test.after(LEASE_MS);
      expect(await test.rows('deliveries')).toMatchObject([{ state: 'sending', lease: 'a process that died' }]);
      await test.after(1);
      expect(await test.rows('deliveries')).toMatchObject([{ state: 'sent', attempts: 2, unansweredSince: start }]);
      expect((await test.rows('attempts')).map(({ number, result, problem }) => [number, result, problem])).toEqual([
        [1, 'unanswered', '{"kind":"interrupted"}'],
        [2, 'accepted', null],
      ]);
      expect(textsOf(test, first)).toHaveLength(1);
    });

    it('after WeCom had acted is not repeated to the member', async () => {
      const test = current();
      await test.write({ members: [first], message: text('Once') });
      const { deliveries } = await claimAndDie(test);
      for (const { body } of deliveries) await appOf(test).client.message.sendPrepared(body);
      await test.after(LEASE_MS + 1);
      expect(await test.rows('deliveries')).toMatchObject([{ state: 'sent', attempts: 2 }]);
      expect(textsOf(test, first)).toEqual(['Once']);
    });

    it('and is found too late leaves the delivery unconfirmed, for good', async () => {
      const test = current();
      await test.write({ members: [first], message: text('Once') }, { members: [first], message: text('After it') });
      const { deliveries } = await claimAndDie(test);
      for (const { body } of deliveries) await appOf(test).client.message.sendPrepared(body);
      await test.after(570_001);
      expect((await test.rows('deliveries')).map(({ state }) => state)).toEqual(['unconfirmed', 'sent']);
      await test.after(24 * 3_600_000);
      expect(textsOf(test, first)).toEqual(['Once', 'After it']);
    });

    it('with a message that went without the duplicate check leaves it unconfirmed at once', async () => {
      const test = current();
      const again = { members: [first], message: text('Again') };
      await test.write(again);
      await test.engine.sendDue();
      await test.write(again);
      await claimAndDie(test);
      await test.after(LEASE_MS + 1);
      expect((await test.rows('deliveries')).map(({ state }) => state)).toEqual(['sent', 'unconfirmed']);
      expect(textsOf(test, first)).toEqual(['Again']);
    });

    it('in the middle of a probe does not leave the app paused for ever', async () => {
      const test = current();
      test.simulator.addFault({ path: 'gettoken', errcode: 40001 });
      await test.write({ members: [first] });
      await test.engine.sendDue();
      test.clock.turn(1);
      await test.engine.tryAgain('wecom');
      const { deliveries } = await claimAndDie(test);
      expect(deliveries).toMatchObject([{ probe: true }]);
      await test.after(LEASE_MS + 1);
      expect(await test.rows('queues')).toMatchObject([{ problem: null }]);
      expect(await test.rows('deliveries')).toMatchObject([{ state: 'sent' }]);
    });
  });

  describe('a process that stood still', () => {
    it('sends nothing whose lease is over', async () => {
      const test = current();
      await test.fresh({ concurrency: 1 });
      const sent = standingStill(test, LEASE_MS + 1);
      await test.write({ members: [first], message: text('1') }, { members: [second], message: text('2') });
      await test.engine.sendDue();
      expect(sent).toEqual(['1', '2']);
      expect((await test.rows('deliveries')).map(({ state, attempts }) => [state, attempts])).toEqual([
        ['sent', 1],
        ['sent', 1],
      ]);
      const [, other] = await test.rows('attempts');
      // It was handed back and claimed anew.
      expect(other?.startedAt).toBe(test.clock.now() - LEASE_MS - 1);
      expect(test.logged.join('\n')).not.toContain('Results came after their leases had ended');
    });

    it('does not repeat what the duplicate check protects no more', async () => {
      const test = current();
      await test.fresh({ concurrency: 1, leaseMs: 60_000 });
      test.simulator.addFault({ path: 'message/send', drop: 'after', times: 1 });
      await test.write({ members: [second], message: text('once') });
      await test.engine.sendDue();
      test.clock.turn(569_900);
      // Another one goes first, and takes its time.
      const sent = standingStill(test, 16_000);
      await test.write({ members: [first], message: text('slow') });
      const { deliveries: d } = test.outbox.tables;
      await test.outbox.sql
        .change(`UPDATE ${d.table} SET ${d.dueAt} = ${test.clock.now()}, ${d.unansweredSince} = ${d.unansweredSince} + 1
        WHERE ${d.unansweredSince} IS NOT NULL`);
      await test.engine.sendDue();
      await test.after(5000);
      expect(sent.filter((said) => said === 'once').length).toBeLessThanOrEqual(1);
      expect(textsOf(test, second)).toEqual(['once']);
    });
  });

  describe('a process that lost its lease', () => {
    it('writes nothing about what another one has taken over', async () => {
      const test = current();
      await test.write({ members: [first] });
      const { deliveries } = await claimAndDie(test);
      await test.after(LEASE_MS + 1);
      const before = [await test.rows('deliveries'), await test.rows('recipients'), await test.rows('attempts')];
      const now = test.clock.now();
      const ends = deliveries.map((delivery) => ({
        delivery,
        startedAt: now,
        endedAt: now,
        outcome: { error: new Error('too late') },
      }));
      const { lost, verdicts } = await record(test.outbox, 'wecom', 'a process that died', ends);
      expect(lost).toEqual(deliveries.map(({ id }) => id));
      expect(verdicts).toEqual([]);
      expect([await test.rows('deliveries'), await test.rows('recipients'), await test.rows('attempts')]).toEqual(
        before,
      );
    });

    it('takes nothing back that it is still sending itself', async () => {
      const test = current();
      const { client } = appOf(test);
      let answer: () => void = () => undefined;
      const held = new Promise<void>((resolve) => (answer = resolve));
      const slow = {
        message: {
          ...client.message,
          sendPrepared: async (body: string) => {
            await held;
            return client.message.sendPrepared(body);
          },
        },
      };
      test.apps.set('wecom', { ...appOf(test), client: slow });
      await test.write({ members: [first] });
      const sent = test.engine.sendDue();
      await until(async () => (await test.rows('deliveries'))[0]?.state === 'sending');
      test.clock.turn(LEASE_MS + 1);
      await test.write({ members: [second] });
      const looked = test.engine.sendDue();
      await until(async () => (await test.rows('deliveries'))[1]?.state === 'sending');
      answer();
      await Promise.all([sent, looked]);
      expect((await test.rows('deliveries')).map(({ state, attempts }) => [state, attempts])).toEqual([
        ['sent', 1],
        ['sent', 1],
      ]);
    });
  });
}
