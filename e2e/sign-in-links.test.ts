import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_PASSWORD } from '../apps/demo/src/accounts';
import type { NocoBaseApi } from '../apps/demo/src/nocobase-api';
import { expectAccessible, lanes, launch, visit } from './browser';
import { drawer } from './form';
import { administrator, AUTHENTICATOR, choose, open, setUp, tearDown, visitor } from './sign-in-steps';

const USERS = '/admin/settings/users-permissions/users';
const MEMBERS = '/admin/settings/users-permissions/wecom-members';

let browser: Browser;
let api: NocoBaseApi;
beforeAll(async () => {
  browser = await launch();
  api = await administrator();
  await setUp(api);
  // Who opens the modern client first has it store its layout, which only an administrator may.
  const { page } = await visit(browser, '/v/admin');
  await page.getByTestId('user-center-button').waitFor();
  await page.waitForLoadState('networkidle');
  await page.close();
});
afterAll(async () => {
  await tearDown(api);
  await browser.close();
});

describe.each(lanes)('links with WeCom members, $lane client', ({ lane, base }) => {
  it('are made and taken away by users themselves', async () => {
    const username = `own_${lane}`;
    await api.call('users:create', { values: { username, nickname: username, password: DEMO_PASSWORD } });
    const { token } = await api.call<{ token: string }>('auth:signIn', {
      values: { account: username, password: DEMO_PASSWORD },
    });
    const { context, page, complaints } = await visitor(browser, { token });
    await open(page, `${base}/admin`);
    await openMyLinks(page);
    const ours = page.locator('.ant-list-item', { hasText: 'Acme sign-in' });
    await expectAccessible(page, '.ant-list');
    await ours.getByRole('button', { name: 'Link with WeCom' }).click();
    await choose(page, 'sunqi');
    await page.getByRole('heading', { name: 'Linked with WeCom' }).waitFor();
    await expectAccessible(page, 'main');
    await page.getByRole('link', { name: 'Continue' }).click();
    await page.waitForURL((url) => url.pathname.startsWith(`${base}/admin`));

    await openMyLinks(page);
    await ours.getByText('Linked as sunqi').waitFor();
    await ours.getByRole('button', { name: 'Unlink' }).click();
    await page.locator('.ant-popconfirm-buttons').waitFor();
    await expectAccessible(page, '.ant-popover-inner');
    await page.locator('.ant-popconfirm-buttons').getByRole('button', { name: 'Unlink' }).click();
    await ours.getByText('Not linked').waitFor();
    expect(await linkOf('sunqi')).toBeUndefined();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('are made, switched off and taken away by administrators', async () => {
    const nickname = `Colleague of the ${lane} client`;
    const member = { modern: 'lisi', legacy: 'wangwu' }[lane];
    await api.call('users:create', { values: { username: `by_${lane}`, nickname, password: DEMO_PASSWORD } });
    const { page, complaints } = await visit(browser, base + MEMBERS);
    await page.getByRole('tab', { name: 'WeCom members' }).or(page.getByText('WeCom members')).first().waitFor();
    await chooseAuthenticator(page);
    await page.getByRole('searchbox', { name: 'Search' }).fill(nickname);
    await page.keyboard.press('Enter');
    const row = page.getByRole('row').filter({ hasText: nickname });
    await row.getByText('Not linked').waitFor();
    await expect.poll(() => page.getByRole('row').count()).toBeLessThan(4);
    await expectAccessible(page, '.ant-table-wrapper');

    await row.getByText('Link with a member').click();
    await page.getByLabel('Member id').fill(member.toUpperCase());
    await page.getByRole('button', { name: 'Save' }).click();
    await row.getByText(member, { exact: true }).waitFor();
    expect(await linkOf(member)).toMatchObject({ disabled: false });

    await row.getByRole('switch').click();
    await expect.poll(async () => (await linkOf(member))?.disabled).toBe(true);

    await page.getByText('Linked users').click();
    await row.getByText(member, { exact: true }).waitFor();
    await row.getByText('Unlink').click();
    await page.locator('.ant-popconfirm-buttons').getByRole('button', { name: 'Unlink' }).click();
    await page.getByText('Nobody matches').waitFor();
    expect(await linkOf(member)).toBeUndefined();
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('are seen and changed by administrators where they edit a user', async () => {
    const nickname = `Edited in the ${lane} client`;
    const member = { modern: 'xulei', legacy: 'linxia' }[lane];
    await api.call('users:create', { values: { username: `edited_${lane}`, nickname, password: DEMO_PASSWORD } });
    const { page, complaints } = await visit(browser, base + USERS);
    const row = page.getByRole('row').filter({ hasText: nickname });
    await row.getByText('Edit profile').click();
    const ours = page
      .getByRole('region', { name: 'WeCom member' })
      .locator('div', { hasText: /^Acme sign-in/ })
      .last();
    await ours.getByText('Not linked').waitFor();
    await expectAccessible(page, 'section[aria-label="WeCom member"]');

    await ours.getByRole('button', { name: 'Link with a member' }).click();
    await page.getByLabel('Member id').fill(member);
    await expectAccessible(page, '.ant-modal-content');
    await page.keyboard.press('Enter'); // Saves the link, not the form around it.
    await ours.getByText(member, { exact: true }).waitFor();
    await ours.getByRole('switch', { name: 'Enabled' }).click();
    await expect.poll(async () => (await linkOf(member))?.disabled).toBe(true);

    await drawer(page).locator('input').first().fill(`${nickname}, renamed`); // The nickname, in both clients.
    await page.getByRole('button', { name: 'Submit' }).click();
    await row.getByText(`${nickname}, renamed`).waitFor();
    await row.getByText('Edit profile').click();
    await ours.getByRole('button', { name: 'Unlink' }).click();
    await page.locator('.ant-popconfirm-buttons').getByRole('button', { name: 'Unlink' }).click();
    await ours.getByText('Not linked').waitFor();
    expect(await linkOf(member)).toBeUndefined();
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('are not offered to users while there is no WeCom sign-in', async () => {
    await enableAll(false);
    try {
      const { page } = await visit(browser, `${base}/admin`);
      await page.getByTestId('user-center-button').hover();
      await page.getByText('Sign out', { exact: true }).first().waitFor();
      expect(await page.getByText('WeCom account', { exact: true }).count()).toBe(0);
      await page.close();
    } finally {
      await enableAll(true);
    }
  });
});

/** The authenticators of type WeCom, those of other tests too. */
async function enableAll(enabled: boolean): Promise<void> {
  const filter = { authType: 'openwecom' };
  for (const { id } of await api.call<{ id: number }[]>('authenticators:list', { params: { filter } })) {
    await api.call('authenticators:update', { params: { filterByTk: id }, values: { id, enabled } });
  }
}

async function openMyLinks(page: Page): Promise<void> {
  await page.getByTestId('user-center-button').hover();
  await page.getByText('WeCom account', { exact: true }).first().click();
  await page.mouse.move(10, 10);
  await page.locator('.ant-list-item').first().waitFor();
}

async function chooseAuthenticator(page: Page): Promise<void> {
  await page.locator('.ant-select', { hasText: 'Acme' }).first().click();
  await page.locator('.ant-select-item-option', { hasText: 'Acme sign-in' }).click();
}

interface Link {
  wecomUserId: string;
  disabled: boolean;
}

async function linkOf(wecomUserId: string): Promise<Link | undefined> {
  const filter = { authenticator: AUTHENTICATOR, wecomUserId };
  const [link] = await api.call<Link[]>('wecomLinks:list', { params: { filter } });
  return link;
}
