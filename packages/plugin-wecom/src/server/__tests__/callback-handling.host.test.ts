import type { Model } from '@nocobase/database';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { CALLBACKS_COLLECTION, CARD_REPLIES_COLLECTION } from '../../constants';
import { Callbacks, type CallbackContext } from '../callback/callbacks';
import { Dispatcher } from '../callback/dispatcher';
import { forgetOldCallbacks, forgetOldReplies } from '../callback/prune';
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

type Handler = (callback: unknown, context: CallbackContext) => Promise<void>;

/** One as each process has it. */
function startProcess(
  handlers: Handler | Handler[],
  options: Partial<ConstructorParameters<typeof Dispatcher>[0]> = {},
): Dispatcher {
  const callbacks = new Callbacks();
  for (const handler of [handlers].flat()) callbacks.on('enter_agent', handler);
  const dispatcher = new Dispatcher({ app: host.app, callbacks, now: clock, ...options });
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

  it('is handed to all who handle it, and says of each why it failed', async () => {
    const others = [vi.fn(() => Promise.resolve()), vi.fn(() => Promise.reject(new Error('nor the last')))];
    const id = await store();
    startProcess([() => Promise.reject(new Error('not the first')), ...others]);
    await expect.poll(() => read(id)).toMatchObject({ lease: null, problem: 'not the first; nor the last' });
    for (const handler of others) expect(handler).toHaveBeenCalledOnce();
  });

  it('is failed, and handled by nobody, when its processes died eight times while they handled it', async () => {
    const handler = vi.fn(() => Promise.resolve());
    const id = await store({ lease: 'of the eighth', dueAt: now - 1, attempts: 8 });
    startProcess(handler);
    await expect
      .poll(() => read(id))
      .toMatchObject({ state: 'failed', problem: expect.stringContaining('process ended') as string, lease: null });
    expect(handler).not.toHaveBeenCalled();
  });

  it('is failed at once when it has not the form that handlers wait for', async () => {
    const handler = vi.fn(() => Promise.resolve());
    const xml = eventXml({ Event: 'enter_agent' }).replace(/<CreateTime>.*<.CreateTime>/, '');
    const id = await store({ xml });
    startProcess(handler);
    await expect
      .poll(() => read(id))
      .toMatchObject({ state: 'failed', problem: expect.stringContaining('"enter_agent"') as string, attempts: 1 });
    expect(handler).not.toHaveBeenCalled();
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

describe('a callback whose handler never ends', () => {
  it('has failed when the time for an attempt is over, is told so, and leaves its slot to others', async () => {
    const hanging = vi.fn((_callback: unknown, _context: CallbackContext) => new Promise<void>(() => undefined));
    const others = vi.fn(() => Promise.resolve());
    const ids = await Promise.all(Array.from({ length: 12 }, () => store()));
    startProcess([hanging, others], { attemptMs: 50 });
    for (const id of ids) {
      await expect
        .poll(() => read(id))
        .toMatchObject({ state: 'received', attempts: 1, problem: expect.stringContaining('0.05 seconds') as string });
    }
    expect(others).toHaveBeenCalledTimes(ids.length);
    expect(hanging.mock.calls.every(([, { signal }]) => signal.aborted)).toBe(true);
    now += MINUTE_MS;
    running[0]?.wake();
    await expect.poll(() => hanging.mock.calls.length).toBeGreaterThan(ids.length);
  });

  it('does not keep the host from stopping, and goes to another process', async () => {
    const seen: CallbackContext[] = [];
    const id = await store();
    const dispatcher = startProcess(
      (_callback, context) => {
        seen.push(context);
        return new Promise(() => undefined);
      },
      { stopMs: 100 },
    );
    await expect.poll(() => seen).toHaveLength(1);
    const began = performance.now();
    await dispatcher.stop();
    expect(performance.now() - began).toBeLessThan(2000);
    expect(seen[0]?.signal.aborted).toBe(true);
    now += MINUTE_MS;
    startProcess(() => Promise.resolve());
    await expect.poll(() => read(id)).toMatchObject({ state: 'handled', attempts: 2 });
  });

  it('stays with its process while that stops', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    let end = () => {};
    const slow = vi.fn(() => new Promise<void>((resolve) => (end = resolve)));
    const id = await store();
    const dispatcher = startProcess(slow);
    await vi.waitUntil(() => slow.mock.calls.length === 1);
    const stopping = dispatcher.stop();
    now += 20_000;
    vi.advanceTimersByTime(20_000);
    await vi.waitUntil(async () => (await read(id)).dueAt === now + 30_000);
    end();
    await stopping;
    expect(await read(id)).toMatchObject({ state: 'handled', attempts: 1 });
  });
});

describe('changes of contacts that take long', () => {
  it('do not keep clicks on cards waiting', async () => {
    const changes = vi.fn(() => new Promise<void>(() => undefined));
    const entered = vi.fn(() => Promise.resolve());
    const callbacks = new Callbacks();
    callbacks.on('change_contact', changes);
    callbacks.on('enter_agent', entered);
    const xml = eventXml({ Event: 'change_contact', rest: '<ChangeType>delete_party</ChangeType><Id>2</Id>' });
    for (let n = 0; n < 20; n += 1) await store({ xml, lane: 'contacts' });
    const dispatcher = new Dispatcher({ app: host.app, callbacks, now: clock, stopMs: 100 });
    running.push(dispatcher);
    dispatcher.start();
    await expect.poll(() => changes.mock.calls.length).toBeGreaterThan(0);
    const ids = await Promise.all(Array.from({ length: 5 }, () => store()));
    dispatcher.wake();
    for (const id of ids) await expect.poll(async () => (await read(id)).state).toBe('handled');
    expect(entered).toHaveBeenCalledTimes(5);
    expect(changes.mock.calls.length).toBeLessThan(20);
  });
});

describe('old clicks on cards', () => {
  it('are forgotten when the deliveries of their time are', async () => {
    const replies = host.app.db.getModel<Model>(CARD_REPLIES_COLLECTION);
    const reply = (responseCode: string, days: number) => ({
      taskId: 'card',
      corpId: 'wwcorp',
      member: 'zhangsan',
      event: 'template_card_menu_event',
      eventKey: 'approve',
      responseCode,
      repliedAt: now - days * DAY_MS,
    });
    await replies.bulkCreate([reply('young', 29.9), reply('old', 30.1)]);
    await forgetOldReplies(host.app, 30, now);
    expect((await replies.findAll()).map((row) => row.get('responseCode') as string)).toEqual(['young']);
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
