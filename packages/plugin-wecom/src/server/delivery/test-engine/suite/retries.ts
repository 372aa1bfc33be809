import { text } from '@openwecom/client/messages';
import { describe, expect, it } from 'vitest';
import { WeComAppError } from '../../../apps/app-error';
import { nextDay } from '../../retry-table';
import { memberAt, until, type TestEngine } from '../engine';
import { simulatedApps } from '../simulated-apps';
import { card } from './sending';

const [first, second] = [memberAt(0), memberAt(1)];
const SEND = 'message/send';
const MINUTE = 60_000;

/** For messages that take too long: with one that nobody else waits for, this is long enough for all others. */
const TIMEOUT_MS = 300;

function withLittlePatience({ apps, simulator, clock }: TestEngine): void {
  for (const [name, app] of simulatedApps(simulator, { now: clock.now, timeoutMs: TIMEOUT_MS })) apps.set(name, app);
}

/** The client tries a busy WeCom three times before the attempt has failed. */
const BUSY = { path: SEND, errcode: -1, times: 3 };

const delivered = ({ simulator }: TestEngine, member = first) => simulator.inboxCounts()[member]?.delivered ?? 0;
const calls = ({ simulator }: TestEngine, path = SEND) =>
  simulator.calls().filter((call) => call.path === `/cgi-bin/${path}`).length;
const problems = async ({ rows }: TestEngine) =>
  (await rows('queues')).map(({ problem }) => (problem === null ? null : (JSON.parse(String(problem)) as unknown)));
const pausedApps = async ({ rows }: TestEngine) =>
  (await rows('queues')).filter(({ problem }) => problem !== null).map(({ authenticator }) => authenticator);
const taskIdOf = (request: unknown) =>
  (request as { template_card?: { task_id: string } } | null)?.template_card?.task_id;
const problemOf = async ({ rows }: TestEngine) => JSON.parse(String((await rows('deliveries'))[0]?.problem)) as unknown;

export function retryTests(current: () => TestEngine): void {
  describe('a busy WeCom', () => {
    it('is asked again soon', async () => {
      const test = current();
      test.simulator.addFault(BUSY);
      await test.write({ members: [first] });
      await test.engine.sendDue();
      expect(await test.rows('deliveries')).toMatchObject([
        { state: 'queued', waitingFor: 'retry', dueAt: test.clock.now() + 2000, attempts: 1, unansweredSince: null },
      ]);
      expect(await problemOf(test)).toMatchObject({ kind: 'wecom', errcode: -1 });
      await test.after(2000);
      expect(await test.rows('deliveries')).toMatchObject([{ state: 'sent', attempts: 2, problem: null }]);
      expect((await test.rows('attempts')).map(({ number, result }) => [number, result])).toEqual([
        [1, 'refused'],
        [2, 'accepted'],
      ]);
    });

    it('is not asked for ever: after almost four hours the message has failed', async () => {
      const test = current();
      test.simulator.addFault({ path: SEND, errcode: -1, times: 'until-cleared' });
      await test.write({ members: [first] });
      const start = test.clock.now();
      await test.engine.sendDue();
      for (let tries = 1; tries <= 10; tries += 1) {
        const [row] = await test.rows('deliveries');
        expect(row).toMatchObject({ state: 'queued' });
        await test.after(Number(row?.dueAt) - test.clock.now());
      }
      expect(await test.rows('deliveries')).toMatchObject([{ state: 'failed', attempts: 11, logged: false }]);
      expect(await test.rows('recipients')).toMatchObject([{ outcome: 'failed', sends: 0 }]);
      expect(test.clock.now() - start).toBeLessThan(4 * 60 * MINUTE);
    });
  });

  describe('an access token that is no longer valid', () => {
    it('is replaced, and nobody notices', async () => {
      const test = current();
      await test.write({ members: [first] });
      await test.engine.sendDue();
      test.simulator.revokeTokens();
      await test.write({ members: [first] });
      await test.engine.sendDue();
      expect(delivered(test)).toBe(2);
      expect((await test.rows('deliveries')).map(({ attempts }) => attempts)).toEqual([1, 1]);
    });
  });

  describe('a request that never left', () => {
    it('is made again later, and one message at a time is tried meanwhile', async () => {
      const test = current();
      test.simulator.addFault({ path: 'gettoken', drop: 'before', times: 1 });
      test.simulator.addFault({ path: 'gettoken', status: 502, times: 3 });
      await test.write(...Array.from({ length: 90 }, (_, index) => ({ members: [memberAt(index)] })));
      await test.engine.sendDue();
      // What is under way together shares one request for the access token, and so its failure.
      expect(await test.rows('attempts')).toMatchObject(Array(72).fill({ result: 'not_sent' }));
      await test.after(1000);
      expect(await test.rows('attempts')).toHaveLength(73);
      await test.after(2000);
      // One reached WeCom, and so all go that have not been tried.
      expect(calls(test)).toBe(90 - 73);
      await test.after(5000);
      expect((await test.rows('deliveries')).map(({ state }) => state)).toEqual(Array(90).fill('sent'));
      expect(calls(test)).toBe(90);
    });

    it('counts as one when the access token did not come in time', async () => {
      const test = current();
      withLittlePatience(test);
      test.simulator.addFault({ path: 'gettoken', delayMs: TIMEOUT_MS * 2 });
      await test.write({ members: [first] });
      await test.engine.sendDue();
      expect(await test.rows('deliveries')).toMatchObject([{ state: 'queued', unansweredSince: null }]);
      expect(await problemOf(test)).toEqual({ kind: 'timeout', timeoutMs: TIMEOUT_MS });
    });
  });

  describe('a request without an answer', () => {
    it.each([
      ['the answer was lost', { drop: 'after' } as const],
      ['WeCom never saw it', { drop: 'before' } as const],
      ['a proxy answered', { status: 502 }],
      ['it took too long', { delayMs: TIMEOUT_MS * 2 }],
    ])('is repeated as it was, and arrives once: %s', async (_, fault) => {
      const test = current();
      withLittlePatience(test);
      test.simulator.addFault({ path: SEND, ...fault });
      await test.write({ members: [first, second] });
      await test.engine.sendDue();
      expect(await test.rows('deliveries')).toMatchObject([
        { state: 'queued', unansweredSince: test.clock.now(), dueAt: test.clock.now() + 5000 },
      ]);
      expect(await test.rows('attempts')).toMatchObject([{ result: 'unanswered' }]);
      await test.after(5000);
      expect(await test.rows('deliveries')).toMatchObject([{ state: 'sent', attempts: 2 }]);
      expect(await problemOf(test)).toEqual({ kind: 'details_unknown' });
      expect([delivered(test), delivered(test, second)]).toEqual([1, 1]);
      await until(() => calls(test) === 2);
    });

    it('is repeated only while the duplicate check protects it, then nobody knows', async () => {
      const test = current();
      test.simulator.addFault({ path: SEND, drop: 'after', times: 'until-cleared' });
      await test.write({ members: [first] });
      await test.engine.sendDue();
      const since = test.clock.now();
      for (let tries = 1; tries <= 7; tries += 1) {
        const [row] = await test.rows('deliveries');
        expect(row).toMatchObject({ state: 'queued', unansweredSince: since });
        await test.after(Number(row?.dueAt) - test.clock.now());
      }
      expect(test.clock.now() - since).toBeLessThanOrEqual(570_000);
      expect(await test.rows('deliveries')).toMatchObject([{ state: 'unconfirmed', attempts: 8, logged: false }]);
      expect(await test.rows('recipients')).toMatchObject([{ outcome: 'unconfirmed' }]);
      await test.after(24 * 60 * MINUTE);
      expect(calls(test)).toBe(8);
      expect(delivered(test)).toBe(1);
    });

    it('is not repeated when it went without the duplicate check', async () => {
      const test = current();
      const again = { members: [first], message: text('Again') };
      await test.write(again);
      await test.engine.sendDue();
      test.simulator.addFault({ path: SEND, drop: 'after' });
      await test.write(again);
      await test.engine.sendDue();
      expect((await test.rows('deliveries'))[1]).toMatchObject({ state: 'unconfirmed', checked: false, attempts: 1 });
    });
  });

  describe('too many calls', () => {
    it('makes the queue wait a minute, an hour, and until the next day', async () => {
      const test = current();
      test.simulator.addFault({ path: SEND, errcode: 45009, times: 'until-cleared' });
      await test.write({ members: [first] }, { members: [second] });
      await test.engine.sendDue();
      expect(await problems(test)).toMatchObject([{ kind: 'wecom', errcode: 45009 }]);
      expect((await test.rows('deliveries')).map(({ state }) => state)).toEqual(['queued', 'queued']);
      expect(calls(test)).toBe(2);
      await test.after(MINUTE - 1);
      expect(calls(test)).toBe(2);
      await test.after(1);
      expect(calls(test)).toBe(3);
      await test.after(59 * MINUTE);
      expect(calls(test)).toBe(3);
      await test.after(MINUTE);
      expect(calls(test)).toBe(4);
      const midnight = nextDay(test.clock.now());
      await test.after(midnight - test.clock.now() - 1);
      expect(calls(test)).toBe(4);
      await test.after(1);
      expect(calls(test)).toBe(5);
    });

    it('are over when WeCom says so', async () => {
      const test = current();
      test.simulator.addFault({ path: SEND, errcode: 45033 });
      await test.write(...Array.from({ length: 5 }, (_, index) => ({ members: [memberAt(index)] })));
      await test.engine.sendDue();
      await test.after(MINUTE);
      expect(await problems(test)).toEqual([null]);
      expect((await test.rows('deliveries')).map(({ state }) => state)).toEqual(Array(5).fill('sent'));
    });
  });

  describe('an app that may not send', () => {
    it.each([60020, 301002, 40056, 48002, 50003])(
      'is paused, tried with one message at a time, and goes on when it is mended (%d)',
      async (errcode) => {
        const test = current();
        const { agentId } = test.simulator.seed.agents[0] ?? { agentId: 0 };
        test.simulator.addFault({ path: SEND, errcode, agentId, times: 'until-cleared' });
        const ten = Array.from({ length: 10 }, (_, index) => ({ members: [memberAt(index)] }));
        await test.write(...ten, { members: [first], authenticator: 'wecom2' });
        await test.engine.sendDue();
        expect(await pausedApps(test)).toEqual(['wecom']);
        // The other app goes on.
        expect(delivered(test)).toBe(1);
        const tried = calls(test);
        for (const minutes of [1, 2, 5, 10, 10]) {
          await test.after(minutes * MINUTE - 1);
          await test.after(1);
        }
        expect(calls(test)).toBe(tried + 5);
        test.simulator.clearFaults();
        await test.after(10 * MINUTE);
        expect(await pausedApps(test)).toEqual([]);
        expect((await test.rows('deliveries')).map(({ state }) => state)).toEqual(Array(11).fill('sent'));
        expect(delivered(test)).toBe(2);
      },
    );

    it('waits as long as it takes, and then still has its four hours', async () => {
      const test = current();
      test.simulator.addFault({ path: SEND, errcode: 60020, times: 'until-cleared' });
      await test.write({ members: [first] });
      await test.engine.sendDue();
      for (let hours = 0; hours < 30; hours += 1) await test.after(60 * MINUTE);
      test.simulator.clearFaults();
      test.simulator.addFault(BUSY);
      await test.after(60 * MINUTE);
      expect(await test.rows('deliveries')).toMatchObject([{ state: 'queued', waitingFor: 'retry' }]);
      await test.after(2000);
      expect(await test.rows('deliveries')).toMatchObject([{ state: 'sent' }]);
    });

    it('is tried at once when an administrator has checked it', async () => {
      const test = current();
      test.simulator.addFault({ path: SEND, errcode: 60020 });
      await test.write({ members: [first] });
      await test.engine.sendDue();
      await test.engine.tryAgain('wecom');
      await test.engine.sendDue();
      expect(delivered(test)).toBe(1);
      expect(await problems(test)).toEqual([null]);
    });
  });

  describe('a secret that WeCom refuses', () => {
    it.each([40001, 40013, 40091])('is not tried again until it is another one (%d)', async (errcode) => {
      const test = current();
      test.simulator.addFault({ path: 'gettoken', errcode, times: 'until-cleared' });
      await test.write({ members: [first] }, { members: [second] });
      await test.engine.sendDue();
      expect(await problems(test)).toMatchObject([{ errcode, path: '/cgi-bin/gettoken' }]);
      const tried = calls(test, 'gettoken');
      for (let hours = 0; hours < 48; hours += 1) await test.after(60 * MINUTE);
      expect(calls(test, 'gettoken')).toBe(tried);
      test.simulator.clearFaults();
      const app = test.apps.get('wecom');
      if (!app || app instanceof Error) throw new Error('there is an app');
      test.apps.set('wecom', { ...app, fingerprint: 'with another secret' });
      await test.after(5000);
      expect(await problems(test)).toEqual([null]);
      expect([delivered(test), delivered(test, second)]).toEqual([1, 1]);
    });

    it('is tried once with each other secret', async () => {
      const test = current();
      test.simulator.addFault({ path: 'gettoken', errcode: 40001, times: 'until-cleared' });
      await test.write({ members: [first] }, { members: [second] });
      await test.engine.sendDue();
      const app = test.apps.get('wecom');
      if (!app || app instanceof Error) throw new Error('there is an app');
      test.apps.set('wecom', { ...app, fingerprint: 'wrong too' });
      const tried = calls(test, 'gettoken');
      for (let times = 0; times < 5; times += 1) await test.after(10_000);
      expect(calls(test, 'gettoken')).toBe(tried + 1);
      expect(await test.rows('queues')).toMatchObject([{ settingsFingerprint: 'wrong too', probeAt: null }]);
    });
  });

  describe('settings that do not do', () => {
    it('pause the app with what is wrong, and it goes on by itself when they do', async () => {
      const test = current();
      const app = test.apps.get('wecom');
      if (!app || app instanceof Error) throw new Error('there is an app');
      test.apps.set('wecom', new WeComAppError('disabled', { name: 'wecom' }));
      await test.write({ members: [first] });
      await test.engine.sendDue();
      expect(await problems(test)).toEqual([{ kind: 'settings', code: 'disabled', params: { name: 'wecom' } }]);
      expect(await test.rows('deliveries')).toMatchObject([{ state: 'queued', attempts: 0 }]);
      await test.after(5000);
      test.apps.set('wecom', app);
      await test.after(5000);
      expect(await problems(test)).toEqual([null]);
      expect(delivered(test)).toBe(1);
    });

    it('that change while an answer is missing leave the message unconfirmed', async () => {
      const test = current();
      test.simulator.addFault({ path: SEND, drop: 'after' });
      await test.write({ members: [first] });
      await test.engine.sendDue();
      const other = test.apps.get('wecom2');
      if (!other) throw new Error('there is another app');
      test.apps.set('wecom', other);
      await test.after(5000);
      expect(await test.rows('deliveries')).toMatchObject([{ state: 'unconfirmed' }]);
      expect(delivered(test)).toBe(1);
    });
  });

  describe('a task id that was used before', () => {
    const answerable = ({ simulator }: TestEngine) =>
      simulator.changeAgent(simulator.seed.agents[0]?.agentId ?? 0, { callbackUrl: 'http://127.0.0.1:1/callback' });

    it('is replaced on a first attempt', async () => {
      const test = current();
      answerable(test);
      test.simulator.addFault({ path: SEND, errcode: 42014 });
      await test.write({ members: [first], message: card });
      const [before] = await test.rows('deliveries');
      await test.engine.sendDue();
      const [after] = await test.rows('deliveries');
      expect(after).toMatchObject({ state: 'sent', attempts: 2 });
      expect(after?.taskId).not.toBe(before?.taskId);
      expect(String(after?.body)).toContain(String(after?.taskId));
    });

    it('by the attempt without an answer tells that it arrived', async () => {
      const test = current();
      answerable(test);
      test.simulator.addFault({ path: SEND, drop: 'after' });
      await test.write({ members: [first], message: card });
      await test.engine.sendDue();
      await test.after(5000);
      // The simulator spends a task id before it checks for duplicates.
      expect(test.simulator.calls().at(-1)?.answer).toMatchObject({ errcode: 42014 });
      expect(await test.rows('deliveries')).toMatchObject([{ state: 'sent', attempts: 2 }]);
      expect(await problemOf(test)).toEqual({ kind: 'task_id_used' });
      expect(delivered(test)).toBe(1);
    });

    it('is not sent again after a refusal, which spends it', async () => {
      const test = current();
      answerable(test);
      await test.write({ members: [first], message: card });
      test.simulator.addFault(BUSY);
      await test.engine.sendDue();
      await test.after(2000);
      const ids = test.simulator.calls().flatMap(({ request }) => taskIdOf(request) ?? []);
      expect(new Set(ids).size).toBe(2);
      expect(await test.rows('deliveries')).toMatchObject([{ state: 'sent', taskId: ids.at(-1) }]);
    });
  });

  describe('a message that can never be sent', () => {
    it('fails at once when nobody it is for can be reached', async () => {
      const test = current();
      await test.write({ members: ['nobody', 'nobody-either'] });
      await test.engine.sendDue();
      expect(await test.rows('deliveries')).toMatchObject([{ state: 'failed', attempts: 1, logged: false }]);
      expect(await problemOf(test)).toMatchObject({ errcode: 81013 });
      expect(await test.rows('recipients')).toMatchObject([{ outcome: 'invalid' }, { outcome: 'invalid' }]);
    });

    it('fails at once when WeCom does not take it', async () => {
      const test = current();
      test.simulator.addFault({ path: SEND, errcode: 44004 });
      await test.write({ members: [first] }, { members: [first] });
      await test.engine.sendDue();
      expect((await test.rows('deliveries')).map(({ state }) => state)).toEqual(['failed', 'sent']);
      expect((await test.rows('recipients')).map(({ outcome }) => outcome)).toEqual(['failed', 'accepted']);
    });
  });
}
