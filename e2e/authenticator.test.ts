import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMINISTRATOR, DEMO_PASSWORD } from '../apps/demo/src/accounts';
import { signIn } from '../apps/demo/src/nocobase-api';
import { expectAccessible, lanes, launch, visit, world } from './browser';
import { drawer, item, submit, typeInto } from './form';

const PAGE = '/admin/settings/auth/authenticators';
const SECRET_AGAIN = 'Enter the Secret again';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

describe.each(lanes)('authenticator settings, $lane client', ({ lane, base }) => {
  const name = `wecom_${lane}`;

  it('seal the secret, check the connection and are saved', async () => {
    const { page, complaints } = await visit(browser, base + PAGE);
    await addNew(page);
    await drawer(page).getByText('Company ID', { exact: true }).waitFor();
    await drawer(page).locator('input').first().fill(name); // Its identifier stands first in both clients.
    await typeInto(page, 'Company ID', world.corpId);
    await typeInto(page, 'AgentId', String(world.agentId));
    await typeInto(page, 'Secret', world.secret);
    await typeInto(page, 'API base URL', world.simulatorUrl);

    await page.getByRole('button', { name: 'Check connection' }).click();
    await page.locator('[data-check=visibleRange]').waitFor();
    for (const check of ['settings', 'address', 'token', 'agent', 'visibleRange']) {
      expect(await page.locator(`[data-check=${check}]`).getAttribute('data-status'), check).toBe('pass');
    }
    expect(await item(drawer(page), 'Secret').locator('input').inputValue()).toBe('Saved, encrypted');
    await expectAccessible(page, 'ul:has([data-check])');
    for (const part of ['Trusted domain', 'Private deployment']) await page.getByText(part, { exact: true }).click();
    await drawer(page).getByText('Address for signing in by QR code').waitFor();
    await expectAccessible(page, '.ant-drawer-body .ant-form');

    await submit(page);
    await page.getByText(name).waitFor();
    const { options } = await stored(name);
    expect(options).toMatchObject({
      corpId: world.corpId,
      agentId: String(world.agentId),
      baseUrl: world.simulatorUrl,
      origin: world.hostUrl,
    });
    expect(options.secret).toMatch(/^sealed:v1:/);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('want the secret again for another corp, and keep it otherwise', async () => {
    const before = (await stored(name)).options.secret;
    const { page } = await visit(browser, base + PAGE);
    const row = page.getByRole('row').filter({ hasText: name });
    await row.getByText(/^(Configure|Edit)$/).click();
    await item(drawer(page), 'Secret').getByRole('button', { name: 'Replace' }).waitFor();

    await typeInto(page, 'Company ID', 'wwother');
    await submit(page);
    await page.getByText(SECRET_AGAIN).waitFor();
    expect((await stored(name)).options.corpId).toBe(world.corpId);

    await typeInto(page, 'Company ID', world.corpId);
    await typeInto(page, 'Workbench application redirect link', '/admin/leave');
    expect(await page.getByLabel('Workbench application homepage link').inputValue()).toBe(
      `${world.hostUrl}${base}/wecom/entry?authenticator=${name}&to=%2Fadmin%2Fleave`,
    );
    await page.getByText('Automatic login', { exact: true }).click();
    expect(await page.getByLabel('Workbench application homepage link').inputValue()).toBe(
      `${world.hostUrl}/admin/leave`,
    );
    await page.getByText('Automatic login', { exact: true }).click();
    await submit(page);
    await expect.poll(async () => (await stored(name)).options.redirectLink).toBe('/admin/leave');
    expect((await stored(name)).options.secret).toBe(before);
    await page.close();
  });

  it('say at each field what is wrong with it', async () => {
    const { page } = await visit(browser, base + PAGE, { language: 'zh-CN' });
    await addNew(page);
    await drawer(page).getByText('企业 ID', { exact: true }).waitFor();
    await typeInto(page, 'AgentId', 'abc');
    await typeInto(page, '工作台应用跳转链接', 'https://elsewhere.example');
    await page.getByText('接收成员的消息和卡片点击', { exact: true }).click();
    await typeInto(page, 'Token', 'not a token');
    await typeInto(page, 'EncodingAESKey', 'too short');
    await page
      .getByRole('button', { name: /提\s?交/ })
      .last()
      .click();
    for (const text of [
      '请输入企业 ID',
      'AgentId 为数字，例如 1000002',
      '请输入Secret',
      '请输入以 / 开头的站内路径，例如 /admin',
      'Token 为 1 至 32 位字母和数字，不能包含其他字符',
      'EncodingAESKey 为 43 位字母和数字',
    ]) {
      await page.getByText(text, { exact: true }).waitFor();
    }
    await page.close();
  });
});

async function addNew(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: /Add new|添\s?加|新\s?建/ });
  await button.hover();
  await page.getByRole('menuitem', { name: /^(WeCom|企业微信)$/ }).click();
}

async function stored(name: string): Promise<{ options: Record<string, string> }> {
  const api = await signIn(world.hostUrl, ADMINISTRATOR.email, DEMO_PASSWORD);
  return api.call('authenticators:get', { params: { filter: { name } } });
}
