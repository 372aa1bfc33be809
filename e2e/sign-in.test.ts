import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lanes, launch, visit } from './browser';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

describe.each(lanes)('sign-in page, $lane client', ({ base }) => {
  it('keeps its password form and gets no new complaint from an enabled WeCom authenticator', async () => {
    const { page, complaints } = await visit(browser, `${base}/signin`, { signedIn: false });
    // Without a session the host complains on its own, so what counts is that we add nothing.
    const look = async (offered: number) => {
      complaints.length = 0;
      const answer = page.waitForResponse(LIST);
      await page.reload();
      expect(((await (await answer).json()) as Answer).data).toHaveLength(offered);
      await page.getByRole('button', { name: 'Sign in' }).waitFor();
      await page.waitForLoadState('networkidle');
      return { passwordInputs: await page.locator('input[type=password]').count(), complaints: [...complaints].sort() };
    };
    const withOurs = await look(2);
    await page.route(LIST, async (route) => {
      const response = await route.fetch();
      const { data } = (await response.json()) as Answer;
      await route.fulfill({ response, json: { data: data.filter(({ authType }) => authType !== 'openwecom') } });
    });
    expect(await look(1)).toEqual(withOurs);
    expect(withOurs.passwordInputs).toBe(1);
    await page.close();
  });
});

const LIST = /authenticators:publicList/;

interface Answer {
  data: { authType: string }[];
}
