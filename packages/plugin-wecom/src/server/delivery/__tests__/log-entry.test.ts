import { describe, expect, it } from 'vitest';
import { textsIn } from '../../test-host/texts';
import { logEntry } from '../log/log-entry';
import type { DeliveryOutcome, NotificationOutcome } from '../log/outcome';
import type { DeliveryProblem, RecipientOutcome } from '../states';

const AT = Date.UTC(2026, 10, 22, 4);
const SEND = '/cgi-bin/message/send';
const empty = { kind: 'wecom', errcode: 44004, errmsg: 'empty content, hint: [42]', path: SEND } as const;
const untrusted = { kind: 'wecom', errcode: 60020, errmsg: 'not allow to access', path: SEND } as const;

const delivery = (fields: Partial<DeliveryOutcome>): DeliveryOutcome => ({
  id: 1,
  state: 'sent',
  waitingFor: null,
  dueAt: AT,
  problem: null,
  logged: false,
  unsent: 0,
  ...fields,
});

/** What the log says, by the members with each outcome. */
function told(
  deliveries: Partial<DeliveryOutcome>[],
  members: Partial<Record<RecipientOutcome, string[]>>,
  more: Partial<NotificationOutcome> & { language?: 'zh-CN' } = {},
) {
  const people = Object.entries(members).map(([outcome, all]) => {
    const first = all.map((member) => ({ userId: null, member }));
    return [outcome as RecipientOutcome, { total: all.length, first }] as const;
  });
  const outcome: NotificationOutcome = {
    id: 'notification',
    acceptedAt: AT,
    deliveries: deliveries.map(delivery),
    people: new Map(people),
    paused: null,
    ...more,
  };
  const { status, reason } = logEntry(outcome, ({ member }) => member ?? '', textsIn(more.language ?? 'en-US'));
  return [status, reason?.split('\n') ?? null] as const;
}

const failed = (problem: DeliveryProblem): Partial<DeliveryOutcome> => ({ state: 'failed', problem, unsent: 1 });

describe('what the notification log says of a notification that ended', () => {
  it('is nothing when everybody has it', () => {
    expect(told([{}, {}], { accepted: ['ann', 'bob'] })).toEqual(['success', null]);
  });

  it('names whom it did not reach, by reason, beside those it did', () => {
    const members = { accepted: ['ann'], invalid: ['bob'], unlicensed: ['cid'], not_linked: ['dan', 'eve'] };
    expect(told([{ state: 'partly_sent' }], members)).toEqual([
      'success',
      [
        'Not linked to a WeCom member: dan, eve.',
        "Not in the app's visible range, or no longer a member: bob.",
        'Without a WeCom interface licence: cid.',
      ],
    ]);
    expect(told([{ state: 'failed' }], { invalid: ['bob'] })).toEqual([
      'failure',
      ['Nobody received the message.', "Not in the app's visible range, or no longer a member: bob."],
    ]);
    expect(told([{ state: 'failed', problem: { kind: 'nobody' } }], { not_linked: ['dan'] })).toEqual([
      'failure',
      ['Nobody received the message.', 'Not linked to a WeCom member: dan.'],
    ]);
  });

  it("has WeCom's code with the remedy and its own text when it failed", () => {
    const [status, lines] = told([failed(empty)], { failed: ['ann'] });
    expect([status, lines?.length]).toEqual(['failure', 1]);
    expect(lines?.[0]).toMatch(
      /^The (text|content|message)[^.]*empty\. .+ WeCom says: 44004 empty content, hint: \[42\]$/i,
    );
    expect(told([failed(empty)], { failed: ['ann'] }, { language: 'zh-CN' })[1]?.[0]).toMatch(/[\u4e00-\u9fff].*44004/);
  });

  it('names those of a part that failed', () => {
    const [status, lines] = told([{}, failed(empty)], { accepted: ['ann'], failed: ['bob'] });
    expect(status).toBe('success');
    expect(lines).toEqual([expect.stringContaining('44004'), 'Not sent to: bob.']);
  });

  it('says that it may have arrived', () => {
    const problem = { kind: 'interrupted' } as const;
    expect(told([{ state: 'unconfirmed', problem, unsent: 1 }], { unconfirmed: ['ann'] })).toEqual([
      'failure',
      [
        'The process that sent it ended before WeCom answered.',
        'It is not known whether it arrived, so it is not sent again by itself: ann.',
      ],
    ]);
  });

  it('says who had it taken back', () => {
    expect(told([{ state: 'recalled' }], { recalled: ['ann'] })).toEqual(['success', ['Recalled from: ann.']]);
  });

  it.each(['sent', 'partly_sent'] as const)('says that WeCom accepted a repeat without details: %s', (state) => {
    expect(told([{ state, problem: { kind: 'details_unknown' } }], { accepted: ['ann'] })).toEqual([
      'success',
      ['WeCom accepted it when it was repeated, and does not say then whom it refused.'],
    ]);
  });

  it('says that a card has probably arrived', () => {
    expect(told([{ problem: { kind: 'task_id_used' } }], { accepted: ['ann'] })).toEqual([
      'success',
      ['WeCom says that it has this card already, so it has probably arrived.'],
    ]);
  });

  it('is not what kept it from sending before it was sent again to everybody', () => {
    const [, lines] = told([{ state: 'failed', problem: empty }, {}, failed({ kind: 'interrupted' })], {
      accepted: ['ann'],
      failed: ['bob'],
    });
    expect(lines).toEqual(['The process that sent it ended before WeCom answered.', 'Not sent to: bob.']);
  });

  it('has each problem once', () => {
    expect(told([failed(empty), failed(empty)], { failed: ['ann', 'bob'] })[1]).toHaveLength(1);
  });

  it('counts those it does not name', () => {
    const people: NotificationOutcome['people'] = new Map();
    people.set('invalid', { total: 10_000, first: [{ userId: null, member: 'ann' }] });
    expect(told([{ state: 'failed' }], {}, { people })[1]?.[1]).toMatch(/: ann and 9999 more\.$/);
  });
});

describe('what the notification log says of a notification that waits', () => {
  const at = '2026-11-22T04:00:00.000Z';
  it.each<[string, Partial<DeliveryOutcome>, string | RegExp]>([
    ['for a repeat', { waitingFor: 'retry', problem: { kind: 'http', status: 502 } }, /^It is tried again at .* 502/],
    ['for the limit of a member', { waitingFor: 'member_limit' }, /^WeCom takes 30 messages .* it goes on at /],
    ['for the limit of the day', { waitingFor: 'daily_limit' }, /^The app has sent as much .* it goes on at /],
    ['for an earlier message', { waitingFor: 'order' }, 'An earlier message to the same member comes first.'],
  ])('is for how many it waits, and for what: %s', (_, fields, expected) => {
    const [status, lines] = told([{ state: 'queued', ...fields }], { waiting: ['ann', 'bob'] });
    expect([status, lines?.[0]]).toEqual(['success', 'Waiting to be sent, receivers: 2.']);
    expect(lines?.slice(1)).toEqual([expect.stringMatching(expected) as string]);
    if (fields.waitingFor !== 'order') expect(lines?.[1]).toContain(at);
  });

  it('is the problem of its app with the remedy, and nothing of repeats', () => {
    const waiting = { state: 'queued', waitingFor: 'retry', problem: { kind: 'http', status: 502 } } as const;
    const [status, lines] = told([waiting], { waiting: ['ann'], not_linked: ['bob'] }, { paused: untrusted });
    expect(status).toBe('success');
    expect(lines).toEqual([
      expect.stringMatching(/^Waiting: the app cannot send at the moment\. .*企业可信IP.* WeCom says: 60020/) as string,
      'Not linked to a WeCom member: bob.',
    ]);
  });

  it('is also what is known of those who do not wait', () => {
    const [status, lines] = told([failed(empty), { state: 'sending' }], { failed: ['ann'], waiting: ['bob'] });
    expect(status).toBe('success');
    expect(lines).toEqual([
      'Waiting to be sent, receivers: 1.',
      expect.stringContaining('44004') as string,
      'Not sent to: ann.',
    ]);
  });

  it('has no more than three reasons', () => {
    const waiting = Array.from({ length: 10 }, (_, index) => ({
      state: 'queued' as const,
      waitingFor: 'retry' as const,
      dueAt: AT + index,
    }));
    expect(told(waiting, { waiting: ['ann'] })[1]).toHaveLength(4);
  });
});
