import { WeComApiError, WeComNetworkError } from '@openwecom/client';
import { describe, expect, it } from 'vitest';
import { patiently } from '../read/patience';

const refused = (errcode: number) => new WeComApiError('/cgi-bin/user/list', errcode, 'refused');

/** Reads what is scripted, with a clock that is turned by hand. */
async function read(script: readonly (Error | string)[], signal = new AbortController().signal) {
  const waits: number[] = [];
  let calls = 0;
  const wait = (ms: number) => Promise.resolve(void waits.push(ms));
  const answer = patiently(
    () => {
      const step = script[Math.min(calls++, script.length - 1)];
      return step instanceof Error ? Promise.reject(step) : Promise.resolve(step);
    },
    signal,
    wait,
  );
  const outcome = await answer.catch((error: unknown) => error);
  return { outcome, waits, calls };
}

describe('a read', () => {
  it('is made again soon, and then less soon, when there are too many at once', async () => {
    const { outcome, waits } = await read([refused(45033), refused(45033), refused(45033), 'read']);
    expect([outcome, waits]).toEqual(['read', [1000, 2000, 4000]]);
  });

  it('waits out the minute of a minute’s limit, twice', async () => {
    expect(await read([refused(45009), refused(45009), 'read'])).toMatchObject({
      outcome: 'read',
      waits: [60_000, 60_000],
    });
    expect(await read([refused(45009)])).toMatchObject({ outcome: { errcode: 45009 }, calls: 3 });
  });

  it('is made again when the answer was lost, twice', async () => {
    const lost = new WeComNetworkError('/cgi-bin/user/list', { cause: new Error('reset'), beforeSending: false });
    expect(await read([lost, lost, 'read'])).toMatchObject({ outcome: 'read', waits: [1000, 2000] });
    expect(await read([lost])).toMatchObject({ outcome: lost, calls: 3 });
  });

  it('is not made again when WeCom refuses it for good', async () => {
    expect(await read([refused(60011)])).toMatchObject({ outcome: { errcode: 60011 }, waits: [], calls: 1 });
  });

  it('is not made at all once the sync has ended', async () => {
    const reason = new Error('cancelled');
    expect(await read(['read'], AbortSignal.abort(reason))).toMatchObject({ outcome: reason, calls: 0 });
  });
});
