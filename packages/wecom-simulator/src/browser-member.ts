import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { canUseWeCom } from './oauth/person';
import type { Simulation } from './simulation';

/** The switch "this browser is WeCom's": a cookie remembers whose WeCom this browser plays, until it is closed. */
const COOKIE = 'openwecom_simulator_member';

/** The member's userid as the seed spells it; undefined when the switch is off or that member cannot open WeCom. */
export function browserMember(simulation: Simulation, c: Context): string | undefined {
  const member = simulation.world.corp.member(getCookie(c, COOKIE) ?? '');
  return member && canUseWeCom(member) ? member.userid : undefined;
}

/** Lax, so that it comes along when another page leads to the sign-in pages. */
export function switchBrowserOn(c: Context, userid: string): void {
  setCookie(c, COOKIE, userid, { httpOnly: true, sameSite: 'Lax', path: '/' });
}

export function switchBrowserOff(c: Context): void {
  deleteCookie(c, COOKIE, { path: '/' });
}
