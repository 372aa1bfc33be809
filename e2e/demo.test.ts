import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMINISTRATOR, approver, applicant, DEMO_PASSWORD } from '../apps/demo/src/accounts';
import { startDemo, type Demo } from '../apps/demo/src/demo';
import { signIn } from '../apps/demo/src/nocobase-api';
import { leavePage } from '../apps/demo/src/seed/leave-page';
import { lanes, launch } from './browser';
import { freePort } from './free-port';

/** From the click on "Submit" to the last of the three messages. */
const ARRIVES_WITHIN_MS = 2000;

let demo: Demo;
let storage: string;
let browser: Browser;
let token: string;

beforeAll(async () => {
  storage = mkdtempSync(join(tmpdir(), 'openwecom-demo-'));
  demo = await startDemo({ port: await freePort(), simulatorPort: await freePort(), storage });
  const api = await signIn(demo.url, ADMINISTRATOR.username, DEMO_PASSWORD);
  ({ token } = await api.call<{ token: string }>('auth:signIn', {
    values: { account: ADMINISTRATOR.username, password: DEMO_PASSWORD },
  }));
  browser = await launch();
});

afterAll(async () => {
  await browser?.close();
  await demo?.stop();
  rmSync(storage, { recursive: true, force: true });
});

describe.each(lanes)('the demo, $lane client', ({ base }) => {
  it('brings three messages to the phone when a request is made in the browser', async () => {
    const before = (await inbox()).length;
    const page = await administratorsPage(`${base}${leavePage.path}`);
    await page.getByRole('button', { name: 'Add new' }).click();
    await choose(page, 'Applicant', applicant.nickname);
    await choose(page, 'Approver', approver.nickname);
    await pickToday(page, 'Start');
    await pickToday(page, 'End');
    const clicked = Date.now();
    await page.getByRole('button', { name: 'Submit' }).click();
    await expect.poll(async () => (await inbox()).length, { timeout: 15_000, interval: 20 }).toBe(before + 3);
    const arrived = Math.max(...(await inbox()).slice(before).map(({ sentAt }) => sentAt));
    expect((await inbox()).slice(before).map(({ msgtype }) => msgtype)).toEqual(
      expect.arrayContaining(['textcard', 'markdown', 'template_card']),
    );
    expect(arrived - clicked).toBeLessThan(ARRIVES_WITHIN_MS);
    await page.context().close();
  });
});

it('signs the reader in at the record when a message is opened inside WeCom', async () => {
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 900 } });
  const phone = await context.newPage();
  await phone.goto(`${demo.simulatorUrl}/#${approver.wecomUserId}/1000002`);
  await phone.getByText('This request').last().click();
  const opened = context.waitForEvent('page');
  await phone.getByRole('link', { name: /^Open as .+ inside WeCom$/ }).click();
  const record = await opened;
  await record.waitForURL((url) => url.pathname.startsWith(leavePage.recordPath), { timeout: 60_000 });
  await record.getByText(applicant.nickname).first().waitFor();
  const name = await record.evaluate(async () => {
    const headers = { Authorization: `Bearer ${localStorage.getItem('NOCOBASE_TOKEN')}` };
    const response = await fetch('/api/auth:check', { headers });
    return ((await response.json()) as { data: { username: string } }).data.username;
  });
  expect(name).toBe(approver.username);
  await context.close();
});

interface InboxMessage {
  msgtype: string;
  sentAt: number;
}

async function inbox(): Promise<InboxMessage[]> {
  const response = await fetch(`${demo.simulatorUrl}/_simulator/inbox/${approver.wecomUserId}`);
  return ((await response.json()) as { messages: InboxMessage[] }).messages;
}

async function administratorsPage(path: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addInitScript(
    (items: Record<string, string>) => {
      for (const [name, value] of Object.entries(items)) localStorage.setItem(name, value);
    },
    { NOCOBASE_TOKEN: token, NOCOBASE_AUTH: 'basic', NOCOBASE_LOCALE: 'en-US' },
  );
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(demo.url + path, { waitUntil: 'domcontentloaded' });
  return page;
}

const field = (page: Page, label: string) => page.locator('.ant-form-item').filter({ hasText: label }).last();

async function choose(page: Page, label: string, option: string): Promise<void> {
  await field(page, label).locator('.ant-select').click();
  await page.locator('.ant-select-dropdown:visible .ant-select-item', { hasText: option }).last().click();
  await page.locator('.ant-select-dropdown:visible').waitFor({ state: 'hidden' });
}

async function pickToday(page: Page, label: string): Promise<void> {
  await field(page, label).locator('.ant-picker').click();
  await page.locator('.ant-picker-dropdown:visible .ant-picker-cell-today').last().click();
  await page.locator('.ant-picker-dropdown:visible').waitFor({ state: 'hidden' });
}
