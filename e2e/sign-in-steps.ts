import type { Browser, BrowserContext, Page } from 'playwright-core';
import { ADMINISTRATOR, DEMO_PASSWORD } from '../apps/demo/src/accounts';
import { signIn, type NocoBaseApi } from '../apps/demo/src/nocobase-api';
import { world } from './browser';

export const AUTHENTICATOR = 'sign_in';
export const BUTTON = 'Scan with Acme';

/** WeCom's own browsers. */
const WECOM = {
  phone:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 wxwork/4.1.22 MicroMessenger/7.0.1',
  desktop:
    'Mozilla/5.0 (Windows NT 10.0; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/116.0.0.0 Safari/537.36 wxwork/4.1.22 MicroMessenger/7.0.1 WindowsWechat',
};

export const administrator = (): Promise<NocoBaseApi> => signIn(world.hostUrl, ADMINISTRATOR.email, DEMO_PASSWORD);

/** An authenticator of its own for these tests, whose sign-in pages are the simulator's unless told otherwise. */
export async function setUp(api: NocoBaseApi): Promise<void> {
  const response = await fetch(`${world.simulatorUrl}/_simulator/agents/${world.agentId}`, {
    method: 'PATCH',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ redirectDomain: 'loopback:*' }),
  });
  if (!response.ok) throw new Error(`The simulator answered ${response.status}: ${await response.text()}`);
  await api.call('authenticators:create', {
    values: { name: AUTHENTICATOR, authType: 'openwecom', title: 'Acme sign-in', enabled: true, options: {} },
  });
  await configure(api);
}

/** By key: without one the host takes the call for a removal of every authenticator and refuses. */
export async function tearDown(api: NocoBaseApi): Promise<void> {
  const { id } = await api.call<{ id: number }>('authenticators:get', { params: { filter: { name: AUTHENTICATOR } } });
  await api.call('authenticators:destroy', { params: { filterByTk: id }, values: {} });
}

export async function configure(api: NocoBaseApi, options: object = {}): Promise<void> {
  const { corpId, agentId, secret, simulatorUrl, hostUrl } = world;
  const { sealed } = await api.call<{ sealed: string }>('openwecom:seal', {
    params: { purpose: 'agent-secret', corpId, baseUrl: simulatorUrl },
    text: secret,
  });
  const values = {
    enabled: true,
    options: {
      corpId,
      agentId: String(agentId),
      secret: sealed,
      baseUrl: simulatorUrl,
      origin: hostUrl,
      oauthBaseUrl: simulatorUrl,
      webSignInBaseUrl: simulatorUrl,
      buttonText: BUTTON,
      ...options,
    },
  };
  await api.call('authenticators:update', { params: { filter: { name: AUTHENTICATOR } }, values });
}

export interface Visitor {
  context: BrowserContext;
  page: Page;
  /** What the browser complained about our part. Signed out, the host complains on its own. */
  complaints: string[];
}

interface VisitorOptions {
  language?: 'en-US' | 'zh-CN';
  /** Opens pages in WeCom's own browser. */
  inside?: boolean;
  /** On a phone, else on a desktop. */
  phone?: boolean;
  /** Session of somebody who is signed in. */
  token?: string;
}

/** A browser that knows nothing yet. */
export async function visitor(browser: Browser, options: VisitorOptions = {}): Promise<Visitor> {
  const { language = 'en-US', inside = false, phone = false, token } = options;
  const context = await browser.newContext({
    viewport: phone ? { width: 390, height: 844 } : { width: 1280, height: 900 },
    locale: language,
    ...(inside && { userAgent: WECOM[phone ? 'phone' : 'desktop'] }),
  });
  const items = { NOCOBASE_LOCALE: language, ...(token && { NOCOBASE_TOKEN: token, NOCOBASE_AUTH: 'basic' }) };
  await context.addInitScript(
    ({ items, host }: { items: Record<string, string>; host: string }) => {
      if (location.origin !== host || localStorage.getItem('NOCOBASE_LOCALE')) return;
      for (const [name, value] of Object.entries(items)) localStorage.setItem(name, value);
    },
    { items, host: world.hostUrl },
  );
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && /openwecom|auth:signIn/.test(message.location().url)) {
      complaints.push(`${message.text()} ${message.location().url}`);
    }
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return { context, page, complaints };
}

export const open = (page: Page, path: string): Promise<unknown> =>
  page.goto(world.hostUrl + path, { waitUntil: 'domcontentloaded' });

/** Chooses who one is, on the simulator's page. */
export const choose = (page: Page, id: string): Promise<void> =>
  page
    .getByRole('button')
    .filter({ has: page.locator('.member-id', { hasText: new RegExp(`^${id}$`) }) })
    .click();

/** Who the page's session belongs to; undefined when nobody is signed in. */
export async function whoIsSignedIn(page: Page): Promise<string | undefined> {
  const token = await page.evaluate(() => localStorage.getItem('NOCOBASE_TOKEN'));
  if (!token) return undefined;
  const response = await fetch(`${world.hostUrl}/api/auth:check`, {
    headers: { Authorization: `Bearer ${token}`, 'X-Authenticator': AUTHENTICATOR },
  });
  const { data } = (await response.json()) as { data?: { username?: string } };
  return data?.username;
}

/** A code as WeCom's pages give it out. */
export async function codeFor(userid: string): Promise<string> {
  const response = await fetch(`${world.simulatorUrl}/_simulator/oauth/code`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ agentId: world.agentId, userid }),
  });
  const { code } = (await response.json()) as { code: string };
  return code;
}
