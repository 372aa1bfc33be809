import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  planClaim,
  REPEAT_WITHIN_MS,
  type Candidate,
  type Situation,
  type Step,
  type WaitingMember,
} from '../claim/plan';
import { MEMBER_LIMITS, type Sent } from '../pacing';

const NOW = Date.UTC(2026, 10, 22, 4);
const MINUTE = 60_000;

let recipients = 0;

const to = (...members: (string | [member: string, heldUntil: number])[]): WaitingMember[] =>
  members.map((member) => {
    const [name, heldUntil] = typeof member === 'string' ? [member, null] : member;
    return { recipientId: (recipients += 1), member: name, heldUntil };
  });

const delivery = (id: number, waiting: WaitingMember[], more: Partial<Candidate> = {}): Candidate => ({
  id,
  attempts: 0,
  attemptedAt: null,
  unansweredSince: null,
  checked: true,
  body: '{}',
  bodyHash: `hash ${id}`,
  taskId: null,
  equalAttemptedAt: null,
  waiting,
  ...more,
});

const plan = (due: Candidate[], more: Partial<Situation> = {}) =>
  planClaim({ now: NOW, due, sent: new Map(), most: 100, personTimes: Infinity, ...more });

const names = (members: readonly WaitingMember[]) => members.map(({ member }) => member);

/** Thirty messages, the first of them this many milliseconds ago, then one a second. */
const thirty = (firstAgo: number): Sent[] =>
  Array.from({ length: 30 }, (_, index) => ({ at: NOW - firstAgo + index * 1000, count: 1 }));

describe('planning a claim', () => {
  it('sends what nothing holds back, as far as there is room', () => {
    const steps = plan([delivery(1, to('a', 'b')), delivery(2, to('c')), delivery(3, to('d'))], { most: 2 });
    expect(steps).toMatchObject([
      { do: 'send', delivery: { id: 1 }, parts: [], checked: true },
      { do: 'send', delivery: { id: 2 } },
    ]);
  });

  it('keeps the order of a member: one at a time, the others further and further behind', () => {
    const steps = plan([delivery(1, to('a')), delivery(2, to(['a', 0])), delivery(3, to(['a', 0]))]);
    expect(steps).toMatchObject([
      { do: 'send', delivery: { id: 1 } },
      { do: 'wait', delivery: { id: 2 }, dueAt: NOW + 5000, waitingFor: 'order' },
      { do: 'wait', delivery: { id: 3 }, dueAt: NOW + 7000, waitingFor: 'order' },
    ]);
  });

  it('lets a message that is repeated hold back the next one only until its time is up', () => {
    const steps = plan([delivery(2, to(['a', NOW + 40_000]))]);
    expect(steps).toMatchObject([{ do: 'wait', dueAt: NOW + 40_000, waitingFor: 'order' }]);
  });

  it('sends to 997 now and to three at their limit later, each group when it may', () => {
    const members = Array.from({ length: 1000 }, (_, index) => `m${index}`);
    const sent = new Map([
      ['m5', thirty(50_000)],
      ['m6', thirty(50_300)],
      ['m7', thirty(20_000)],
    ]);
    const [step] = plan([delivery(1, to(...members))], { sent });
    if (step?.do !== 'send') throw new Error('it is to be sent');
    expect(step.members).toHaveLength(997);
    expect(step.parts.map(({ members: waiting, ...part }) => ({ ...part, members: names(waiting) }))).toEqual([
      { members: ['m6', 'm5'], dueAt: NOW + 10_000, waitingFor: 'member_limit' },
      { members: ['m7'], dueAt: NOW + 40_000, waitingFor: 'member_limit' },
    ]);
  });

  it('gives each further message to a member at the limit a later time', () => {
    const sent = new Map([['a', thirty(50_000)]]);
    const steps = plan([delivery(1, to('a')), delivery(2, to(['a', 0])), delivery(3, to(['a', 0]))], { sent });
    expect(steps).toMatchObject([
      { do: 'wait', dueAt: NOW + 10_000, waitingFor: 'member_limit' },
      { do: 'wait', dueAt: NOW + 11_000, waitingFor: 'member_limit' },
      { do: 'wait', dueAt: NOW + 12_000, waitingFor: 'member_limit' },
    ]);
  });

  it('counts the message it is behind, though that is not due now', () => {
    const steps = plan([delivery(2, to(['a', 0]))], { sent: new Map([['a', thirty(50_000)]]) });
    expect(steps).toMatchObject([{ do: 'wait', dueAt: NOW + 11_000, waitingFor: 'member_limit' }]);
  });

  it('keeps what the day has no room for until the next day in China', () => {
    const [first, second] = plan([delivery(1, to('a', 'b', 'c')), delivery(2, to('d'))], { personTimes: 2 });
    expect(first).toMatchObject({
      do: 'send',
      members: [{ member: 'a' }, { member: 'b' }],
      parts: [{ members: [{ member: 'c' }], dueAt: Date.UTC(2026, 10, 22, 16), waitingFor: 'daily_limit' }],
    });
    expect(second).toMatchObject({ do: 'wait', waitingFor: 'daily_limit' });
  });

  it('sends an equal message without the check that would suppress it', () => {
    const equal = delivery(2, to('a'), { equalAttemptedAt: NOW - MINUTE });
    expect(plan([equal])).toMatchObject([{ do: 'send', checked: false }]);
    expect(plan([delivery(2, to('a'))])).toMatchObject([{ do: 'send', checked: true }]);
  });
});

describe('an attempt without an answer', () => {
  const unanswered = (more: Partial<Candidate> = {}) =>
    delivery(1, to('a', ['b', 0]), {
      attempts: 1,
      attemptedAt: NOW - MINUTE,
      unansweredSince: NOW - MINUTE,
      ...more,
    });

  it('is repeated as it is, whoever has another message before it, and whatever the day has left', () => {
    expect(plan([unanswered()], { personTimes: 0 })).toMatchObject([
      { do: 'send', members: [{ member: 'a' }, { member: 'b' }], parts: [], checked: true },
    ]);
  });

  it('waits for a member at the limit, whom WeCom would drop it for, as long as the duplicate check allows', () => {
    const sent = new Map([['a', thirty(50_000)]]);
    expect(plan([unanswered()], { sent })).toMatchObject([
      { do: 'wait', dueAt: NOW + 10_000, waitingFor: 'member_limit' },
    ]);
    const hourly = Array.from({ length: 1000 }, () => ({ at: NOW - 2 * MINUTE, count: 1 }));
    const all = new Map(['a', 'b'].map((member): [string, Sent[]] => [member, hourly]));
    expect(plan([unanswered()], { sent: all })).toMatchObject([{ do: 'give_up' }]);
    // The others are not to wait in vain.
    expect(plan([unanswered()], { sent: new Map([['a', hourly]]) })).toMatchObject([{ do: 'send' }]);
  });

  it('is repeated while the duplicate check remembers it, and not a moment longer', () => {
    const since = NOW - REPEAT_WITHIN_MS;
    expect(plan([unanswered({ unansweredSince: since })])).toMatchObject([{ do: 'send' }]);
    expect(plan([unanswered({ unansweredSince: since - 1 })])).toMatchObject([{ do: 'give_up' }]);
  });

  it('is given up when it went without the check, or an equal one has gone since', () => {
    expect(plan([unanswered({ checked: false })])).toMatchObject([{ do: 'give_up' }]);
    expect(plan([unanswered({ equalAttemptedAt: NOW - 30_000 })])).toMatchObject([{ do: 'give_up' }]);
    expect(plan([unanswered({ equalAttemptedAt: NOW - 90_000 })])).toMatchObject([{ do: 'send' }]);
  });
});

const MEMBERS = ['a', 'b', 'c', 'd', 'e'];

const candidates = fc.array(
  fc.record({
    members: fc.uniqueArray(fc.constantFrom(...MEMBERS), { minLength: 1 }),
    held: fc.constantFrom(null, null, null, 0, NOW + 20_000),
    unansweredAgo: fc.constantFrom(null, null, 10_000, REPEAT_WITHIN_MS, REPEAT_WITHIN_MS + 1),
    checked: fc.boolean(),
  }),
  { maxLength: 12 },
);

describe('whatever is due', () => {
  it('everybody is accounted for once, nobody twice, and what waits waits for a later time', () => {
    fc.assert(
      fc.property(
        candidates,
        fc.integer({ min: 0, max: 6 }),
        fc.integer({ min: 0, max: 8 }),
        fc.uniqueArray(fc.constantFrom(...MEMBERS)),
        (given, most, personTimes, limited) => {
          const due = given.map(({ members, held, unansweredAgo, checked }, index) =>
            delivery(
              index,
              to(...members.map((member): [string, number] | string => (held === null ? member : [member, held]))),
              {
                checked,
                unansweredSince: unansweredAgo === null ? null : NOW - unansweredAgo,
              },
            ),
          );
          const sent = new Map(limited.map((member) => [member, thirty(50_000)]));
          const steps = plan(due, { most, personTimes, sent });
          const sends = steps.filter((step): step is Extract<Step, { do: 'send' }> => step.do === 'send');
          expect(sends.length).toBeLessThanOrEqual(most);
          for (const step of sends) {
            const parts = step.parts.flatMap(({ members }) => names(members));
            const everybody = [...names(step.members), ...parts].sort();
            expect(everybody).toEqual(names(step.delivery.waiting).sort());
            expect(step.members.length).toBeGreaterThan(0);
            if (step.delivery.unansweredSince !== null) expect(step.parts).toEqual([]);
            for (const part of step.parts) expect(part.dueAt).toBeGreaterThan(NOW);
          }
          for (const step of steps) if (step.do === 'wait') expect(step.dueAt).toBeGreaterThan(NOW);
          const fresh = sends.filter(({ delivery: { unansweredSince } }) => unansweredSince === null);
          const told = fresh.flatMap(({ members }) => names(members));
          expect(new Set(told).size).toBe(told.length);
          expect(told.length).toBeLessThanOrEqual(personTimes);
          expect(told.filter((member) => limited.includes(member))).toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('claim after claim', () => {
  /** A delivery in a model of the tables. */
  interface Modelled {
    id: number;
    position: number;
    members: string[];
    dueAt: number;
    waitingFor: string | null;
  }

  /** Accepts and sends on a clock of its own; each message takes `tookMs`. @returns what each member got, with the time */
  function run(accepted: readonly { at: number; members: readonly string[] }[], tookMs: number) {
    const inboxes = new Map<string, { position: number; at: number }[]>(MEMBERS.map((member) => [member, []]));
    let queued: Modelled[] = accepted.map(({ at, members }, position) => ({
      id: position,
      position,
      members: [...members],
      dueAt: NOW + at,
      waitingFor: null,
    }));
    let nextId = queued.length;
    let now = NOW;
    for (let claims = 0; queued.length > 0; claims += 1) {
      if (claims > 20_000) throw new Error(`${queued.length} deliveries are never sent`);
      now = Math.max(now, Math.min(...queued.map(({ dueAt }) => dueAt)));
      const waits = (member: string, position: number) =>
        queued.some((one) => one.members.includes(member) && one.position < position);
      const due = queued
        .filter(({ dueAt }) => dueAt <= now)
        .sort((a, b) => a.position - b.position)
        .slice(0, 10)
        .map(({ id, position, members }) =>
          delivery(
            id,
            members.map((member) => ({
              recipientId: id,
              member,
              heldUntil: waits(member, position) ? 0 : null,
            })),
          ),
        );
      const sent = new Map(
        [...inboxes].map(([member, messages]) => [
          member,
          messages.filter(({ at }) => at > now - 3_600_000).map(({ at }) => ({ at, count: 1 })),
        ]),
      );
      const ended: Modelled[] = [];
      for (const step of planClaim({ now, due, sent, most: 5, personTimes: Infinity })) {
        const modelled = queued.find(({ id }) => id === step.delivery.id);
        if (!modelled || step.do === 'give_up') throw new Error('nothing is to be given up here');
        if (step.do === 'wait') {
          Object.assign(modelled, { dueAt: step.dueAt, waitingFor: step.waitingFor });
          continue;
        }
        for (const part of step.parts) {
          queued.push({ ...modelled, ...part, id: (nextId += 1), members: names(part.members) });
        }
        modelled.members = names(step.members);
        ended.push(modelled);
      }
      now += tookMs;
      queued = queued.filter((one) => !ended.includes(one));
      for (const { members, position } of ended) {
        for (const member of members) {
          inboxes.get(member)?.push({ position, at: now });
          const next = queued.filter((one) => one.members.includes(member)).sort((a, b) => a.position - b.position)[0];
          if (next?.waitingFor === 'order') next.dueAt = Math.min(next.dueAt, now);
        }
      }
    }
    return inboxes;
  }

  const burst = fc.array(
    fc.record({
      at: fc.integer({ min: 0, max: 5_000 }),
      members: fc.uniqueArray(fc.constantFrom(...MEMBERS), { minLength: 1 }),
    }),
    { maxLength: 80 },
  );

  it('everybody gets every message once, in order, and never more than WeCom takes', () => {
    fc.assert(
      fc.property(burst, fc.integer({ min: 1, max: 400 }), (accepted, tookMs) => {
        const sorted = [...accepted].sort((a, b) => a.at - b.at);
        for (const [member, messages] of run(sorted, tookMs)) {
          const meant = sorted.flatMap(({ members }, position) => (members.includes(member) ? [position] : []));
          expect(messages.map(({ position }) => position)).toEqual(meant);
          for (const { most, windowMs } of MEMBER_LIMITS) {
            messages.forEach(({ at }, index) => {
              const before = messages[index - most];
              if (before) expect(at - before.at).toBeGreaterThanOrEqual(windowMs);
            });
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('does not delay messages to others', () => {
    const flood = Array.from({ length: 100 }, () => ({ at: 0, members: ['a'] }));
    const others = ['b', 'c', 'd'].map((member) => ({ at: 1000, members: [member] }));
    const inboxes = run([...flood, ...others], 50);
    expect(inboxes.get('a')).toHaveLength(100);
    for (const member of ['b', 'c', 'd']) expect(inboxes.get(member)?.[0]?.at).toBeLessThan(NOW + 3_000);
  });
});
