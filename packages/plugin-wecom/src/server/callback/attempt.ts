import { readCallback } from '@openwecom/client';
import { throwTogether } from '../throw-together';
import { misreading, type Callbacks } from './callbacks';
import { Deadline } from './deadline';
import { ownerOfKey } from './owners';
import { PermanentError } from './permanent-error';

/** A callback as it is stored. */
export interface StoredCallback {
  endpoint: string;
  xml: string;
  receivedAt: number | string;
  /** This one included. */
  attempts: number;
}

interface AttemptOptions {
  callbacks: Callbacks;
  /** Whoever is not done by then has failed, whatever becomes of it. */
  limitMs: number;
  /** The process stops. */
  stopped: AbortSignal;
}

/**
 * Calls all handlers of a callback, at the same time, so that neither one that fails nor one that never ends keeps it from the others.
 *
 * @throws what they failed with
 */
export async function attempt(stored: StoredCallback, { callbacks, limitMs, stopped }: AttemptOptions): Promise<void> {
  const callback = readCallback(stored.xml);
  if (callbacks.isMisread(callback)) throw new PermanentError(misreading(callback));
  const deadline = new Deadline(limitMs);
  const over = new AbortController();
  stopped.addEventListener('abort', () => over.abort(), { signal: over.signal });
  const context = {
    owner: ownerOfKey(stored.endpoint),
    attempt: stored.attempts,
    receivedAt: Number(stored.receivedAt),
    signal: over.signal,
  };
  const calls = callbacks.handlersOf(callback).map(async (handler) => {
    await deadline.within(handler(callback, context));
  });
  const results = await Promise.allSettled(calls);
  over.abort(); // Those that were not done in time may stop.
  throwTogether(results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : [])));
}
