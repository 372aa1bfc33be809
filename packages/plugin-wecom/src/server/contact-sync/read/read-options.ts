import { createLimit } from './limit';
import { patiently } from './patience';

/** So many reads at the same time keep far from WeCom's limits and hide most of the waiting. */
const CONCURRENCY = 8;

/** How WeCom is read. */
export interface ReadOptions {
  /** Ends the reading. */
  signal: AbortSignal;
  /** Reads at the same time. */
  concurrency: number;
  /** Makes a call, and again where that may help. However reads are nested, `concurrency` calls are made at a time. */
  patiently: <T>(read: () => Promise<T>) => Promise<T>;
}

export function readOptions(signal: AbortSignal): ReadOptions {
  const limit = createLimit(CONCURRENCY);
  return { signal, concurrency: CONCURRENCY, patiently: (read) => limit(() => patiently(read, signal)) };
}
