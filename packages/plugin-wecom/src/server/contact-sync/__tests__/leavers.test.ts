import { describe, expect, it } from 'vitest';
import { isOutdated, newContact } from '../contact-book';
import { mayLeave } from '../leavers';
import { readSyncOptions } from '../sync-options';

describe('members who left', () => {
  const ten = readSyncOptions({ leaverLimit: 10 });

  it('may go up to the set share', () => {
    expect([mayLeave(10, 100, ten), mayLeave(11, 100, ten), mayLeave(1, 9, ten)]).toEqual([true, false, false]);
    expect([mayLeave(1, 100, readSyncOptions({ leaverLimit: 0 })), mayLeave(0, 0, ten)]).toEqual([false, true]);
  });

  it('may all go when nothing happens to them', () => {
    expect(mayLeave(100, 100, readSyncOptions({ leavers: 'keep', leaverLimit: 0 }))).toBe(true);
  });
});

describe('what an event tells', () => {
  const at = 1_800_000_000_000;

  it('is outdated when a later one was believed', () => {
    const known = { ...newContact('ada', ''), toldAt: at };
    expect([isOutdated(known, at - 1), isOutdated(known, at), isOutdated(undefined, at)]).toEqual([true, false, false]);
  });

  it('is outdated when WeCom was asked later, whose clock may differ by a minute', () => {
    const known = { ...newContact('ada', ''), readAt: at };
    expect([isOutdated(known, at - 60_001), isOutdated(known, at - 60_000)]).toEqual([true, false]);
  });
});
