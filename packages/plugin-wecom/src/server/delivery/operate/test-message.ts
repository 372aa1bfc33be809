import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Application } from '@nocobase/server';
import type { MessageBody } from '@openwecom/client/messages';
import { readUserId } from '../../auth/link-user-id';
import { findRecipients, namesOf } from '../../notification/recipients';
import type { Texts } from '../../texts';
import type { Deliveries } from '..';
import { logEntry, type LogEntry } from '../log/log-entry';
import { isOpen, readOutcomes } from '../log/outcome';
import { OperationError } from './operation-error';

/** A person waits for the answer. */
const WAIT_MS = 20_000;
const LOOK_EVERY_MS = 100;

export interface TestMessage {
  authenticator: string;
  /** Ids of users. */
  users: readonly string[];
  /** WeCom userids, of members without a user too. */
  members: readonly string[];
  message: MessageBody;
}

export interface TestOutcome extends LogEntry {
  deliveryIds: number[];
  /** False when it still waits after 20 s; the reason says for what. */
  finished: boolean;
}

/**
 * Sends a message as any other is sent, and waits for what becomes of it.
 *
 * @throws {OperationError} when it is for nobody, or for what is not one member
 */
export async function sendTestMessage(
  app: Application,
  { accept, outbox }: Pick<Deliveries, 'accept' | 'outbox'>,
  { authenticator, users, members: named, message }: TestMessage,
  texts: Texts,
): Promise<TestOutcome> {
  const { members: linked, unlinked } = await findRecipients(app.db, authenticator, users);
  const members = new Map<string, string | null>(named.map((member) => [memberOf(member), null]));
  for (const [member, userId] of linked) members.set(member, userId);
  if (members.size + unlinked.length === 0) throw new OperationError('nobodyToTest');
  const id = randomUUID();
  const { deliveryIds } = await accept({
    id,
    authenticator,
    channelName: null,
    message,
    members,
    notLinked: unlinked,
  });
  const userIds = [...linked.values(), ...unlinked];
  const names = await namesOf(app.db, userIds);
  const nameOf = new Map(userIds.map((userId, index) => [userId, names[index]]));
  for (const until = Date.now() + WAIT_MS; ; await pause(LOOK_EVERY_MS)) {
    const [outcome] = await readOutcomes(outbox, outbox.sql, [id]);
    if (!outcome) throw new OperationError('gone');
    const finished = !outcome.deliveries.some(isOpen);
    if (!finished && outcome.paused === null && Date.now() < until) continue;
    const entry = logEntry(outcome, ({ userId, member }) => nameOf.get(userId ?? '') ?? member ?? '', texts);
    return { ...entry, deliveryIds, finished };
  }
}

/** WeCom would read `@all` and `a|b` as many people, whom nobody meant and nobody counts. */
function memberOf(given: string): string {
  const member = readUserId(given);
  if (member === undefined) throw new OperationError('memberInvalid', { member: given });
  return member;
}
