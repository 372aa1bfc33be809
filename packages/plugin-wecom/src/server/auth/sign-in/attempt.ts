import { randomBytes, timingSafeEqual } from 'node:crypto';
import { getAuthCookieOptions } from '@nocobase/utils';
import type { Sealer } from '../../apps/sealer';
import type { RequestContext } from '../../request-context';
import { SignInError } from './sign-in-error';

/** One way to WeCom's sign-in page and back. It is written nowhere but into the browser, sealed: nobody can fill a table with it. */
export interface Attempt {
  state: string;
  authenticator: string;
  /** Path of this NocoBase to open afterwards. */
  redirect: string;
  purpose: 'sign-in' | 'link';
  /** Who wants to be linked. */
  userId?: number;
  /** Milliseconds since 1970. */
  expiresAt: number;
}

/** Document 91022: a code lasts 5 minutes; this leaves time to find the phone and scan. */
const LIFETIME_MS = 10 * 60_000;

const COOKIE = 'openwecom_state_';

/** Several tabs may sign in at once; more than this is a loop, and cookies without end make requests too large. */
const OPEN_ATTEMPTS = 8;

const STATE = /^[0-9a-f]{48}$/;

/** Gives the browser a new attempt. @returns its state, which WeCom brings back */
export function beginAttempt(
  ctx: RequestContext,
  sealer: Sealer,
  attempt: Omit<Attempt, 'state' | 'expiresAt'>,
): string {
  const state = randomBytes(24).toString('hex');
  const open = attemptCookies(ctx);
  if (open.length >= OPEN_ATTEMPTS) for (const name of open) forget(ctx, name);
  const sealed = sealer.seal(JSON.stringify({ ...attempt, state, expiresAt: Date.now() + LIFETIME_MS }), {
    purpose: 'sign-in',
  });
  ctx.cookies.set(cookieOf(state), sealed, cookieOptions(ctx, LIFETIME_MS));
  return state;
}

/**
 * The attempt of this state, if this browser made it, and not too long ago. The browser forgets it.
 *
 * @throws {SignInError} `stateInvalid`
 */
export function takeAttempt(ctx: RequestContext, sealer: Sealer, state: string): Attempt {
  if (!STATE.test(state)) throw new SignInError('stateInvalid');
  const cookie = cookieOf(state);
  const opened = sealer.open(ctx.cookies.get(cookie) ?? '', { purpose: 'sign-in' });
  if (opened === undefined) throw new SignInError('stateInvalid');
  forget(ctx, cookie);
  const attempt = JSON.parse(opened) as Attempt;
  const same = timingSafeEqual(Buffer.from(attempt.state), Buffer.from(state));
  if (!same || Date.now() >= attempt.expiresAt) throw new SignInError('stateInvalid');
  return attempt;
}

/** A part of the state, so that attempts of several tabs do not overwrite each other. */
function cookieOf(state: string): string {
  return COOKIE + state.slice(0, 8);
}

function attemptCookies({ headers }: RequestContext): string[] {
  return String(headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.split('=')[0]?.trim() ?? '')
    .filter((name) => /^openwecom_state_[0-9a-f]{8}$/.test(name));
}

function forget(ctx: RequestContext, cookie: string) {
  ctx.cookies.set(cookie, null, cookieOptions(ctx));
}

/** As the host makes its own cookies, but for the API alone. */
function cookieOptions(ctx: RequestContext, maxAge?: number): object {
  const path = ctx.path.slice(0, ctx.path.lastIndexOf('/') + 1);
  return { ...getAuthCookieOptions(ctx, true, maxAge), path };
}
