import { randomUUID } from 'node:crypto';
import { text } from '@openwecom/client/messages';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowsOf } from '../accept/rows';

const NOW = Date.UTC(2026, 10, 22, 4);

/** Any number of members: in one delivery, at its end, and in many. */
const counts = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 998, max: 1002 }), fc.nat({ max: 3500 }));

const receivers = fc.record({
  members: counts.chain((count) =>
    fc.uniqueArray(fc.integer({ min: 0, max: 1_000_000 }), { minLength: count, maxLength: count }),
  ),
  notLinked: fc.array(fc.string({ maxLength: 300 }), { maxLength: 5 }),
});

/** Whom the request of a delivery names. */
const namedIn = (body: unknown) =>
  typeof body === 'string' ? (JSON.parse(body) as { touser: string }).touser.split('|') : [];

describe('the rows of a notification', () => {
  it('have every member once and in order, in deliveries of at most 1000 that name those they are for', () => {
    fc.assert(
      fc.property(receivers, ({ members: numbers, notLinked }) => {
        const members = new Map(numbers.map((number): [string, string] => [`m${number}`, String(number)]));
        const { deliveries, people } = rowsOf(
          { id: randomUUID(), authenticator: 'wecom', channelName: null, message: text('Hi'), members, notLinked },
          NOW,
        );
        const linked = people.filter(({ member }) => member !== null);
        expect(linked.map(({ member, userId }) => [member, userId])).toEqual([...members]);
        expect(people.filter(({ member }) => member === null).map(({ userId }) => userId)).toEqual(
          notLinked.map((userId) => userId.slice(0, 255)),
        );
        expect(deliveries).toHaveLength(Math.max(1, Math.ceil(members.size / 1000)));
        const positions = deliveries.map(({ position }) => position);
        expect(positions).toEqual([...new Set(positions)].sort((a, b) => a - b));
        for (const { position, body, memberCount } of deliveries) {
          const own = linked.filter((person) => person.position === position).map(({ member }) => member);
          expect(own.length).toBeLessThanOrEqual(1000);
          expect([namedIn(body), memberCount]).toEqual([own, own.length]);
        }
        // Nobody belongs to a delivery that is not there.
        expect(people.filter(({ position }) => !positions.includes(position))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
