import { describeErrcode } from '@openwecom/client';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Until midnight of WeCom's day. */
export const NEXT_DAY = 'next_day';

export interface RetryRow {
  /**
   * What becomes of the delivery:
   * - `repeat`: it waits and is sent again, then it has failed
   * - `repeat_unchanged`: it may have arrived, so it is sent again as it is while WeCom's duplicate check protects it; then it is unconfirmed
   * - `stay`: it waits for the app, whose queue is paused, as long as that takes
   * - `new_task_id`: it is sent again once as another card, then it has failed
   * - `fail`: it has failed
   */
  delivery: 'repeat' | 'repeat_unchanged' | 'stay' | 'new_task_id' | 'fail';
  /** Waits before the second attempt, the third and so on; together less than four hours. */
  waitsMs: readonly number[];
  /** Pauses the queue: waits before one delivery is sent to see, the last again and again. Without any it does not resume by itself. */
  probesMs?: readonly (number | typeof NEXT_DAY)[];
}

/** What is done about an attempt that was not accepted, by cause. */
export const retryTable = {
  /** WeCom has a bad moment: -1, also after the client's own tries, and a token refused twice. */
  busy: {
    delivery: 'repeat',
    waitsMs: [2 * SECOND, 5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, HOUR, HOUR],
  },
  /** The request never left: name lookup, connection, TLS, or no access token. */
  not_sent: {
    delivery: 'repeat',
    waitsMs: [5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, HOUR, HOUR],
  },
  /** It left, and no answer came. */
  unanswered: {
    delivery: 'repeat_unchanged',
    waitsMs: [5 * SECOND, 15 * SECOND, 30 * SECOND, MINUTE, 2 * MINUTE, 2 * MINUTE, 2 * MINUTE],
  },
  /** Too many calls. WeCom blocks for as long as the window of the limit that was exceeded (document 90312), and does not say which. */
  blocked: { delivery: 'stay', waitsMs: [], probesMs: [MINUTE, HOUR, NEXT_DAY] },
  /** The set-up of the app in WeCom's console: address not trusted, agent unknown, API not allowed, app disabled. */
  setup: { delivery: 'stay', waitsMs: [], probesMs: [MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE] },
  /** Wrong corp id or secret: each further try counts towards blocking our address for an hour (document 90475). */
  credentials: { delivery: 'stay', waitsMs: [], probesMs: [] },
  /** The task id of the card was used before (42014); any attempt may use one up. */
  task_id_used: { delivery: 'new_task_id', waitsMs: [0] },
  /** Nobody it is for exists inside the app's visible range (81013). */
  nobody_reachable: { delivery: 'fail', waitsMs: [] },
  /** The same request fails again. */
  permanent: { delivery: 'fail', waitsMs: [] },
} as const satisfies Record<string, RetryRow>;

export type RetryCause = keyof typeof retryTable;

const CAUSES: Readonly<Record<number, RetryCause>> = {
  [-1]: 'busy',
  45009: 'blocked',
  45033: 'blocked',
  40001: 'credentials',
  40013: 'credentials',
  40091: 'credentials',
  42014: 'task_id_used',
  81013: 'nobody_reachable',
};

/**
 * Why WeCom refused, by its errcode.
 *
 * @param aboutMessage false when another call was refused, that for the access token: this is never about one message
 */
export function causeOfErrcode(errcode: number, aboutMessage: boolean): RetryCause {
  const own = CAUSES[errcode];
  if (own) return own;
  switch (describeErrcode(errcode, 'en-US').class) {
    case 'later':
    case 'token':
      return 'busy';
    case 'setup':
      return 'setup';
    default:
      return aboutMessage ? 'permanent' : 'setup';
  }
}

/** Whether the app can send nothing at all. */
export function pausesQueue(cause: RetryCause): boolean {
  return 'probesMs' in retryTable[cause];
}

/** When a paused queue is probed for the `n`th time, from 0; null: not by itself. */
export function probeAt(cause: RetryCause, n: number, now: number): number | null {
  const { probesMs: probes = [] }: RetryRow = retryTable[cause];
  const wait = probes[Math.min(n, probes.length - 1)];
  if (wait === undefined) return null;
  return wait === NEXT_DAY ? nextDay(now) : now + wait;
}

/**
 * When a delivery is sent again after its `n`th failure in a row for this cause, from 0; undefined: no more. Waits get up to a fifth
 * shorter by chance, so that what failed together does not come back together.
 */
export function repeatAt(cause: RetryCause, n: number, now: number, random: () => number): number | undefined {
  const wait = retryTable[cause].waitsMs[n];
  return wait === undefined ? undefined : now + Math.round(wait * (1 - random() / 5));
}

const DAY_MS = 24 * HOUR;

/** WeCom counts days in China, all of which is UTC+8 and has no summer time. */
const OFFSET_MS = 8 * HOUR;

/** The day WeCom counts for, such as `2026-11-22`. */
export function dayOf(now: number): string {
  return new Date(now + OFFSET_MS).toISOString().slice(0, 10);
}

/** Its next midnight. */
export function nextDay(now: number): number {
  return (Math.floor((now + OFFSET_MS) / DAY_MS) + 1) * DAY_MS - OFFSET_MS;
}
