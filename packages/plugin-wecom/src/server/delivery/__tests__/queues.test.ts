import { describe, expect, it } from 'vitest';
import { gateOf, pause, probed, type Queue, type Settings } from '../queues';
import type { QueueProblem } from '../states';

const NOW = Date.UTC(2026, 10, 22, 4);
const MINUTE = 60_000;

const refusal = (errcode: number, path = '/cgi-bin/message/send'): QueueProblem => ({
  kind: 'wecom',
  errcode,
  errmsg: 'refused',
  path,
});
const settings: QueueProblem = { kind: 'settings', code: 'gone', params: {} };

const queue = (more: Partial<Queue> = {}): Queue => ({
  authenticator: 'wecom',
  problem: null,
  pausedAt: null,
  probeAt: null,
  probes: 0,
  settingsFingerprint: 'old',
  day: null,
  personTimes: 0,
  ...more,
});

const paused = (problem: QueueProblem, more: Partial<Queue> = {}): Queue => ({
  ...queue(),
  ...pause(queue(), problem, NOW),
  ...more,
});

const [old, changed] = ['old', 'new'].map((fingerprint) => ({ fingerprint, refused: false })) as [Settings, Settings];
const refused = (settings: Settings): Settings => ({ ...settings, refused: true });

describe('a queue', () => {
  it('is open without a problem, and with one of settings that can be read again', () => {
    expect(gateOf(queue(), changed, NOW)).toBe('open');
    expect(gateOf(paused(settings), old, NOW)).toBe('open');
  });

  it('is probed when its time has come', () => {
    const one = paused(refusal(60020));
    expect(gateOf(one, old, NOW + MINUTE - 1)).toBe('closed');
    expect(gateOf(one, old, NOW + MINUTE)).toBe('probe');
  });

  it('is probed later and later, from the moment of the probe', () => {
    const one = paused(refusal(60020));
    const changes = probed(one, NOW + MINUTE);
    expect(changes).toEqual({ probes: 1, probeAt: NOW + 3 * MINUTE });
    // That the probe failed changes nothing about when the next one comes.
    expect(pause({ ...one, ...changes }, refusal(60020), NOW + MINUTE)).toEqual({ problem: refusal(60020) });
  });

  it('begins anew when another problem shows', () => {
    const one = paused(refusal(60020), { probes: 3, probeAt: NOW + 10 * MINUTE });
    expect(pause(one, refusal(40001), NOW)).toMatchObject({ probes: 0, probeAt: null, pausedAt: NOW });
  });

  it('with credentials WeCom refused waits for other settings, or for somebody who says so', () => {
    const one = paused(refusal(40001, '/cgi-bin/gettoken'));
    expect(gateOf(one, old, NOW + 365 * 24 * 60 * MINUTE)).toBe('closed');
    expect(gateOf(one, changed, NOW)).toBe('probe');
    expect(gateOf({ ...one, probeAt: NOW }, old, NOW)).toBe('probe');
  });

  it('that WeCom blocks is not tried earlier with other settings', () => {
    expect(gateOf(paused(refusal(45009)), changed, NOW)).toBe('closed');
  });

  it('is left to processes with other settings by one whose own were refused', () => {
    const wrong = paused(refusal(40001, '/cgi-bin/gettoken'));
    expect(gateOf(wrong, refused(changed), NOW)).toBe('closed');
    expect(gateOf({ ...wrong, probeAt: NOW }, refused(old), NOW)).toBe('probe');
    const mended = queue({ settingsFingerprint: 'new' });
    expect(gateOf(mended, refused(old), NOW)).toBe('closed');
    expect(gateOf(mended, refused(changed), NOW)).toBe('open');
    // Nobody has sent with any settings yet.
    expect(gateOf(queue({ settingsFingerprint: null }), refused(old), NOW)).toBe('open');
  });
});
