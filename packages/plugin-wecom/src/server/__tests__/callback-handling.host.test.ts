import type { Model } from '@nocobase/database';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { CALLBACKS_COLLECTION } from '../../constants';
import { Callbacks } from '../callback/callbacks';
import { Dispatcher } from '../callback/dispatcher';
import { forgetOldCallbacks } from '../callback/prune';
import { eventXml } from '../test-host/callbacks';
import { bootHost, type TestHost } from '../test-host/host';

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;

// Years ahead, so that the host's own dispatcher sees nothing of these callbacks as due.
let now = Date.UTC(2100, 0, 1);
const clock = () => now;

let host: TestHost;
const running: Dispatcher[] = [];

beforeAll(async () => {
  host = await bootHost();
});
afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(running.splice(0).map((dispatcher) => dispatcher.stop()));
  await rows().destroy({ truncate: true });
});
afterAll(() => host.close());

const rows = () => host.app.db.getModel<Model>(CALLBACKS_COLLECTION);

async function store(values: Record<string, unknown> = {}): Promise<number> {
  const row = await rows().create({
    endpoint: 'auth-main',
    hash: `hash ${Math.random()}`,
    xml: eventXml({ Event: 'enter_agent' }),
    state: 'received',
    receivedAt: now,
    dueAt: now,
    ...values,
  });
  return row.get('id') as number;
}

interface StoredCallback {
  state: string;
  attempts: number;
  dueAt: number;
  lease: string | null;
  problem: string | null;
}

async function read(id: number): Promise<StoredCallback> {
  const row = await rows().findByPk(id);
  const stored = row!.toJSON<StoredCallback>();
  return { ...stored, dueAt: Number(stored.dueAt) };
}

/** One as each process has it. */
function startProcess(handler: () => Promise<void>): Dispatcher {
  const callbacks = new Callbacks();
  callbacks.on('enter_agent', handler);
  const dispatcher = new Dispatcher({ app: host.app, callbacks, now: clock });
  running.push(dispatcher);
  dispatcher.start();
  return dispatcher;
}

describe('a callback whose handler fails', () => {
  it('is tried eight times within four hours and then failed, with the reason and without secrets', async () => {
    const handler = vi.fn(() => Promise.reject(new Error('no such department; access_token=abcdef')));
    const id = await store();
    const dispatcher = startProcess(handler);
    const pauses: number[] = [];
    for (let attempt = 1; attempt < 8; attempt += 1) {
      await expect.poll(() => read(id)).toMatchObject({ state: 'received', attempts: attempt, lease: null });
      const { dueAt } = await read(id);
      pauses.push((dueAt - now) / 1000);
      now = dueAt - 1;
      dispatcher.wake();
      await dispatcher.stop();
      expect(handler).toHaveBeenCalledTimes(attempt);
      dispatcher.start();
      now = dueAt;
      dispatcher.wake();
    }
    await expect.poll(async () => (await read(id)).state).toBe('failed');
    expect(pauses).toEqual([5, 30, 120, 600, 1800, 3600, 7200]);
    expect(handler).toHaveBeenCalledTimes(8);
    const { problem } = await read(id);
    expect(problem).toMatch(/^no such department/);
    expect(problem).not.toContain('abcdef');
  });

  it('is handled, and nothing is said of the failure any more, once the handler can', async () => {
    let isMended = false;
    const id = await store();
    const dispatcher = startProcess(() => (isMended ? Promise.resolve() : Promise.reject(new Error('not yet'))));
    await expect.poll(() => read(id)).toMatchObject({ lease: null, problem: 'not yet' });
    isMended = true;
    now += MINUTE_MS;
    dispatcher.wake();
    await expect.poll(() => read(id)).toMatchObject({ state: 'handled', attempts: 2, problem: null });
  });
});

describe('a callback whose handler takes long', () => {
  it('stays with its process, which says again and again that it lives', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    let end = () => {};
    const slow = vi.fn(() => new Promise<void>((resolve) => (end = resolve)));
    const other = vi.fn(() => Promise.resolve());
    const id = await store();
    startProcess(slow);
    await expect.poll(() => slow.mock.calls.length, { interval: 20 }).toBe(1);
    for (let passed = 0; passed < 10; passed += 1) {
      now += 10_000;
      vi.advanceTimersByTime(10_000);
      await vi.waitUntil(async () => (await read(id)).dueAt === now + 30_000);
    }
    startProcess(other);
    end();
    await vi.waitUntil(async () => (await read(id)).state === 'handled');
    expect(other).not.toHaveBeenCalled();
    expect((await read(id)).attempts).toBe(1);
  });

  it('goes to another process when its own has said nothing for half a minute', async () => {
    const id = await store({ lease: 'of a process that was killed', dueAt: now + 30_000, attempts: 1 });
    const handler = vi.fn(() => Promise.resolve());
    const dispatcher = startProcess(handler);
    now += 29_999;
    dispatcher.wake();
    await dispatcher.stop();
    expect(handler).not.toHaveBeenCalled();
    now += 1;
    dispatcher.start();
    await expect.poll(() => read(id)).toMatchObject({ state: 'handled', attempts: 2 });
  });
});

describe('old callbacks', () => {
  it('are forgotten: handled ones after 7 days, failed ones after 30, waiting ones never', async () => {
    const aged = (state: string, days: number) => store({ state, receivedAt: now - days * DAY_MS });
    const handled = [await aged('handled', 6.9), await aged('handled', 7.1)];
    const failed = [await aged('failed', 29.9), await aged('failed', 30.1)];
    const waiting = await aged('received', 400);
    await forgetOldCallbacks(host.app, now);
    const left = (await rows().findAll({ order: ['id'] })).map((row) => row.get('id') as number);
    expect(left).toEqual([handled[0], failed[0], waiting]);
  });
});
