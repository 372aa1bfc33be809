import { describe, expect, it } from 'vitest';
import { timelineOf } from '../../src/inbox/state/timeline';
import { at, callback, inboxMessage } from './corp';

describe('a conversation', () => {
  it('holds what the app sent and what the member wrote to it, in the order of time', () => {
    const wrote = { FromUserName: 'ZhangSan', MsgType: 'text', Content: 'Where?' };
    const items = timelineOf(
      [inboxMessage(1), inboxMessage(5)],
      [
        callback(1, { at: at + 3000, message: wrote }),
        callback(2, { at: at + 4000, message: { ...wrote, FromUserName: 'lisi' } }),
        callback(3, { at: at + 4000, message: wrote, receiver: 1000003 }),
        callback(4, { at: at + 4000, message: { ...wrote, MsgType: 'event', Event: 'enter_agent' } }),
      ],
      1000002,
      'zhangsan',
    );
    expect(items.map(({ key }) => key)).toEqual(['message/1', 'said/1', 'message/5']);
    expect(items[1]).toMatchObject({ said: 'Where?', state: 'delivered' });
  });
});
