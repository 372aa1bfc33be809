import type { Model } from '@nocobase/database';
import { expect, it } from 'vitest';
import { CALLBACKS_COLLECTION, CARD_REPLIES_COLLECTION } from '../../constants';
import { Callbacks } from '../callback/callbacks';
import { Dispatcher } from '../callback/dispatcher';
import { addReceiver, eventXml, menuClickXml, newPair, post } from './callbacks';
import type { TestHost } from './host';

const CLICKS = 60;
const REPEATS = 3;

/** What has to hold on every database when WeCom tells much at once, and everything three times. */
export function callbackBurstTests(running: () => { host: TestHost }): void {
  it('stores and handles each callback of a burst once, however often WeCom repeats it meanwhile', async () => {
    const { host } = running();
    const sender = { corpId: 'wwcorp', ...newPair() };
    await addReceiver(host, 'burst', sender);
    const click = async (n: number) => {
      const xml = menuClickXml(`card_${n % CLICKS}`, `burst_${n % CLICKS} 🦊`);
      const { status, text } = await post(host.anonymous(), 'auth-burst', xml, sender);
      return `${status} ${text}`.trim();
    };
    const answers = await Promise.all(Array.from({ length: CLICKS * REPEATS }, (_, n) => click(n)));
    for (const [n, answer] of answers.entries()) {
      // On a busy machine some are not stored within WeCom's patience. It repeats them.
      expect(answer === '503' ? await click(n) : answer).toBe('200 success');
    }
    const rows = host.app.db.getModel<Model>(CALLBACKS_COLLECTION);
    expect(await rows.count()).toBe(CLICKS);
    await expect.poll(() => rows.count({ where: { state: 'handled', attempts: 1 } }), { timeout: 20_000 }).toBe(CLICKS);
    expect(await host.app.db.getModel(CARD_REPLIES_COLLECTION).count()).toBe(CLICKS);
  });

  it('has each stored callback handled once, by one of the processes that claim at the same time', async () => {
    const { app } = running().host;
    const rows = app.db.getModel<Model>(CALLBACKS_COLLECTION);
    // Years ahead, so that the host's own dispatcher sees nothing of these callbacks as due.
    const now = () => Date.UTC(2100, 0, 1);
    await rows.bulkCreate(
      Array.from({ length: CLICKS }, (_, n) => ({
        endpoint: 'auth-claimed',
        hash: `claimed ${n}`,
        xml: eventXml({ Event: 'enter_agent', from: `member${n}` }),
        state: 'received',
        receivedAt: now(),
        dueAt: now(),
      })),
    );
    const handled: string[][] = [[], []];
    const processes = handled.map((members) => {
      const callbacks = new Callbacks();
      callbacks.on('enter_agent', async ({ FromUserName }) => {
        members.push(FromUserName);
        await new Promise((resolve) => setTimeout(resolve, 20)); // Both are to come to something.
      });
      return new Dispatcher({ app, callbacks, now });
    });
    for (const dispatcher of processes) dispatcher.start();
    const where = { endpoint: 'auth-claimed', state: 'handled', attempts: 1 };
    await expect.poll(() => rows.count({ where }), { timeout: 20_000 }).toBe(CLICKS);
    await Promise.all(processes.map((dispatcher) => dispatcher.stop()));
    expect(new Set(handled.flat()).size).toBe(CLICKS);
    expect(handled.flat()).toHaveLength(CLICKS);
    expect(handled.map((members) => members.length)).not.toContain(0);
  });
}
