import { isWeComCallbackError } from '@openwecom/client';
import type { Reception } from './reception';
import { refuse, type Answer } from './answer';
import type { Endpoint } from './endpoints';

type Notes = Pick<Reception, 'status' | 'refusals'>;

/** What is answered to a request that an address did not accept, and noted of it. */
export function refused(endpoint: Endpoint, error: unknown, notes: Notes): Answer {
  if (!isWeComCallbackError(error)) throw error;
  const { key, problems } = endpoint;
  const { reason } = error;
  // It may have come with the pair that cannot be read at the moment.
  if ((reason === 'signature' || reason === 'decrypt') && Object.keys(problems).length > 0) {
    return notSetUp(endpoint, notes);
  }
  notes.status.refused(key, reason);
  notes.refusals.refused(key, reason);
  return refuse(reason === 'xml' ? 400 : 403);
}

/** Asks WeCom to repeat it: by then the settings may be mended. */
export function notSetUp({ key, problems }: Endpoint, { status, refusals }: Notes): Answer {
  status.refused(key, 'settings');
  const reasons = new Set(Object.values(problems).map((problem) => problem.message));
  refusals.unavailable(key, [...reasons].join('; '));
  return refuse(503);
}
