// `npm run images`: the pictures of the documentation, from the running demo.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { ADMINISTRATOR, applicant, approver, DEMO_PASSWORD } from '../../apps/demo/src/accounts';
import { startDemo, type Demo } from '../../apps/demo/src/demo';
import { signIn, type NocoBaseApi } from '../../apps/demo/src/nocobase-api';
import { LEAVE_REQUESTS } from '../../apps/demo/src/seed/leave-collection';
import { freePort } from '../../e2e/free-port';

type Language = 'en-US' | 'zh-CN';

const views = [
  { client: 'modern', base: '/v', canvas: '/admin/workflow/workflows/', language: 'en-US' },
  { client: 'legacy', base: '', canvas: '/admin/settings/workflow/workflows/', language: 'zh-CN' },
] as const;

/** The demo has one workflow for each message type, in this order. */
const messageForms = ['form-text-card', 'form-markdown', 'form-text-notice'];

const target = (name: string) => fileURLToPath(new URL(`${name}.png`, import.meta.url));

async function createRequest(api: NocoBaseApi): Promise<void> {
  const people = await api.call<{ id: number; username: string }[]>('users:list', { params: { paginate: false } });
  const idOf = (username: string) => people.find((user) => user.username === username)?.id;
  await api.call(`${LEAVE_REQUESTS}:create`, {
    values: {
      applicant: idOf(applicant.username),
      approver: idOf(approver.username),
      startDate: '2026-05-06',
      endDate: '2026-05-08',
      days: 3,
      reason: '回家探亲 Visiting family',
    },
  });
}

async function messagesArrived({ simulatorUrl }: Demo): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const response = await fetch(`${simulatorUrl}/_simulator/inbox/${approver.wecomUserId}`);
    const { messages } = (await response.json()) as { messages: unknown[] };
    if (messages.length >= 3) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The three messages did not arrive');
}

async function pictureOfPhone(browser: Browser, { simulatorUrl }: Demo, name: string, options: BrowserContextOptions) {
  const context = await browser.newContext({ deviceScaleFactor: 2, ...options });
  const page = await context.newPage();
  const { agents } = (await (await fetch(`${simulatorUrl}/_simulator/seed`)).json()) as {
    agents: { agentId: number }[];
  };
  await page.goto(`${simulatorUrl}/#${approver.wecomUserId}/${agents[0]?.agentId}`, { waitUntil: 'networkidle' });
  await settle(page);
  await page.screenshot({ path: target(name) });
  await context.close();
}

async function pictureOfForm(page: Page, name: string): Promise<void> {
  const drawer = page.locator('.ant-drawer-content:visible').last();
  await drawer.waitFor();
  await settle(page);
  await drawer.screenshot({ path: target(name) });
}

/** Drawers slide and fonts load; a picture taken meanwhile is a different one each time. */
const settle = (page: Page) => page.waitForTimeout(1500);

async function adminPage(browser: Browser, token: string, language: Language): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1600, height: 1150 } });
  await context.addInitScript(
    (items: Record<string, string>) => {
      for (const [name, value] of Object.entries(items)) localStorage.setItem(name, value);
    },
    { NOCOBASE_TOKEN: token, NOCOBASE_AUTH: 'basic', NOCOBASE_LOCALE: language },
  );
  return context.newPage();
}

async function picturesOfForms(browser: Browser, { url }: Demo, api: NocoBaseApi, token: string): Promise<void> {
  const workflows = await api.call<{ id: number }[]>('workflows:list', { params: { sort: 'id' } });
  for (const { client, base, canvas, language } of views) {
    const page = await adminPage(browser, token, language);
    const suffix = `${client}-${language}`;

    await page.goto(`${url}${base}/admin/settings/auth/authenticators`, { waitUntil: 'networkidle' });
    await page
      .getByRole('row')
      .filter({ hasText: 'wecom-demo' })
      .getByText(/^(Configure|Edit|配置|编辑)$/)
      .click();
    await page.getByRole('button', { name: /Check connection|检查连接/ }).click();
    await page.locator('[data-check=visibleRange]').waitFor();
    await page.locator('[data-check]').last().scrollIntoViewIfNeeded();
    await pictureOfForm(page, `form-authenticator-${suffix}`);

    await page.goto(`${url}${base}/admin/settings/notification-manager/channels`, { waitUntil: 'networkidle' });
    await page
      .getByRole('row')
      .filter({ hasText: 'wecom-demo' })
      .getByText(/^(Edit|编辑)$/)
      .click();
    await pictureOfForm(page, `form-channel-${suffix}`);

    await page.goto(`${url}${base}/admin/settings/users-permissions/sync`, { waitUntil: 'networkidle' });
    await page
      .getByRole('row')
      .filter({ hasText: 'wecom-demo' })
      .getByText(/^(Configure|Edit|配置|编辑)$/)
      .click();
    await pictureOfForm(page, `form-sync-source-${suffix}`);
    await page.goto(`${url}${base}/admin/settings/users-permissions/wecom-sync`, { waitUntil: 'networkidle' });
    await page.locator('[data-status]').first().waitFor();
    await settle(page);
    await page.screenshot({ path: target(`page-sync-${suffix}`), clip: { x: 0, y: 0, width: 1600, height: 820 } });

    for (const [index, name] of messageForms.entries()) {
      await page.goto(`${url}${base}${canvas}${workflows[index]?.id}`, { waitUntil: 'networkidle' });
      await page
        .getByText(/^(Notification|通知)$/)
        .first()
        .click();
      await page.getByTestId('wecom-preview').waitFor();
      await pictureOfForm(page, `${name}-${suffix}`);
    }
    await page.context().close();
  }
}

const storage = mkdtempSync(join(tmpdir(), 'openwecom-images-'));
const demo = await startDemo({ port: await freePort(), simulatorPort: await freePort(), storage });
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
try {
  const api = await signIn(demo.url, ADMINISTRATOR.email, DEMO_PASSWORD);
  const { token } = await api.call<{ token: string }>('auth:signIn', {
    values: { account: ADMINISTRATOR.email, password: DEMO_PASSWORD },
  });
  // First: the host locks the forms of a workflow that has run.
  await picturesOfForms(browser, demo, api, token);
  await createRequest(api);
  await messagesArrived(demo);
  const desktop = { viewport: { width: 1280, height: 900 } };
  const mobile = { viewport: { width: 390, height: 844 } };
  await pictureOfPhone(browser, demo, 'simulator-en', { ...desktop, locale: 'en-US', colorScheme: 'light' });
  await pictureOfPhone(browser, demo, 'simulator-zh-dark', { ...desktop, locale: 'zh-CN', colorScheme: 'dark' });
  await pictureOfPhone(browser, demo, 'phone', { ...mobile, locale: 'zh-CN', colorScheme: 'light' });
} finally {
  await browser.close();
  await demo.stop();
  rmSync(storage, { recursive: true, force: true });
}
