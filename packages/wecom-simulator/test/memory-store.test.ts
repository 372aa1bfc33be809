import { describe, expect, it } from 'vitest';
import { BoundedList } from '../src/bounded-list';
import { MemoryStore } from '../src/memory-store';

const message = (n: number) => ({ msgid: `m${n}`, agentid: 1, sentAt: n, body: { msgtype: 'text' } });
const to = (...userids: string[]) => userids.map((userid) => ({ userid, state: 'delivered' as const }));

describe('the memory store', () => {
  it('forgets the oldest messages with their deliveries when there are too many', () => {
    const store = new MemoryStore({ calls: 2, deliveries: 3, mediaBytes: 10 });
    store.addMessage(message(1), to('a', 'b'));
    store.addMessage(message(2), to('a'));
    store.addMessage(message(3), to('a'));
    expect(store.messages().map(({ msgid }) => msgid)).toEqual(['m2', 'm3']);
    expect(store.messageByMsgid('m1')).toBeUndefined();
    expect(store.deliveriesTo('A').map(({ message: { msgid } }) => msgid)).toEqual(['m2', 'm3']);
    expect(store.deliveriesTo('b')).toEqual([]);
  });

  it('counts by member and agent what it has forgotten too, and what was recalled', () => {
    const store = new MemoryStore({ calls: 2, deliveries: 2, mediaBytes: 10 });
    const sent = store.addMessage(message(1), to('A', 'b'));
    store.addMessage({ ...message(2), agentid: 2 }, [{ userid: 'a', state: 'dropped' }]);
    store.recall(sent);
    store.recall(sent);
    store.addMessage(message(3), to('a'));
    expect(Object.fromEntries(store.tallies())).toEqual({
      a: { delivered: 1, dropped: 1, recalled: 1 },
      b: { delivered: 0, dropped: 0, recalled: 1 },
    });
    expect(store.tallies(2).get('a')).toEqual({ delivered: 0, dropped: 1, recalled: 0 });
  });

  it('keeps messages nobody got within the same bound', () => {
    const store = new MemoryStore({ calls: 2, deliveries: 3, mediaBytes: 10 });
    for (let n = 0; n < 10; n += 1) store.addMessage(message(n), []);
    expect(store.messages()).toHaveLength(3);
  });

  it('keeps the newest calls and the newest media', () => {
    const store = new MemoryStore({ calls: 2, deliveries: 3, mediaBytes: 10 });
    const call = {
      at: 0,
      method: 'GET',
      path: '/',
      caller: '',
      query: {},
      requestText: '',
      status: 200,
      durationMs: 0,
      notes: [],
    };
    for (let n = 0; n < 3; n += 1) {
      store.addCall(call);
      const file = { type: 'file' as const, fileName: '', contentType: '', createdAt: 0, bytes: new Uint8Array(6) };
      store.addMedia({ ...file, mediaId: `f${n}` });
    }
    expect(store.calls().map(({ id }) => id)).toEqual([2, 3]);
    expect([0, 1, 2].map((n) => store.media(`f${n}`) !== undefined)).toEqual([false, false, true]);
  });
});

describe('a bounded list', () => {
  it('stays in order over many more items than it holds', () => {
    const list = new BoundedList<number>();
    for (let n = 0; n < 10_000; n += 1) {
      list.push(n);
      if (list.length > 100) list.shift();
    }
    expect(list.length).toBe(100);
    expect(list.at(0)).toBe(9900);
    expect(list.at(-1)).toBeUndefined();
    expect(list.toArray().at(-1)).toBe(9999);
  });
});
