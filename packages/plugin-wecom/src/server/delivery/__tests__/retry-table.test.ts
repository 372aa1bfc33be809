import {
  WeComApiError,
  WeComConfigError,
  WeComHttpError,
  WeComNetworkError,
  WeComTimeoutError,
} from '@openwecom/client';
import { describe, expect, it } from 'vitest';
import { causeOf, readFailure } from '../failure';
import { dayOf, nextDay, probeAt, repeatAt, retryTable, type RetryCause } from '../retry-table';

const SEND = '/cgi-bin/message/send';
const GETTOKEN = '/cgi-bin/gettoken';
const NOW = Date.UTC(2026, 10, 22, 4);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const refusal = (errcode: number, path = SEND) => new WeComApiError(path, errcode, 'refused');
const network = (beforeSending: boolean, path = SEND) =>
  new WeComNetworkError(path, {
    cause: Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
    beforeSending,
  });

describe('the row of a failure', () => {
  it.each<[RetryCause, unknown, string]>([
    ['busy', refusal(-1), 'refused'],
    ['busy', refusal(42001), 'refused'],
    ['not_sent', network(true), 'not_sent'],
    ['not_sent', network(false, GETTOKEN), 'not_sent'],
    ['not_sent', new WeComTimeoutError(GETTOKEN, 10_000), 'not_sent'],
    ['not_sent', new WeComHttpError(GETTOKEN, 502, 'no JSON'), 'not_sent'],
    ['unanswered', network(false), 'unanswered'],
    ['unanswered', new WeComTimeoutError(SEND, 10_000), 'unanswered'],
    ['unanswered', new WeComHttpError(SEND, 502, 'no JSON'), 'unanswered'],
    ['unanswered', refusal(0), 'unanswered'],
    ['unanswered', new TypeError('a defect somewhere'), 'unanswered'],
    ['blocked', refusal(45009), 'refused'],
    ['blocked', refusal(45033), 'refused'],
    ['blocked', refusal(45009, GETTOKEN), 'not_sent'],
    ['setup', refusal(60020), 'refused'],
    ['setup', refusal(60020, GETTOKEN), 'not_sent'],
    ['setup', refusal(301002), 'refused'],
    ['setup', refusal(40056), 'refused'],
    ['setup', refusal(48002), 'refused'],
    ['setup', refusal(50003), 'refused'],
    ['credentials', refusal(40001, GETTOKEN), 'not_sent'],
    ['credentials', refusal(40013, GETTOKEN), 'not_sent'],
    ['credentials', refusal(40091, GETTOKEN), 'not_sent'],
    ['task_id_used', refusal(42014), 'refused'],
    ['nobody_reachable', refusal(81013), 'refused'],
    ['permanent', refusal(44004), 'refused'],
    ['permanent', refusal(99999), 'refused'],
    ['permanent', new WeComConfigError(['wrong']), 'not_sent'],
  ])('is "%s" for %s', (cause, error, result) => {
    const failure = readFailure(error);
    expect(failure.result).toBe(result);
    expect(causeOf(failure)).toBe(cause);
    // The same when it is read back from the database.
    expect(causeOf(JSON.parse(JSON.stringify(failure)) as typeof failure)).toBe(cause);
  });

  it('is never about one message when the access token was refused', () => {
    expect(causeOf(readFailure(refusal(99999, GETTOKEN)))).toBe('setup');
  });

  it('names the reason without an address', () => {
    expect(readFailure(network(true)).problem).toEqual({ kind: 'network', reason: 'ECONNREFUSED' });
    expect(readFailure(new TypeError('with a secret')).problem).toEqual({ kind: 'unexpected', name: 'TypeError' });
  });
});

describe('repeats', () => {
  const waits = (cause: RetryCause, random: number) =>
    retryTable[cause].waitsMs.map((_, n) => (repeatAt(cause, n, NOW, () => random) ?? 0) - NOW);

  it.each(['busy', 'not_sent'] as const)('of what was %s take almost four hours, and no longer', (cause) => {
    const total = waits(cause, 0).reduce((sum, wait) => sum + wait, 0);
    expect(total).toBeGreaterThan(3.5 * HOUR);
    expect(total).toBeLessThanOrEqual(4 * HOUR);
    expect(repeatAt(cause, waits(cause, 0).length, NOW, () => 0)).toBeUndefined();
  });

  it('come a little earlier by chance, and each wait is at least as long as the one before', () => {
    expect(waits('busy', 0).slice(0, 4)).toEqual([2000, 5000, 15_000, 60_000]);
    expect(waits('busy', 0.999).slice(0, 4)).toEqual([1600, 4001, 12_003, 48_012]);
    for (const { waitsMs } of Object.values(retryTable)) {
      expect([...waitsMs].sort((a, b) => a - b)).toEqual(waitsMs);
    }
  });
});

describe('probes of a paused queue', () => {
  it('come after 1, 2, 5, 10 and then every 10 minutes for the set-up', () => {
    const minutes = [0, 1, 2, 3, 4, 50].map((n) => ((probeAt('setup', n, NOW) ?? 0) - NOW) / MINUTE);
    expect(minutes).toEqual([1, 2, 5, 10, 10, 10]);
  });

  it('wait for the blocks WeCom states: a minute, an hour, the rest of its day', () => {
    expect([0, 1, 2, 3].map((n) => probeAt('blocked', n, NOW))).toEqual([
      NOW + MINUTE,
      NOW + HOUR,
      Date.UTC(2026, 10, 22, 16),
      Date.UTC(2026, 10, 22, 16),
    ]);
  });

  it('are not made with credentials WeCom refused', () => {
    expect(probeAt('credentials', 0, NOW)).toBeNull();
  });
});

describe('the day of WeCom', () => {
  it('begins at midnight in China', () => {
    expect(dayOf(Date.UTC(2026, 10, 22, 15, 59, 59, 999))).toBe('2026-11-22');
    expect(dayOf(Date.UTC(2026, 10, 22, 16))).toBe('2026-11-23');
    expect(nextDay(Date.UTC(2026, 10, 22, 15, 59))).toBe(Date.UTC(2026, 10, 22, 16));
    expect(nextDay(Date.UTC(2026, 10, 22, 16))).toBe(Date.UTC(2026, 10, 23, 16));
  });
});
