import { WeComApiError, WeComNetworkError, type SendMessageAnswer } from '@openwecom/client';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClaimedDelivery } from '../claim/carry-out';
import { planClaim, REPEAT_WITHIN_MS } from '../claim/plan';
import { judge, type AttemptEnd, type EarlierFailure, type Verdict } from '../record/verdict';

const SEND = '/cgi-bin/message/send';
const NOW = Date.UTC(2026, 10, 22, 4);
const HOUR = 3_600_000;

const claimed = (more: Partial<ClaimedDelivery> = {}): ClaimedDelivery => ({
  id: 1,
  authenticator: 'wecom',
  attempt: 1,
  body: '{}',
  checked: true,
  taskId: null,
  memberCount: 2,
  claimedAt: NOW,
  attemptedBefore: null,
  unansweredSince: null,
  probe: false,
  fingerprint: 'settings',
  ...more,
});

const answer = (more: Partial<SendMessageAnswer> = {}): AttemptEnd['outcome'] => ({
  answer: {
    msgid: 'm',
    accepted: ['a', 'b'],
    invaliduser: [],
    unlicenseduser: [],
    invalidparty: [],
    invalidtag: [],
    ...more,
  },
});
const refusal = (errcode: number): AttemptEnd['outcome'] => ({ error: new WeComApiError(SEND, errcode, 'refused') });
const lost: AttemptEnd['outcome'] = {
  error: new WeComNetworkError(SEND, { cause: new Error('reset'), beforeSending: false }),
};
const unreachable: AttemptEnd['outcome'] = {
  error: new WeComNetworkError(SEND, { cause: new Error('refused'), beforeSending: true }),
};

const verdictOn = (outcome: AttemptEnd['outcome'], delivery = claimed(), earlier: EarlierFailure[] = []) =>
  judge({ delivery, startedAt: delivery.claimedAt, endedAt: delivery.claimedAt + 50, outcome }, earlier, () => 0);

const before = (outcome: AttemptEnd['outcome'], startedAt = NOW - 1000): EarlierFailure => {
  const { attempt } = verdictOn(outcome);
  if (attempt.result === 'accepted' || !attempt.problem) throw new Error('that is no failure');
  return { result: attempt.result, problem: attempt.problem, startedAt };
};

describe('an accepted attempt', () => {
  it('is sent, partly sent, or failed, by who was refused', () => {
    expect(verdictOn(answer())).toMatchObject({ state: 'sent', outcome: 'accepted', problem: null });
    const partly = verdictOn(answer({ accepted: ['a'], invaliduser: ['B'] }));
    expect(partly).toMatchObject({ state: 'partly_sent', refused: { invalid: ['b'], unlicensed: [] } });
    const nobody = verdictOn(answer({ accepted: [], invaliduser: ['a'], unlicenseduser: ['b'] }));
    expect(nobody).toMatchObject({ state: 'failed', refused: { invalid: ['a'], unlicensed: ['b'] } });
  });

  it('that repeats one without an answer may leave out who was refused', () => {
    expect(verdictOn(answer(), claimed({ unansweredSince: NOW - 5000 }))).toMatchObject({
      state: 'sent',
      problem: { kind: 'details_unknown' },
    });
  });
});

describe('a refused attempt', () => {
  it('is repeated soon when WeCom is busy, and fails after four hours of it', () => {
    expect(verdictOn(refusal(-1))).toMatchObject({ state: 'queued', dueAt: NOW + 2050, counted: false, holds: true });
    expect(verdictOn(refusal(-1), claimed(), [before(refusal(-1))])).toMatchObject({ dueAt: NOW + 5050 });
    const always = Array<EarlierFailure>(10).fill(before(refusal(-1)));
    expect(verdictOn(refusal(-1), claimed(), always)).toMatchObject({ state: 'failed', outcome: 'failed' });
  });

  it('counts only failures of its own cause, so that a long pause costs no repeat', () => {
    const paused = Array<EarlierFailure>(300).fill(before(refusal(60020)));
    expect(verdictOn(unreachable, claimed(), paused)).toMatchObject({ state: 'queued', dueAt: NOW + 5050 });
  });

  it.each([45009, 60020, 40001])('waits for the app as long as it takes (%d)', (errcode) => {
    const always = Array<EarlierFailure>(500).fill(before(refusal(errcode)));
    const verdict = verdictOn(refusal(errcode), claimed(), always);
    expect(verdict).toMatchObject({ state: 'queued', pause: { errcode }, holds: false, counted: false });
  });

  it('fails at once when the same request would fail again', () => {
    expect(verdictOn(refusal(44004))).toMatchObject({ state: 'failed', outcome: 'failed', pause: undefined });
    expect(verdictOn(refusal(81013))).toMatchObject({ state: 'failed', outcome: 'invalid' });
  });

  it('is unconfirmed when one without an answer went before: that one may have been accepted', () => {
    const repeat = claimed({ unansweredSince: NOW - 5000 });
    expect(verdictOn(refusal(81013), repeat)).toMatchObject({ state: 'unconfirmed', outcome: 'unconfirmed' });
  });
});

describe('the task id of a card', () => {
  const card = claimed({ taskId: 'card_1' });

  it('is another one after a refusal, which may have spent it', () => {
    expect(verdictOn(refusal(-1), card)).toMatchObject({ state: 'queued', newTaskId: true });
    expect(verdictOn(refusal(60020), card)).toMatchObject({ state: 'queued', newTaskId: true });
    expect(verdictOn(unreachable, card)).toMatchObject({ state: 'queued', newTaskId: false });
    expect(verdictOn(lost, card)).toMatchObject({ state: 'queued', newTaskId: false });
  });

  it('that was used before is replaced once', () => {
    expect(verdictOn(refusal(42014), card)).toMatchObject({ state: 'queued', newTaskId: true, dueAt: NOW + 50 });
    expect(verdictOn(refusal(42014), card, [before(refusal(42014))])).toMatchObject({ state: 'failed' });
  });

  it('that was used by the attempt without an answer tells that it arrived', () => {
    const repeat = claimed({ taskId: 'card_1', unansweredSince: NOW - 5000 });
    const unanswered = before(lost, NOW - 5000);
    expect(verdictOn(refusal(42014), repeat, [unanswered])).toMatchObject({
      state: 'sent',
      outcome: 'accepted',
      problem: { kind: 'task_id_used' },
    });
    expect(verdictOn(refusal(42014), repeat, [unanswered, before(refusal(-1))])).toMatchObject({
      state: 'unconfirmed',
      problem: { kind: 'task_id_used' },
    });
  });
});

describe('an attempt without an answer', () => {
  it('is repeated, and counts towards the limits', () => {
    expect(verdictOn(lost)).toMatchObject({
      state: 'queued',
      unansweredSince: NOW,
      dueAt: NOW + 5050,
      counted: true,
      holds: true,
    });
  });

  it('is repeated no later because processes died before', () => {
    const died: EarlierFailure = { result: 'unanswered', problem: { kind: 'interrupted' }, startedAt: NOW - 1000 };
    const repeat = claimed({ unansweredSince: NOW - 1000 });
    expect(verdictOn(lost, repeat, [died, died, died])).toMatchObject({ state: 'queued', dueAt: NOW + 5050 });
    expect(verdictOn(lost, repeat, [before(lost), died])).toMatchObject({ state: 'queued', dueAt: NOW + 15_050 });
  });

  it('is unconfirmed when nothing protects a repeat', () => {
    expect(verdictOn(lost, claimed({ checked: false }))).toMatchObject({ state: 'unconfirmed' });
    const late = claimed({ unansweredSince: NOW - REPEAT_WITHIN_MS });
    expect(verdictOn(lost, late)).toMatchObject({ state: 'unconfirmed' });
  });
});

describe('whatever happens to a delivery', () => {
  const outcomes = fc.array(
    fc.constantFrom(lost, unreachable, ...[-1, 45009, 60020, 42014, 81013, 44004].map(refusal), answer()),
    { minLength: 40, maxLength: 40 },
  );
  const FINAL = ['sent', 'failed', 'unconfirmed'];

  it('ends, is never changed or repeated late once it may have arrived, and is not sent twice', () => {
    fc.assert(
      fc.property(
        outcomes,
        fc.boolean(),
        fc.boolean(),
        fc.float({ min: 0, max: Math.fround(0.99), noNaN: true }),
        (all, checked, isCard, random) => {
          let delivery = claimed({ checked, taskId: isCard ? 'card_1' : null });
          const earlier: EarlierFailure[] = [];
          let verdict: Verdict | undefined;
          for (const outcome of all) {
            const { claimedAt } = delivery;
            verdict = judge(
              { delivery, startedAt: claimedAt, endedAt: claimedAt + 50, outcome },
              earlier,
              () => random,
            );
            expect(verdict.outcome === undefined).toBe(verdict.state === 'queued');
            if (delivery.unansweredSince !== null) expect(verdict.unansweredSince).toBe(delivery.unansweredSince);
            if (verdict.unansweredSince !== null) expect(verdict.newTaskId).toBe(false);
            if (verdict.state !== 'queued') break;

            const { dueAt = 0, unansweredSince } = verdict;
            expect(dueAt - claimedAt).toBeLessThanOrEqual(HOUR + 50);
            const { result, problem } = verdict.attempt;
            if (result === 'accepted' || !problem) throw new Error('what is accepted is not queued');
            earlier.push({ result, problem, startedAt: claimedAt });
            const [step] = planClaim({
              now: dueAt,
              due: [
                {
                  ...delivery,
                  attempts: delivery.attempt,
                  attemptedAt: claimedAt,
                  unansweredSince,
                  bodyHash: 'h',
                  equalAttemptedAt: null,
                  waiting: [{ recipientId: 1, member: 'a', heldUntil: null }],
                },
              ],
              sent: new Map(),
              most: 1,
              personTimes: 1,
            });
            if (step?.do === 'give_up') break;
            if (unansweredSince !== null) {
              expect(delivery.checked).toBe(true);
              expect(dueAt - unansweredSince).toBeLessThanOrEqual(REPEAT_WITHIN_MS);
            }
            delivery = { ...delivery, attempt: delivery.attempt + 1, claimedAt: dueAt, unansweredSince };
          }
          const paused = earlier.filter(
            ({ problem }) => problem.kind === 'wecom' && [45009, 60020].includes(problem.errcode),
          );
          const ended = verdict && FINAL.includes(verdict.state);
          expect(ended || paused.length > 0 || earlier.length < all.length).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('of what is only ever busy or unreachable takes less than four hours for each cause', () => {
    for (const outcome of [refusal(-1), unreachable]) {
      let at = NOW;
      const earlier: EarlierFailure[] = [];
      for (let verdict = verdictOn(outcome); verdict.state === 'queued';) {
        at = verdict.dueAt ?? at;
        earlier.push(before(outcome));
        verdict = verdictOn(outcome, claimed({ claimedAt: at }), earlier);
      }
      expect(at - NOW).toBeGreaterThan(3.5 * HOUR);
      expect(at - NOW).toBeLessThan(4 * HOUR);
    }
  });
});
