import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { NocoBaseApi } from '../apps/demo/src/nocobase-api';
import { expectAccessible, lanes, launch, world } from './browser';
import {
  administrator,
  AUTHENTICATOR,
  BUTTON,
  choose,
  codeFor,
  configure,
  open,
  setUp,
  tearDown,
  visitor,
  whoIsSignedIn,
} from './sign-in-steps';

const DEEP_LINK = '/admin/orders?id=7';
/** An address of each lane's own mobile interface, and what it says as long as nobody has made pages for it. */
const MOBILE = {
  modern: { path: '/v/mobile', text: 'No mobile pages yet' },
  legacy: { path: '/m/page/leave', text: 'No pages yet' },
} as const;
const WECOM_PAGES = 'https://login.work.weixin.qq.com/**';

let browser: Browser;
let api: NocoBaseApi;
beforeAll(async () => {
  browser = await launch();
  api = await administrator();
  await setUp(api);
  await api.call('wecomLinks:create', {
    values: { authenticator: AUTHENTICATOR, wecomUserId: world.memberId, user: world.memberUserId },
  });
});
afterAll(async () => {
  await tearDown(api);
  await browser.close();
});
beforeEach(() => configure(api));

describe.each(lanes)('signing in with WeCom, $lane client', ({ lane, base }) => {
  it('happens by itself inside WeCom and ends where somebody wanted to go', async () => {
    await configure(api, { autoLogin: true });
    const { context, page, complaints } = await visitor(browser, { inside: true });
    const addresses: string[] = [];
    page.on('framenavigated', (frame) => addresses.push(frame.url()));
    await open(page, base + DEEP_LINK);
    await choose(page, world.memberId);
    await page.waitForURL((url) => url.pathname === `${base}/admin/orders`);
    expect(new URL(page.url()).search).toBe('?id=7');
    expect(await whoIsSignedIn(page)).toBe(world.memberId);
    const token = await page.evaluate(() => localStorage.getItem('NOCOBASE_TOKEN') ?? '');
    expect(addresses.filter((address) => address.includes(token))).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('happens by itself inside WeCom on the way into the mobile client', async () => {
    await configure(api, { autoLogin: true });
    const { context, page, complaints } = await visitor(browser, { inside: true, phone: true });
    const { path, text } = MOBILE[lane];
    await open(page, `${path}?tab=todo&id=7`);
    await choose(page, world.memberId);
    await page.waitForURL((url) => url.pathname === path);
    expect(new URL(page.url()).search).toBe('?tab=todo&id=7');
    await page.getByText(text).waitFor();
    expect(await whoIsSignedIn(page)).toBe(world.memberId);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('is not done again by itself once somebody signed out, but with a click', async () => {
    await configure(api, { autoLogin: true });
    const { context, page } = await visitor(browser, { inside: true });
    await open(page, base + DEEP_LINK);
    await choose(page, world.memberId);
    await page.waitForURL((url) => url.pathname === `${base}/admin/orders`);
    const starts: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('openwecom:startSignIn')) starts.push(request.url());
    });
    await page.getByTestId('user-center-button').hover();
    await page.getByText('Sign out', { exact: true }).first().click();
    await page.waitForURL((url) => url.pathname === `${base}/signin`);
    const button = page.getByRole('button', { name: BUTTON });
    await button.waitFor();
    await page.reload();
    await button.waitFor();
    expect(await whoIsSignedIn(page)).toBeUndefined();
    expect(starts).toEqual([]);

    await button.click();
    await choose(page, world.memberId);
    await page.waitForURL((url) => url.pathname.startsWith(`${base}/admin`));
    expect(await whoIsSignedIn(page)).toBe(world.memberId);
    await context.close();
  });

  it('does not start again by itself after a refusal, and says why', async () => {
    await configure(api, { autoLogin: true });
    const { context, page } = await visitor(browser, { inside: true });
    await open(page, base + DEEP_LINK);
    await choose(page, 'chenming');
    await page.getByRole('heading', { name: 'Signing in with WeCom failed' }).waitFor();
    const reason = await page.getByRole('alert').innerText();
    expect(new URL(page.url()).search).toBe('');
    await page.getByRole('link', { name: 'Back to sign-in' }).click();
    await page.getByRole('button', { name: BUTTON }).waitFor();
    await page.getByText(reason).waitFor();
    expect(page.url()).toContain(world.hostUrl);
    await context.close();
  });

  it('shows the QR code in a dialog and stays on the page', async () => {
    await configure(api, { webSignInBaseUrl: '', tooltip: 'For staff of Acme' });
    const { context, page, complaints } = await visitor(browser);
    const code = await codeFor(world.memberId);
    await context.route(WECOM_PAGES, (route) => route.fulfill({ contentType: 'text/html', body: panel(code) }));
    await open(page, `${base}/signin?redirect=${encodeURIComponent(base + DEEP_LINK)}`);
    const button = page.getByRole('button', { name: BUTTON });
    await button.hover();
    await page.getByRole('tooltip', { name: 'For staff of Acme' }).waitFor();
    await expectAccessible(page, '.ant-btn:has(.anticon-wechat-work)');
    await button.click();
    const scan = page.frameLocator('iframe').getByRole('button', { name: 'Scan' });
    await scan.waitFor();
    const shown = new URL((await page.locator('iframe').getAttribute('src')) ?? '');
    expect(Object.fromEntries(shown.searchParams)).toMatchObject({
      login_type: 'CorpApp',
      appid: world.corpId,
      agentid: String(world.agentId),
      redirect_type: 'callback',
      redirect_uri: `${world.hostUrl}${base}/wecom/callback?authenticator=${AUTHENTICATOR}`,
    });
    await expectAccessible(page, '.ant-modal-content');
    await scan.click();
    await page.waitForURL((url) => url.pathname === `${base}/admin/orders`);
    expect(await whoIsSignedIn(page)).toBe(world.memberId);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('points to the page of WeCom when nothing comes up for a while', async () => {
    await configure(api, { webSignInBaseUrl: '' });
    const { context, page } = await visitor(browser);
    await context.route(WECOM_PAGES, () => undefined); // Never answered.
    await page.clock.install();
    await open(page, `${base}/signin`);
    await page.getByRole('button', { name: BUTTON }).click();
    await page.locator('iframe').waitFor();
    const link = page.getByRole('link', { name: 'Continue on the page of WeCom' });
    expect(await link.getAttribute('href')).toMatch(/^https:\/\/login\.work\.weixin\.qq\.com\/wwlogin\/sso\/login\?/);
    await page.clock.fastForward(8000);
    await page.getByText('The QR code takes long to appear').waitFor();
    await expectAccessible(page, '.ant-modal-content');
    await context.close();
  });

  it('does not doubt a QR code that is there, though its page tells nothing', async () => {
    await configure(api, { webSignInBaseUrl: '' });
    const { context, page } = await visitor(browser);
    await context.route(WECOM_PAGES, (route) => route.fulfill({ contentType: 'text/html', body: '<h1>Scan me</h1>' }));
    await page.clock.install();
    await open(page, `${base}/signin`);
    await page.getByRole('button', { name: BUTTON }).click();
    await page.frameLocator('iframe').getByRole('heading', { name: 'Scan me' }).waitFor();
    await page.locator('.ant-modal .ant-spin').waitFor({ state: 'detached' });
    await page.clock.fastForward(60_000);
    expect(await page.locator('.ant-modal').getByRole('alert').count()).toBe(0);
    await page.getByRole('link', { name: 'Continue on the page of WeCom' }).waitFor();
    await context.close();
  });

  it('goes to the page of another sign-in server and comes back', async () => {
    const { context, page, complaints } = await visitor(browser);
    await open(page, `${base}/signin?redirect=${encodeURIComponent(base + DEEP_LINK)}`);
    await page.getByRole('button', { name: BUTTON }).click();
    await page.waitForURL(`${world.simulatorUrl}/wwlogin/sso/login?**`);
    await choose(page, world.memberId);
    await page.waitForURL((url) => url.pathname === `${base}/admin/orders`);
    expect(await whoIsSignedIn(page)).toBe(world.memberId);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('refuses a member without a user, or makes one when that is on', async () => {
    const newcomer = { modern: 'wangfang', legacy: 'zhaomin' }[lane];
    const { context, page } = await visitor(browser);
    await open(page, `${base}/wecom/entry?authenticator=${AUTHENTICATOR}`);
    await choose(page, newcomer);
    await page.getByRole('heading', { name: 'Signing in with WeCom failed' }).waitFor();
    expect(await page.getByRole('alert').innerText()).toContain(newcomer);
    expect(await page.getByRole('link', { name: 'Try again' }).count()).toBe(0);
    expect(await whoIsSignedIn(page)).toBeUndefined();

    await configure(api, { autoSignup: true });
    await open(page, `${base}/wecom/entry?authenticator=${AUTHENTICATOR}`);
    await choose(page, newcomer);
    await page.waitForURL((url) => url.pathname.startsWith(`${base}/admin`));
    expect(await whoIsSignedIn(page)).toBe(newcomer);
    await context.close();
  });

  it.each([
    ['en-US', 'Signing in with WeCom failed', 'Back to sign-in', /administrator/],
    ['zh-CN', '企业微信登录失败', '返回登录页', /管理员/],
  ] as const)('says in %s why somebody was refused', async (language, heading, back, reason) => {
    const { context, page } = await visitor(browser, { language });
    await open(page, `${base}/wecom/entry?authenticator=${AUTHENTICATOR}`);
    await choose(page, 'chenming');
    await page.getByRole('heading', { name: heading }).waitFor();
    expect(await page.getByRole('alert').innerText()).toMatch(reason);
    await expectAccessible(page, 'main');
    await page.getByRole('link', { name: back }).click();
    await page.waitForURL((url) => url.pathname === `${base}/signin`);
    await context.close();
  });

  it('takes an answer of WeCom once, and only in the browser that asked', async () => {
    const { context, page } = await visitor(browser);
    const returned = nextReturn(page);
    await open(page, `${base}/wecom/entry?authenticator=${AUTHENTICATOR}`);
    await choose(page, world.memberId);
    const address = await returned;
    await page.waitForURL((url) => url.pathname.startsWith(`${base}/admin`));

    const stranger = await visitor(browser);
    for (const tab of [page, stranger.page]) {
      await tab.goto(address, { waitUntil: 'domcontentloaded' });
      await tab.getByRole('heading', { name: 'Signing in with WeCom failed' }).waitFor();
      await tab.getByRole('link', { name: 'Try again' }).waitFor();
    }
    expect(await whoIsSignedIn(stranger.page)).toBeUndefined();
    await stranger.context.close();
    await context.close();
  });

  it.each(['https://elsewhere.example/', '//elsewhere.example', '/\\elsewhere.example'])(
    'follows no address of another site: %s',
    async (foreign) => {
      const { context, page } = await visitor(browser);
      const query = new URLSearchParams({ authenticator: AUTHENTICATOR, to: foreign });
      await open(page, `${base}/wecom/entry?${query.toString()}`);
      await choose(page, world.memberId);
      await page.waitForURL((url) => url.origin === world.hostUrl && url.pathname.startsWith(`${base}/admin`));
      await context.close();
    },
  );

  it.each(['basic', 'missing'])('leads to no authenticator of another type: %s', async (name) => {
    const { context, page } = await visitor(browser);
    await open(page, `${base}/wecom/entry?authenticator=${name}`);
    await page.getByRole('heading', { name: 'Signing in with WeCom failed' }).waitFor();
    expect(await page.getByRole('link', { name: 'Try again' }).count()).toBe(0);
    await context.close();
  });
});

/** The address with which WeCom sends the browser back the next time. */
const nextReturn = async (page: Page): Promise<string> =>
  (await page.waitForRequest((request) => /\/wecom\/callback\?.*code=/.test(request.url()))).url();

/** WeCom's page inside the panel, as its own script talks with the page around it. */
function panel(code: string): string {
  const success = { type: 'ww-iframe-handle:call', args: { type: 'call', name: 'onLoginSuccess', payload: { code } } };
  return `<!doctype html><title>WeCom</title><button>Scan</button><script>
    const tell = (message) => parent.postMessage(JSON.stringify(message), '*');
    tell({ type: 'ww-iframe-handle:ready', supportChannel: false });
    document.querySelector('button').onclick = () => tell(${JSON.stringify(success)});
  </script>`;
}
