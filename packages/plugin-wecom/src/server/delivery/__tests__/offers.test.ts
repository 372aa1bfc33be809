import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Offers } from '../offers';

/** Ids of the deliveries this process needs no more, as they end. */
function watch(offers: Offers, ids: readonly number[]): number[] {
  const ended: number[] = [];
  for (const id of ids) void offers.add(id).then(() => ended.push(id));
  return ended;
}

describe('what is handed out to a process', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is kept until it has ended', async () => {
    const offers = new Offers();
    const ended = watch(offers, [1, 2]);
    offers.taken(1);
    expect(offers.first(10)).toEqual([2]);
    offers.refuse([1, 2]);
    await vi.advanceTimersByTimeAsync(0);
    expect(ended).toEqual([2]);
    offers.end(1);
    await vi.advanceTimersByTimeAsync(0);
    expect(ended).toEqual([2, 1]);
  });

  it('and cannot be sent there is kept a while, so that this process does not take all', async () => {
    const offers = new Offers();
    const ended = watch(offers, [1, 2]);
    offers.refuseSoon();
    expect(offers.some).toBe(false);
    await vi.advanceTimersByTimeAsync(999);
    expect(ended).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(ended).toEqual([1, 2]);
  });

  it('is given back at once when the process stops', async () => {
    const offers = new Offers();
    const ended = watch(offers, [1]);
    offers.refuseSoon();
    ended.push(...watch(offers, [2]));
    offers.close();
    await vi.advanceTimersByTimeAsync(0);
    expect(ended).toEqual([1]);
    expect(offers.some).toBe(false);
  });

  it('twice takes no second place', async () => {
    const offers = new Offers();
    const ended = watch(offers, [1, 1]);
    await vi.advanceTimersByTimeAsync(0);
    expect(ended).toEqual([1]);
    offers.end(1);
    await vi.advanceTimersByTimeAsync(0);
    expect(ended).toEqual([1, 1]);
  });
});
