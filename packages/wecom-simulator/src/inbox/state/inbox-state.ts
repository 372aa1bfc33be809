import type { Call, Callback, DeliveryOutcome, InboxMessage, OperatorMessage, Seed } from '../api/wire';

/** How many of the newest calls and messages the page keeps; the simulator keeps more. */
export const KEPT = 500;

export interface InboxState {
  connection: 'connecting' | 'live' | 'lost';
  seed: Seed | undefined;
  /** Everything sent, newest last. */
  messages: readonly OperatorMessage[];
  /** Newest last. */
  calls: readonly Call[];
  /** What the simulator sent to apps and to contacts sync, newest last. */
  callbacks: readonly Callback[];
  /** Whose phone is shown, as the seed spells it. */
  userid: string | undefined;
  /** Whose conversation is open on the phone. */
  agentId: number | undefined;
  /** The inbox of `userid`, newest last; undefined until it has been read. */
  inbox: readonly InboxMessage[] | undefined;
  /** New since the page was opened and not looked at, by `unreadKey`. */
  unread: Readonly<Record<string, number>>;
  /** How far the simulator's clock runs ahead of this machine's, in milliseconds. */
  aheadMs: number;
  /** What was known when reading began: what has been read replaces it, while what came live meanwhile stays. */
  stale: ReadonlySet<object>;
  /** The last message that reached the phone on show, for the live region. */
  arrived: InboxMessage | undefined;
}

export type InboxAction =
  | { type: 'connection'; connection: InboxState['connection'] }
  | { type: 'loading' }
  | {
      type: 'loaded';
      seed: Seed;
      messages: readonly OperatorMessage[];
      calls: readonly Call[];
      callbacks: readonly Callback[];
      aheadMs: number;
    }
  | { type: 'inbox-loaded'; userid: string; messages: readonly InboxMessage[] }
  | { type: 'message'; message: OperatorMessage }
  | { type: 'call'; call: Call }
  | { type: 'callback'; callback: Callback }
  | { type: 'clock'; aheadMs: number }
  | { type: 'reset' }
  | { type: 'show'; userid: string | undefined; agentId: number | undefined };

export const emptyState: InboxState = {
  connection: 'connecting',
  seed: undefined,
  messages: [],
  calls: [],
  callbacks: [],
  userid: undefined,
  agentId: undefined,
  inbox: undefined,
  unread: {},
  aheadMs: 0,
  stale: new Set(),
  arrived: undefined,
};

/** WeCom ignores case in a userid. */
export const unreadKey = (userid: string, agentId: number): string => `${userid.toLowerCase()}/${agentId}`;

export function reduceInbox(state: InboxState, action: InboxAction): InboxState {
  switch (action.type) {
    case 'connection':
      return { ...state, connection: action.connection };
    case 'loading':
      return {
        ...state,
        stale: new Set<object>([...state.messages, ...state.calls, ...state.callbacks, ...(state.inbox ?? [])]),
      };
    case 'loaded':
      return {
        ...state,
        seed: action.seed,
        aheadMs: action.aheadMs,
        messages: mergeById(action.messages, withoutStale(state, state.messages)),
        calls: mergeById(action.calls, withoutStale(state, state.calls)),
        callbacks: mergeById(action.callbacks, withoutStale(state, state.callbacks)),
      };
    case 'inbox-loaded':
      if (state.userid !== action.userid) return state;
      return { ...state, inbox: mergeById(action.messages, withoutStale(state, state.inbox ?? [])) };
    case 'message':
      return receive(state, action.message);
    case 'call':
      return { ...state, calls: mergeById([action.call], state.calls) };
    case 'callback':
      return { ...state, callbacks: mergeById([action.callback], state.callbacks) };
    case 'clock':
      return { ...state, aheadMs: action.aheadMs };
    case 'reset':
      return { ...state, messages: [], calls: [], callbacks: [], inbox: [], unread: {}, arrived: undefined };
    case 'show':
      return show(state, action.userid, action.agentId);
    default:
      return action satisfies never;
  }
}

function receive(state: InboxState, message: OperatorMessage): InboxState {
  const unread = { ...state.unread };
  let { inbox, arrived } = state;
  for (const { userid, ...delivery } of message.recipients) {
    const onShow = userid.toLowerCase() === state.userid?.toLowerCase();
    const received = toInboxMessage(message, delivery);
    if (onShow) inbox = mergeById([received], inbox ?? []);
    if (delivery.state !== 'delivered') continue;
    if (onShow) arrived = received;
    if (onShow && state.agentId === message.agentid) continue;
    const key = unreadKey(userid, message.agentid);
    unread[key] = (unread[key] ?? 0) + 1;
  }
  return { ...state, messages: mergeById([message], state.messages), inbox, arrived, unread };
}

function toInboxMessage(
  { recipients: _recipients, ...head }: OperatorMessage,
  delivery: DeliveryOutcome,
): InboxMessage {
  return { ...head, ...delivery };
}

function show(state: InboxState, userid: string | undefined, agentId: number | undefined): InboxState {
  const unread = { ...state.unread };
  if (userid !== undefined && agentId !== undefined) delete unread[unreadKey(userid, agentId)];
  if (userid === state.userid) return { ...state, agentId, unread };
  return { ...state, userid, agentId, unread, inbox: undefined, arrived: undefined };
}

/** Ids begin again after a reset or a restart, so what was known before says nothing then. */
function withoutStale<Item extends object>({ stale }: InboxState, items: readonly Item[]): readonly Item[] {
  return items.filter((item) => !stale.has(item));
}

/** `newer` wins over what is known of the same id. In the order of ids, which is the order of sending. */
function mergeById<Item extends { id: number }>(newer: readonly Item[], known: readonly Item[]): readonly Item[] {
  const byId = new Map(known.map((item) => [item.id, item]));
  for (const item of newer) byId.set(item.id, item);
  return [...byId.values()].sort((a, b) => a.id - b.id).slice(-KEPT);
}
