import type { Callback, CallbackEvent, CallbackMessage } from '@openwecom/client';
import type { OwnerKind } from './owners';

/** `Event` of an event, `MsgType` of a message: no word is both. */
export type CallbackName = CallbackEvent['Event'] | CallbackMessage['MsgType'];

/** The callback of this name. */
export type CallbackOf<Name extends CallbackName> = EventOf<Name> | MessageOf<Name>;
type EventOf<Name, E = CallbackEvent> = E extends { Event: infer Names } ? (Name extends Names ? E : never) : never;
type MessageOf<Name, M = CallbackMessage> = M extends { MsgType: Name } ? M : never;

export interface CallbackContext {
  /** Whose address WeCom called. */
  owner: { kind: OwnerKind; name: string };
  /** From 1. */
  attempt: number;
  /** Milliseconds since 1970. */
  receivedAt: number;
}

export type CallbackHandler<Name extends CallbackName> = (
  callback: CallbackOf<Name>,
  context: CallbackContext,
) => Promise<void>;

type AnyHandler = (callback: Callback, context: CallbackContext) => Promise<void>;

/**
 * Who handles what WeCom tells. For other plugins too: `app.pm.get('@openwecom/plugin-wecom').callbacks.on('enter_agent', …)`, in
 * their `load()`.
 */
export class Callbacks {
  private readonly handlers = new Map<string, AnyHandler[]>();

  /**
   * The handler is called after WeCom was answered, in one process at a time, and in no particular order. When it rejects, or its
   * process dies, all handlers of the callback are called again, for some hours.
   *
   * **It must be idempotent**: besides those retries, whoever has seen a callback may repeat it with digits moved between its nonce
   * and its timestamp, which the signature does not notice, and contact changes are told apart by both.
   */
  on<Name extends CallbackName>(name: Name, handler: CallbackHandler<Name>): void {
    this.handlers.set(name, [...(this.handlers.get(name) ?? []), handler as unknown as AnyHandler]);
  }

  /** What is to be called for this callback; nothing for a kind nobody has asked for. */
  handlersOf(callback: Callback): readonly AnyHandler[] {
    if (callback.kind === 'unknown') return [];
    return this.handlers.get(callback.kind === 'event' ? callback.Event : callback.MsgType) ?? [];
  }
}
