import { MOST_MEMBERS, writeBody } from '../body';
import type { DeliveryProblem, DeliveryState, RecipientOutcome } from '../states';
import type { ColumnOf } from '../tables';
import type { Notification } from './notification';
import { nextPosition } from './positions';
import { summaryOf } from './summary';

type DeliveryColumn = Exclude<ColumnOf<'deliveries'>, 'id'>;
export type DeliveryRow = Partial<Record<DeliveryColumn, string | number | boolean | null>> & { position: number };

export interface RecipientRow {
  member: string | null;
  userId: string | null;
  outcome: RecipientOutcome;
  /** Of its delivery. */
  position: number;
}

/** What the column takes; what was asked for as a user may be any text. */
const LONGEST_USER_ID = 255;

/**
 * The rows of a notification: deliveries of at most 1000 members each, in the order in which they are sent. With nobody to send to there
 * is one delivery, which has failed.
 */
export function rowsOf(notification: Notification, now: number): { deliveries: DeliveryRow[]; people: RecipientRow[] } {
  const { message, members, notLinked } = notification;
  const common = {
    notificationId: notification.id,
    authenticator: notification.authenticator,
    channelName: notification.channelName,
    msgtype: message.msgtype,
    summary: summaryOf(message),
    acceptedAt: now,
    dueAt: now,
    attempts: 0,
    checked: true,
    logged: true,
  };
  const deliveries: DeliveryRow[] = [];
  const people: RecipientRow[] = [];
  const all = [...members];
  for (let from = 0; from < Math.max(all.length, 1); from += MOST_MEMBERS) {
    const some = all.slice(from, from + MOST_MEMBERS);
    const position = nextPosition(now);
    deliveries.push({ ...common, position, memberCount: some.length, ...(some.length > 0 ? toSend() : NOBODY(now)) });
    people.push(...some.map(([member, userId]) => ({ member, userId, outcome: 'waiting' as const, position })));

    function toSend() {
      const body = writeBody(
        message,
        some.map(([member]) => member),
      );
      return { ...QUEUED, body: body.text, bodyHash: body.hash, taskId: body.taskId };
    }
  }
  const position = deliveries[0]?.position ?? 0;
  for (const userId of notLinked) {
    people.push({ member: null, userId: userId.slice(0, LONGEST_USER_ID), outcome: 'not_linked', position });
  }
  return { deliveries, people };
}

const QUEUED = { state: 'queued' satisfies DeliveryState, problem: null, finishedAt: null };

const NOBODY = (now: number) => ({
  state: 'failed' satisfies DeliveryState,
  body: null,
  bodyHash: null,
  taskId: null,
  problem: JSON.stringify({ kind: 'nobody' } satisfies DeliveryProblem),
  finishedAt: now,
});
