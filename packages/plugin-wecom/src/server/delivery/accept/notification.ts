import type { MessageBody } from '@openwecom/client/messages';
import type { QueueProblem } from '../states';

/** A notification whose receivers are known. */
export interface Notification {
  /** UUID; id of its row in the host's notification log. */
  id: string;
  /** Name of the authenticator, which names corp and agent. */
  authenticator: string;
  /** Name of the channel; null for one that came through none. */
  channelName: string | null;
  message: MessageBody;
  /** Lower-cased WeCom userid → id of the user, null for a member without a user. Any number. */
  members: ReadonlyMap<string, string | null>;
  /** Users that are no member, and what is no user at all. */
  notLinked: readonly string[];
}

/** A notification that is written down. */
export interface Accepted {
  /** In order. */
  deliveryIds: number[];
  /** What keeps the app from sending at this moment. */
  problem: QueueProblem | null;
}
