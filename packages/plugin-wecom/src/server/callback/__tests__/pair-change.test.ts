import { describe, expect, it } from 'vitest';
import { pairChange, type CurrentPairs, type NotedPairs } from '../pair-change';
import type { RolePair } from '../pair-roles';

const NOW = 1_700_000_000_000;
const graceMs = 600_000;

const pair = (token: string, role: RolePair['role'] = 'app'): RolePair => ({ role, token, encodingAESKey: 'k' });
const current = (...pairs: RolePair[]): CurrentPairs => ({ corpId: 'ww', pairs, unusable: [] });
const noted = (pairs: RolePair[], previous: NotedPairs['previous'] = []): NotedPairs => ({
  corpId: 'ww',
  pairs,
  previous,
});

const [one, two, contacts] = [pair('one'), pair('two'), pair('c', 'contacts')] as const;
const until = NOW + 60_000;

describe('a change of pairs', () => {
  it('keeps what was there for its time, and what was there before for the rest of its own', () => {
    const before = noted([two], [{ ...one, until }]);
    const change = pairChange(current(pair('three')), { noted: before, own: current(two), now: NOW, graceMs });
    expect(change?.roles).toEqual(['app']);
    expect(change?.next.previous).toEqual([
      { ...two, until: NOW + graceMs },
      { ...one, until },
    ]);
  });

  it('concerns the pair that changed alone', () => {
    const change = pairChange(current(two, contacts), {
      noted: noted([one, contacts]),
      own: undefined,
      now: NOW,
      graceMs,
    });
    expect(change?.roles).toEqual(['app']);
    expect(change?.next.pairs).toEqual([contacts, two]);
  });

  it('is none when nothing is different, or a setting does not do for a moment', () => {
    const same = { noted: noted([one]), own: current(one), now: NOW, graceMs };
    expect(pairChange(current(one), same)).toBeUndefined();
    expect(pairChange({ corpId: 'ww', pairs: [], unusable: ['app'] }, same)).toBeUndefined();
  });

  it('is none when another process has replaced the pair, and its time is not over', () => {
    const replaced = { noted: noted([two], [{ ...one, until }]), now: NOW, graceMs };
    expect(pairChange(current(one), { ...replaced, own: current(one) })).toBeUndefined();
    expect(pairChange(current(one), { ...replaced, own: undefined })).toBeUndefined();
    expect(pairChange(current(one), { ...replaced, own: undefined, now: until })?.roles).toEqual(['app']);
  });

  it('is one when somebody goes back to the previous pair here', () => {
    const back = { noted: noted([two], [{ ...one, until }]), own: current(two), now: NOW, graceMs };
    expect(pairChange(current(one), back)?.next).toEqual(noted([one], [{ ...two, until: NOW + graceMs }]));
  });
});
