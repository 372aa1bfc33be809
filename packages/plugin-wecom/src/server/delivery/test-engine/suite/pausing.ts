import { text } from '@openwecom/client/messages';
import { describe, expect, it } from 'vitest';
import { WeComAppError } from '../../../apps/app-error';
import { claim } from '../../claim/claim';
import { appOf } from '../apps';
import { memberAt, until, type TestEngine } from '../engine';
import { openerOf, simulatedApps } from '../simulated-apps';

const SEND = 'message/send';
const MINUTE = 60_000;
const CONCURRENCY = 4;

const toEach = (count: number) => Array.from({ length: count }, (_, index) => ({ members: [memberAt(index)] }));
const calls = ({ simulator }: TestEngine, path = SEND) =>
  simulator.calls().filter((call) => call.path === `/cgi-bin/${path}`).length;
const states = async ({ rows }: TestEngine) => (await rows('deliveries')).map(({ state }) => state);

/** Another process, whose settings are others, because a variable has another value there. */
function withOwnSettings(test: TestEngine, fingerprint: string) {
  const [app] = simulatedApps(test.simulator, { now: test.clock.now }).values();
  if (!app) throw new Error('there is an app');
  return test.another({ openApp: openerOf(new Map([['wecom', { ...app, fingerprint }]])) });
}

export function pausingTests(current: () => TestEngine): void {
  describe('an app that is paused', () => {
    it('sends nothing more of what was claimed before', async () => {
      const test = current();
      await test.fresh({ concurrency: CONCURRENCY });
      test.simulator.addFault({ path: SEND, errcode: 45009, times: 'until-cleared' });
      await test.write(...toEach(20));
      await test.engine.sendDue();
      expect(calls(test)).toBe(CONCURRENCY);
      expect(await states(test)).toEqual(Array(20).fill('queued'));
      // Which of those that are due at the same time go first is the database's choice.
      const attempts = (await test.rows('deliveries')).map((delivery) => Number(delivery.attempts));
      expect(attempts.sort((a, b) => b - a)).toEqual([
        ...Array<number>(CONCURRENCY).fill(1),
        ...Array<number>(20 - CONCURRENCY).fill(0),
      ]);
      test.simulator.clearFaults();
      await test.after(MINUTE);
      expect(await states(test)).toEqual(Array(20).fill('sent'));
    });

    it('asks once for an access token with a secret that is wrong', async () => {
      const test = current();
      await test.fresh({ concurrency: CONCURRENCY });
      test.simulator.addFault({ path: 'gettoken', errcode: 40001, times: 'until-cleared' });
      await test.write(...toEach(20));
      await test.engine.sendDue();
      expect(calls(test, 'gettoken')).toBe(1);
    });

    it('by a wrong secret is not tried because a process died', async () => {
      const test = current();
      await test.write(...toEach(2));
      await claim(test.outbox, {
        authenticator: 'wecom',
        lease: { id: 'a process that died', ms: 15_000 },
        app: { fingerprint: appOf(test).fingerprint, refused: false },
        most: 1,
        held: [],
        recover: false,
        giveUpLate: false,
      });
      test.clock.turn(1);
      test.simulator.addFault({ path: 'gettoken', errcode: 40001, times: 'until-cleared' });
      await test.engine.sendDue();
      const tried = calls(test, 'gettoken');
      for (let minutes = 0; minutes < 5; minutes += 1) await test.after(MINUTE);
      expect(calls(test, 'gettoken')).toBe(tried);
    });

    it('gives up what may have arrived, once it can be repeated no more', async () => {
      const test = current();
      test.simulator.addFault({ path: SEND, drop: 'before' });
      await test.write({ members: [memberAt(0)] });
      await test.engine.sendDue();
      test.simulator.addFault({ path: SEND, errcode: 60020, times: 'until-cleared' });
      await test.write({ members: [memberAt(1)] });
      await test.after(1000);
      for (let minutes = 0; minutes < 11; minutes += 1) await test.after(MINUTE);
      expect(await states(test)).toEqual(['unconfirmed', 'queued']);
      expect(test.logged.join('\n')).toContain('Deliveries may have arrived and are not sent again');
    });

    it('because its settings are gone puts back what a dead process left, and gives it up in time', async () => {
      const test = current();
      await test.write({ members: [memberAt(0)] });
      await claim(test.outbox, {
        authenticator: 'wecom',
        lease: { id: 'a process that died', ms: 15_000 },
        app: { fingerprint: appOf(test).fingerprint, refused: false },
        most: 1,
        held: [],
        recover: false,
        giveUpLate: false,
      });
      test.apps.set('wecom', new WeComAppError('gone', { name: 'wecom' }));
      await test.after(16_000);
      expect(await states(test)).toEqual(['queued']);
      for (let minutes = 0; minutes < 11; minutes += 1) await test.after(MINUTE);
      expect(await states(test)).toEqual(['unconfirmed']);
    });
  });

  describe('processes with different settings', () => {
    it('try each wrong secret once', async () => {
      const test = current();
      test.simulator.addFault({ path: 'gettoken', errcode: 40001, times: 'until-cleared' });
      const engines = [withOwnSettings(test, 'wrong'), withOwnSettings(test, 'wrong too')];
      await test.write(...toEach(4));
      for (let seconds = 0; seconds < 120; seconds += 10) {
        for (const engine of engines) await engine.sendDue();
        test.clock.turn(10_000);
      }
      expect(calls(test, 'gettoken')).toBe(2);
      await Promise.all(engines.map((engine) => engine.stop()));
    });

    it('leave the sending to the one whose settings are right', async () => {
      const test = current();
      const right = withOwnSettings(test, 'right');
      const wrong = withOwnSettings(test, 'wrong');
      test.simulator.addFault({ path: 'gettoken', errcode: 40001, times: 1 });
      await test.write(...toEach(1));
      await wrong.sendDue();
      await right.sendDue();
      expect(await states(test)).toEqual(['sent']);
      for (let times = 0; times < 10; times += 1) {
        await test.write({ members: [memberAt(times)] });
        test.clock.turn(5000);
        await wrong.sendDue();
        expect(await states(test)).toContain('queued');
        await right.sendDue();
        expect(new Set(await states(test))).toEqual(new Set(['sent']));
      }
      expect(test.logged.filter((line) => line.startsWith('An app cannot send'))).toHaveLength(1);
      await Promise.all([right.stop(), wrong.stop()]);
    });
  });

  describe('while no answer comes back', () => {
    it('one message at a time is risked, and the others stay as they are', async () => {
      const test = current();
      await test.fresh({ concurrency: CONCURRENCY });
      test.simulator.addFault({ path: SEND, drop: 'before', times: 'until-cleared' });
      await test.write(...toEach(60));
      await test.engine.sendDue();
      for (let minutes = 0; minutes < 12; minutes += 1) {
        for (let seconds = 0; seconds < 60; seconds += 20) await test.after(20_000);
      }
      const unconfirmed = (await states(test)).filter((state) => state === 'unconfirmed').length;
      expect(unconfirmed).toBeLessThan(20);
      test.simulator.clearFaults();
      for (let minutes = 0; minutes < 12; minutes += 1) await test.after(MINUTE);
      const arrived = Object.values(test.simulator.inboxCounts()).filter(({ delivered }) => delivered === 1).length;
      expect(arrived).toBe(60 - (await states(test)).filter((state) => state === 'unconfirmed').length);
    });
  });

  describe('an error after a claim', () => {
    it('does not lose the claim', async () => {
      const test = current();
      const first = memberAt(0);
      await test.write({ members: [first], message: text('1') }, { members: [first], message: text('2') });
      const { sql } = test.outbox;
      const rows = sql.rows.bind(sql);
      // Which waits behind another is looked for after the commit.
      const fails = () => Promise.reject(new Error('the connection is gone'));
      sql.rows = <Row extends object>(select: string) => (select.includes('DISTINCT') ? fails() : rows<Row>(select));
      const { deliveries, more } = await claim(test.outbox, {
        authenticator: 'wecom',
        lease: { id: 'a process', ms: 15_000 },
        app: { fingerprint: appOf(test).fingerprint, refused: false },
        most: 10,
        held: [],
        recover: false,
        giveUpLate: false,
      });
      sql.rows = rows;
      expect(deliveries).toHaveLength(1);
      expect(more).toBe(true);
    });
  });

  describe('a stop that waits for an answer in vain', () => {
    it('writes down that none came', { timeout: 30_000 }, async () => {
      const test = current();
      test.simulator.addFault({ path: SEND, delayMs: 60_000, times: 1 });
      await test.write({ members: [memberAt(0)] });
      const sending = test.engine.sendDue();
      await until(async () => (await states(test))[0] === 'sending' && calls(test, 'gettoken') === 1);
      await test.engine.stop();
      await sending;
      expect(await test.rows('deliveries')).toMatchObject([{ state: 'queued', lease: null, waitingFor: 'retry' }]);
      expect(await test.rows('attempts')).toMatchObject([{ result: 'unanswered', problem: '{"kind":"interrupted"}' }]);
    });
  });
}
