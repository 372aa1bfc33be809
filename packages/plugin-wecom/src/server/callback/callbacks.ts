import type { Callback, CallbackEvent, CallbackMessage, UnknownCallback } from '@openwecom/client';
import type { OwnerKind } from '../../callback-status';

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
  /** Aborts when the time for this attempt, {@link ATTEMPT_MS}, is over or the process stops: what is done later counts for nothing. */
  signal: AbortSignal;
}

export type CallbackHandler<Name extends CallbackName> = (
  callback: CallbackOf<Name>,
  context: CallbackContext,
) => Promise<void>;

/** After so long an attempt has failed. It is above what changes of contacts take that bring thousands of members. */
export const ATTEMPT_MS = 5 * 60_000;

type AnyHandler = (callback: Callback, context: CallbackContext) => Promise<void>;

/**
 * Who handles what WeCom tells. For other plugins too: `app.pm.get('@openwecom/plugin-wecom').callbacks.on('enter_agent', …)`, in
 * their `load()`.
 */
export class Callbacks {
  private readonly handlers = new Map<string, AnyHandler[]>();

  /**
   * The handler is called after WeCom was answered, in one process at a time, beside the other handlers of the callback, and in no
   * particular order. When one of them rejects or takes longer than {@link ATTEMPT_MS}, or their process dies, all of them are called
   * again, for some hours.
   *
   * **It must be idempotent**: besides those retries, whoever has seen a callback may repeat it with digits moved between its nonce
   * and its timestamp, which the signature does not notice, and contact changes are told apart by both.
   */
  on<Name extends CallbackName>(name: Name, handler: CallbackHandler<Name>): void {
    this.handlers.set(name, [...(this.handlers.get(name) ?? []), handler as unknown as AnyHandler]);
  }

  /** What is to be called for this callback; nothing for a kind nobody has asked for. */
  handlersOf(callback: Callback): readonly AnyHandler[] {
    return callback.kind === 'unknown' ? [] : (this.handlers.get(nameOf(callback)) ?? []);
  }

  /** True when somebody has asked for this kind, and it has not the form that this version knows of it: nobody could handle it. */
  isMisread(callback: Callback): callback is UnknownCallback {
    return callback.kind === 'unknown' && this.handlers.has(nameOf(callback));
  }
}

/** Of one that {@link Callbacks.isMisread}, for who mends it. */
export const misreading = (callback: UnknownCallback): string =>
  `Not of the form that this version knows of "${nameOf(callback)}"`;

function nameOf(callback: Callback): string {
  const { MsgType, Event } = callback.kind === 'unknown' ? callback.body : { Event: undefined, ...callback };
  const name = MsgType === 'event' ? Event : MsgType;
  return typeof name === 'string' ? name : '';
}
