import { setTimeout as timer } from 'node:timers/promises';
import {
  isWeComApiError,
  isWeComHttpError,
  isWeComNetworkError,
  isWeComTimeoutError,
  type Wait,
} from '@openwecom/client';

const TOO_MANY_AT_ONCE = 45033;
const TOO_MANY = 45009;

/** A minute's limit blocks for a minute (document 90312); what blocks longer is not waited for. */
const MINUTE_MS = 60_000;
const MINUTES = 2;

/** Of waiting a second, two, four and so on. */
const DOUBLINGS = 5;
const LOST_ANSWERS = 2;

export const pause: Wait = async (ms, signal) => {
  await timer(ms, undefined, signal && { signal });
};

/**
 * Reads, and reads again when WeCom said there were too many calls, or when the answer was lost on the way. 45033 soon, which brings
 * callers at the same time apart; 45009 after its minute.
 */
export async function patiently<T>(read: () => Promise<T>, signal: AbortSignal, wait: Wait = pause): Promise<T> {
  for (let crowded = 0, blocked = 0, lost = 0; ;) {
    signal.throwIfAborted();
    try {
      return await read();
    } catch (error) {
      const errcode = isWeComApiError(error) ? error.errcode : undefined;
      if (errcode === TOO_MANY_AT_ONCE && crowded < DOUBLINGS) await wait(1000 * 2 ** crowded++, signal);
      else if (errcode === TOO_MANY && blocked++ < MINUTES) await wait(MINUTE_MS, signal);
      else if (isLost(error) && lost < LOST_ANSWERS) await wait(1000 * 2 ** lost++, signal);
      else throw error;
    }
  }
}

function isLost(error: unknown): boolean {
  return isWeComNetworkError(error) || isWeComTimeoutError(error) || isWeComHttpError(error);
}
