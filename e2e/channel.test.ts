import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMINISTRATOR, DEMO_PASSWORD } from '../apps/demo/src/accounts';
import { signIn, type NocoBaseApi } from '../apps/demo/src/nocobase-api';
import { expectAccessible, lanes, launch, visit, world } from './browser';
import { drawer, item, submit } from './form';

const PAGE = '/admin/settings/notification-manager/channels';

let browser: Browser;
let api: NocoBaseApi;
beforeAll(async () => {
  browser = await launch();
  api = await signIn(world.hostUrl, ADMINISTRATOR.email, DEMO_PASSWORD);
});
afterAll(() => browser.close());

describe.each(lanes)('channel settings, $lane client', ({ lane, base }) => {
  it('choose the authenticator, and nothing else', async () => {
    const title = `Channel of the ${lane} client`;
    const { page, complaints } = await visit(browser, base + PAGE);
    await page.getByRole('button', { name: 'Add new' }).hover();
    await page.getByRole('menuitem', { name: 'WeCom', exact: true }).click();
    await drawer(page).locator('input').nth(1).fill(title); // After the identifier, in both clients.
    await item(drawer(page), 'Authenticator').locator('.ant-select-selector').click();
    await page.locator('.ant-select-item-option', { hasText: 'Acme' }).first().click();
    await expectAccessible(page, '.ant-form-item:has(label[title="Authenticator"])');
    await submit(page);
    await page.getByRole('cell', { name: title }).waitFor();
    const [channel] = await api.call<{ options: object }[]>('notificationChannels:list', {
      params: { filter: { title } },
    });
    expect(channel?.options).toEqual({ authenticator: world.authenticator });
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('warn when the authenticator is gone', async () => {
    const name = `orphan_${lane}`;
    await api.call('notificationChannels:create', {
      values: { name, title: name, notificationType: 'openwecom', options: { authenticator: 'removed' } },
    });
    const { page } = await visit(browser, base + PAGE);
    await page.getByRole('row').filter({ hasText: name }).getByText('Edit').click();
    await page.getByText('The authenticator "removed" no longer exists').waitFor();
    await page.close();
  });
});
