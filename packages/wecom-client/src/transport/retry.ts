import { ERRCODE } from '../errcodes';
import type { Transformer } from './api-call';
import type { Wait } from './wait';

const ATTEMPTS = 3;

/** WeCom's FAQ recommends 1 to 3 seconds (document 90315). */
const WAIT_MS = 1000;

/** Repeats a call while WeCom says that it is busy (-1): three attempts in all, 1 s and 2 s apart. */
export function retryWhenBusy(wait: Wait): Transformer {
  return (next) => async (request, signal) => {
    for (let attempt = 1; ; attempt += 1) {
      const response = await next(request, signal);
      if (response.errcode !== ERRCODE.SYSTEM_BUSY || attempt >= ATTEMPTS) return response;
      await wait(attempt * WAIT_MS, signal);
    }
  };
}
