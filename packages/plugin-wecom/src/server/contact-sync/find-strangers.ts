import type { WeComClient } from '@openwecom/client';
import type { Comparison, MemberChange } from './compare-members';
import { lookUpUsers, type LookUps } from './look-ups/look-up-users';
import type { SyncProgress } from './runs/sync-progress';
import { matchValue } from './write/match-members';
import { linkedUsers, type WriteContext } from './write/write-context';

/**
 * Looks up who is who where the rule compares what WeCom does not tell of a member whom nobody knows here.
 *
 * @param client absent: nobody is looked up, and only what is known from before counts
 * @param linked ids of users, by key of the member
 */
export async function findStrangers(
  context: WriteContext,
  client: WeComClient | undefined,
  { changes, seen }: Comparison,
  linked: ReadonlyMap<string, string>,
  run: SyncProgress,
): Promise<LookUps> {
  const { app, source, options } = context;
  const isStranger = ({ record, contact }: MemberChange) =>
    !contact?.target && !linked.has(record.key) && matchValue(record, options.match) === undefined;
  if (options.match === 'none' || !changes.some(isStranger)) return { found: new Map(), unasked: 0 };
  run.progress('matching', 0, 0);
  const users = new Set((await linkedUsers(context)).values());
  return lookUpUsers({ app, source, options, client, linked: users, members: seen.size, signal: run.signal });
}
