import { optional, text, type Fields } from './fields';

/** What every callback carries. All values are text, exactly as WeCom wrote it. */
export interface CallbackBase {
  /** The decrypted XML, for a record or a hash: WeCom's repeats of one callback have the same. */
  xml: string;
  /** The corp id. */
  ToUserName: string;
  /** The member's userid, or `sys` when nobody in particular caused it. */
  FromUserName: string;
  /** Unix time in seconds. */
  CreateTime: string;
  /** Absent in callbacks of contacts sync, which belong to no agent. */
  AgentID?: string;
}

/** What the kinds add to the base, without what tells them apart. */
export type Own<T> = Omit<T, keyof CallbackBase | 'kind' | 'MsgType' | 'Event' | 'ChangeType'>;

export const base: Fields<Omit<CallbackBase, 'xml'>> = {
  ToUserName: text,
  FromUserName: text,
  CreateTime: text,
  AgentID: optional(text),
};
