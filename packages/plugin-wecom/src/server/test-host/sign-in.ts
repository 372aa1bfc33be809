import type { Model } from '@nocobase/database';
import type { Simulator } from '@openwecom/simulator';
import { expect } from 'vitest';
import { AUTH_TYPE, LINKS_COLLECTION } from '../../constants';
import type { TestHost } from './host';
import { simulatorOptions } from './wecom';

type Agent = ReturnType<TestHost['anonymous']>;

interface Started {
  url: URL;
  panel: Record<'appid' | 'agentid' | 'redirect_uri' | 'state', string>;
  state: string;
}

/** What a browser is told after WeCom brought it back. */
export interface SignInAnswer {
  status: number;
  text: string;
  data: { user: Record<string, unknown>; token: string; redirect: string };
  error: { message: string; code: string };
}

/** An authenticator that signs in with the simulator's first agent. */
export async function addAuthenticator(host: TestHost, simulator: Simulator, name: string, options: object = {}) {
  const root = await host.root();
  const values = { name, title: `Title of ${name}`, authType: AUTH_TYPE, enabled: true };
  const stored = { ...(await simulatorOptions(root, simulator)), ...options };
  const created = await root.post('/api/authenticators:create').send({ ...values, options: stored });
  expect(created.status).toBe(200);
}

/** Begins in one browser, which keeps the cookie. */
export async function start(browser: Agent, authenticator: string, values: object = {}): Promise<Started> {
  const answer = await browser
    .post('/api/openwecom:startSignIn')
    .send({ authenticator, inside: true, client: '/v', ...values });
  expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
  const { url, panel } = (answer.body as { data: { url: string; panel: Started['panel'] } }).data;
  return { url: new URL(url), panel, state: panel.state };
}

/** Ends with what WeCom brought back. */
export async function finish(
  browser: Agent,
  authenticator: string,
  returned: object,
  locale = 'en-US',
): Promise<SignInAnswer> {
  const answer = await browser
    .post('/api/auth:signIn')
    .set('X-Authenticator', authenticator)
    .set('X-Locale', locale)
    .send(returned);
  const { status, text } = answer;
  const { data, errors } = answer.body as { data: SignInAnswer['data']; errors?: SignInAnswer['error'][] };
  return { status, text, data, error: errors?.[0] ?? { message: '', code: '' } };
}

/** A code as WeCom's pages give it out. */
export function codeOf(
  simulator: Simulator,
  userid: string,
  scope: 'snsapi_base' | 'snsapi_privateinfo' = 'snsapi_base',
) {
  return simulator.oauthCode({ agentId: simulator.seed.agents[0]?.agentId ?? 0, userid, scope });
}

/** A member signs in, from the button to the session. */
export async function signIn(
  host: TestHost,
  simulator: Simulator,
  authenticator: string,
  userid: string,
  { values = {}, locale = 'en-US' }: { values?: object; locale?: string } = {},
): Promise<SignInAnswer> {
  const browser = host.anonymous();
  const { url, state } = await start(browser, authenticator, values);
  const scope = url.searchParams.get('scope') === 'snsapi_privateinfo' ? 'snsapi_privateinfo' : 'snsapi_base';
  return finish(browser, authenticator, { code: codeOf(simulator, userid, scope), state }, locale);
}

/** The links of a member, with all authenticators. */
export async function linksOf(
  host: TestHost,
  wecomUserId: string,
): Promise<{ authenticator: string; userId: number }[]> {
  const links = await host.app.db.getModel<Model>(LINKS_COLLECTION).findAll({ where: { wecomUserId } });
  return links.map((link) => link.toJSON<{ authenticator: string; userId: number }>());
}
