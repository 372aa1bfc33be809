import type { Callback, InboxMessage } from '../api/wire';

/** What stands in a conversation: messages of the app, and what the member wrote to it. */
export type TimelineItem =
  | { key: string; at: number; message: InboxMessage }
  | { key: string; at: number; said: string; state: Callback['state'] };

/** Both in the order of time. What was written stands in the callbacks it was sent with. */
export function timelineOf(
  messages: readonly InboxMessage[],
  callbacks: readonly Callback[],
  agentId: number,
  userid: string,
): TimelineItem[] {
  const said = callbacks.flatMap(({ id, at, receiver, message, state }) =>
    receiver === agentId && message.MsgType === 'text' && isSame(message.FromUserName, userid)
      ? [{ key: `said/${id}`, at, said: textOf(message.Content), state }]
      : [],
  );
  const received = messages.map((message) => ({ key: `message/${message.id}`, at: message.sentAt, message }));
  return [...received, ...said].sort((a, b) => a.at - b.at);
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** WeCom ignores case in a userid. */
const isSame = (value: unknown, userid: string): boolean => textOf(value).toLowerCase() === userid.toLowerCase();
