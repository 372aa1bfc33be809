import { describe, expect, it } from 'vitest';
import {
  emptyState,
  reduceInbox,
  unreadKey,
  type InboxAction,
  type InboxState,
} from '../../src/inbox/state/inbox-state';
import { call, inboxMessage, operatorMessage, seed } from './corp';

const after = (state: InboxState, ...actions: InboxAction[]): InboxState => actions.reduce(reduceInbox, state);

const show = (userid: string | undefined, agentId?: number): InboxAction => ({ type: 'show', userid, agentId });
const loaded: InboxAction = { type: 'loaded', seed, messages: [], calls: [], callbacks: [], aheadMs: 0 };
const delivered = (id: number, ...userids: string[]): InboxAction => ({
  type: 'message',
  message: operatorMessage(
    id,
    userids.map((userid) => ({ userid, state: 'delivered' as const })),
  ),
});
const ids = (items: readonly { id: number }[] | undefined) => items?.map((item) => item.id);

describe('a message arriving live', () => {
  const watching = after(emptyState, loaded, show('zhangsan'), {
    type: 'inbox-loaded',
    userid: 'zhangsan',
    messages: [],
  });

  it('is put on the phone of the member on show, whatever the case of the userid', () => {
    const state = after(watching, delivered(1, 'ZhangSan'));
    expect(state.inbox).toMatchObject([{ id: 1, state: 'delivered', body: { text: { content: 'message 1' } } }]);
    expect(state.arrived?.id).toBe(1);
  });

  it('counts as unread until its conversation is opened', () => {
    const key = unreadKey('zhangsan', 1000002);
    const state = after(watching, delivered(1, 'zhangsan'), delivered(2, 'zhangsan'));
    expect(state.unread[key]).toBe(2);
    expect(after(state, show('zhangsan', 1000003)).unread[key]).toBe(2);
    expect(after(state, show('zhangsan', 1000002)).unread[key]).toBeUndefined();
  });

  it('is read at once in the open conversation', () => {
    const state = after(watching, show('zhangsan', 1000002), delivered(1, 'zhangsan'));
    expect(state.unread).toEqual({});
  });

  it('counts for members whose phone is not on show, and leaves the phone on show alone', () => {
    const state = after(watching, delivered(1, 'lisi', 'wangwu'));
    expect(state.inbox).toEqual([]);
    expect(state.arrived).toBeUndefined();
    expect(state.unread).toEqual({ [unreadKey('lisi', 1000002)]: 1, [unreadKey('wangwu', 1000002)]: 1 });
  });

  it('is neither unread nor announced when it was dropped', () => {
    const message = operatorMessage(1, [{ userid: 'zhangsan', state: 'dropped', reason: 'too many' }]);
    const state = after(watching, { type: 'message', message });
    expect(state.unread).toEqual({});
    expect(state.arrived).toBeUndefined();
    expect(state.messages).toEqual([message]);
  });
});

describe('reading what the simulator knows', () => {
  it('keeps what came live while it was being read, once', () => {
    const state = after(
      emptyState,
      show('zhangsan'),
      { type: 'loading' },
      delivered(2, 'zhangsan'),
      { type: 'call', call: call(7) },
      { ...loaded, messages: [operatorMessage(1, []), operatorMessage(2, [])], calls: [call(6)] },
      { type: 'inbox-loaded', userid: 'zhangsan', messages: [inboxMessage(1)] },
    );
    expect([ids(state.messages), ids(state.calls), ids(state.inbox)]).toEqual([
      [1, 2],
      [6, 7],
      [1, 2],
    ]);
  });

  it('forgets what a restarted simulator does not know', () => {
    const before = after(emptyState, show('zhangsan'), delivered(1, 'zhangsan'), delivered(2, 'zhangsan'), {
      type: 'call',
      call: call(9),
    });
    const state = after(before, { type: 'loading' }, loaded, {
      type: 'inbox-loaded',
      userid: 'zhangsan',
      messages: [],
    });
    expect([state.messages, state.calls, state.inbox]).toEqual([[], [], []]);
  });

  it('shows a message as it is now when it was recalled meanwhile', () => {
    const state = after(
      emptyState,
      show('zhangsan'),
      delivered(1, 'zhangsan'),
      { type: 'loading' },
      {
        type: 'inbox-loaded',
        userid: 'zhangsan',
        messages: [inboxMessage(1, { state: 'recalled' })],
      },
    );
    expect(state.inbox).toMatchObject([{ id: 1, state: 'recalled' }]);
  });

  it('ignores the inbox of a member who is no longer on show', () => {
    const state = after(emptyState, show('zhangsan'), show('lisi'), {
      type: 'inbox-loaded',
      userid: 'zhangsan',
      messages: [inboxMessage(1)],
    });
    expect(state.inbox).toBeUndefined();
  });

  it('keeps the newest 500 calls', () => {
    const calls = Array.from({ length: 510 }, (_, index) => call(index + 1));
    const state = after(emptyState, { ...loaded, calls });
    expect([state.calls.length, state.calls[0]?.id, state.calls.at(-1)?.id]).toEqual([500, 11, 510]);
  });
});

describe('reset', () => {
  it('forgets messages, calls and what was unread, and keeps who is on show', () => {
    const state = after(emptyState, loaded, show('zhangsan'), delivered(1, 'zhangsan', 'lisi'), { type: 'reset' });
    expect(state).toMatchObject({ userid: 'zhangsan', messages: [], calls: [], inbox: [], unread: {} });
    expect(state.arrived).toBeUndefined();
  });
});
