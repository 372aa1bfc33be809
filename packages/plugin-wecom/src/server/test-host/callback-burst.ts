import type { Model } from '@nocobase/database';
import { expect, it } from 'vitest';
import { CALLBACKS_COLLECTION, CARD_REPLIES_COLLECTION } from '../../constants';
import { addReceiver, menuClickXml, newPair, post } from './callbacks';
import type { TestHost } from './host';

const CLICKS = 60;
const REPEATS = 3;

/** What has to hold on every database when WeCom tells much at once, and everything three times. */
export function callbackBurstTests(running: () => { host: TestHost }): void {
  it('stores and handles each callback of a burst once, however often WeCom repeats it meanwhile', async () => {
    const { host } = running();
    const sender = { corpId: 'wwcorp', ...newPair() };
    await addReceiver(host, 'burst', sender);
    const answers = await Promise.all(
      Array.from({ length: CLICKS * REPEATS }, (_, n) =>
        post(host.anonymous(), 'auth-burst', menuClickXml(`card_${n % CLICKS}`, `burst_${n % CLICKS} 🦊`), sender),
      ),
    );
    expect(answers.map(({ text }) => text)).toEqual(Array(CLICKS * REPEATS).fill('success'));
    const rows = host.app.db.getModel<Model>(CALLBACKS_COLLECTION);
    expect(await rows.count()).toBe(CLICKS);
    await expect.poll(() => rows.count({ where: { state: 'handled', attempts: 1 } }), { timeout: 20_000 }).toBe(CLICKS);
    expect(await host.app.db.getModel(CARD_REPLIES_COLLECTION).count()).toBe(CLICKS);
  });
}
