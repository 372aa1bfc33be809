import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMINISTRATOR, DEMO_PASSWORD } from '../apps/demo/src/accounts';
import { signIn } from '../apps/demo/src/nocobase-api';
import { lanes, launch, visit, world } from './browser';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

describe.each(lanes)('sign-in page, $lane client', ({ base }) => {
  it('is the same with and without an enabled WeCom authenticator', async () => {
    const withOurs = await look(base);
    await setEnabled(false);
    const withoutOurs = await look(base);
    await setEnabled(true);
    expect(withOurs).toEqual(withoutOurs);
    expect(withOurs.passwordInputs).toBe(1);
  });
});

/** Without a session the host complains on its own, so what counts is that we add nothing. */
async function look(base: string) {
  const { page, complaints } = await visit(browser, `${base}/signin`, { signedIn: false });
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  await page.waitForLoadState('networkidle');
  const passwordInputs = await page.locator('input[type=password]').count();
  await page.close();
  return { passwordInputs, complaints: complaints.sort() };
}

async function setEnabled(enabled: boolean): Promise<void> {
  const api = await signIn(world.hostUrl, ADMINISTRATOR.email, DEMO_PASSWORD);
  await api.call('authenticators:update', { params: { filter: { name: world.authenticator } }, values: { enabled } });
}
