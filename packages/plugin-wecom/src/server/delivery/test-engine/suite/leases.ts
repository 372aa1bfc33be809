import { text } from '@openwecom/client/messages';
import { describe, expect, it } from 'vitest';
import { claim, type Claim } from '../../claim/claim';
import { record } from '../../record/record';
import { appOf, withSending } from '../apps';
import type { DeliveryEngineOptions, SendingApp } from '../../engine';
import type { SteppedEngine } from '../../engine/create-engine';
import { memberAt, until, type TestEngine } from '../engine';
import { openerOf, simulatedApps } from '../simulated-apps';
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

/** Another process, with an app of its own. */
function ownEngine(
  test: TestEngine,
  options: Partial<DeliveryEngineOptions> = {},
  change: (app: SendingApp) => SendingApp = (app) => app,
): SteppedEngine {
  const [app] = simulatedApps(test.simulator, { now: test.clock.now }).values();
  if (!app) throw new Error('there is an app');
  return test.another({ ...options, openApp: openerOf(new Map([['wecom', change(app)]])) });
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
      const another = ownEngine(test);
      const app = appOf(test);
      test.apps.set(
        'wecom',
        withSending(app, async (body) => {
          if (!body.includes('stands still')) return app.client.message.sendPrepared(body);
          test.clock.turn(LEASE_MS + 1);
          await another.sendDue();
          test.clock.turn(601_000);
          throw new Error('the connection is gone');
        }),
      );
      await test.write(
        { members: [first], message: text('stands still') },
        { members: [second], message: text('next') },
      );
      await test.engine.sendDue();
      expect([textsOf(test, first), textsOf(test, second)]).toEqual([['stands still'], ['next']]);
      await another.stop();
    });

    it('does not repeat what the duplicate check protects no more', async () => {
      const test = current();
      test.simulator.addFault({ path: 'message/send', drop: 'after', times: 2 });
      await test.write({ members: [first], message: text('1') }, { members: [second], message: text('2') });
      await test.engine.sendDue();
      const { deliveries: d } = test.outbox.tables;
      await test.outbox.sql.change(`UPDATE ${d.table} SET ${d.dueAt} = ${test.clock.now() + 569_900}`);
      test.clock.turn(569_900);
      const slow = ownEngine(test, { concurrency: 1, leaseMs: 120_000 }, (app) =>
        withSending(app, async (body) => {
          const answer = await app.client.message.sendPrepared(body);
          test.clock.turn(40_000);
          return answer;
        }),
      );
      await slow.sendDue();
      expect((await test.rows('deliveries')).map(({ state }) => state)).toEqual(['sent', 'unconfirmed']);
      expect([textsOf(test, first), textsOf(test, second)]).toEqual([['1'], ['2']]);
      await slow.stop();
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
