import { readFileSync } from 'node:fs';
import { Hono, type Context } from 'hono';
import { browserMember } from '../browser-member';
import { signIn } from '../oauth/sign-in';
import { SignInRefusal } from '../oauth/sign-in-refusal';
import { readSignInRequest, type SignInPage } from '../oauth/sign-in-request';
import type { Environment } from '../protocol/mount';
import type { Simulation } from '../simulation';
import { folderWith, NOT_BUILT, pagePolicy } from './built-pages';

/** Two folders deep, like the addresses it is served at, so that its relative links hold. */
const PAGE = 'sign-in/page/index.html';

/** Pages on this machine may show the QR page in a frame, as the panel of WeCom's own script does. */
const frameAncestors = "'self' http://localhost:* http://*.localhost:* http://127.0.0.1:*";

/** Where WeCom sends a browser to sign in: inside WeCom (document 91022), and by QR code (document 98152). */
export function signInPages(simulation: Simulation): Hono<Environment> {
  const app = new Hono<Environment>();
  const root = folderWith(PAGE);
  const html = root === undefined ? undefined : readFileSync(root + PAGE, 'utf8');
  const serve = (page: SignInPage) => (c: Context<Environment>) => {
    c.header('cache-control', 'no-store');
    c.header('referrer-policy', 'no-referrer');
    const outcome = passThrough(simulation, c, page);
    if (typeof outcome === 'string') return c.redirect(outcome);
    c.header('content-security-policy', pagePolicy(frameAncestors));
    c.header('x-content-type-options', 'nosniff');
    if (outcome) c.header('error-code', String(outcome.errcode));
    return html === undefined ? c.text(NOT_BUILT, 501) : c.html(html);
  };
  app.get('/connect/oauth2/authorize', serve('oauth'));
  app.get('/wwlogin/sso/login', serve('web'));
  return app;
}

/**
 * The address to go on to at once, when this browser is a member's WeCom and there is nothing to ask; what is wrong with the
 * sign-in address; undefined when the page has to be shown.
 */
function passThrough(
  simulation: Simulation,
  c: Context<Environment>,
  page: SignInPage,
): string | SignInRefusal | undefined {
  try {
    const request = readSignInRequest(simulation.world.corp, page, new URL(c.req.url).searchParams);
    const userid = browserMember(simulation, c);
    // In a frame the page itself goes on, because it may have to leave the frame or to tell the page around it.
    if (userid === undefined || c.req.header('sec-fetch-dest') === 'iframe') return undefined;
    const step = signIn(simulation, request, { userid });
    return 'location' in step ? step.location : undefined;
  } catch (error) {
    if (error instanceof SignInRefusal) return error;
    throw error;
  }
}
