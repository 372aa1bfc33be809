import type { Comparison, MemberChange } from './compare-members';
import { lookUpUsers, type LookUpRequest, type LookUps } from './look-ups/look-up-users';
import type { SyncProgress } from './runs/sync-progress';
import { matchValue } from './write/match-members';
import { linkedUsers, type WriteContext } from './write/write-context';

type LookingUp = Pick<LookUpRequest, 'client' | 'appKey' | 'members'>;

/**
 * Looks up who is who where the rule compares what WeCom does not tell of a member whom nobody knows here.
 *
 * @param client absent: nobody can be looked up, and only what is known from before counts
 * @param members how many there are in all
 * @param linked ids of users, by key of the member
 */
export async function findStrangers(
  context: WriteContext,
  { client, appKey, members }: LookingUp,
  { changes }: Comparison,
  linked: ReadonlyMap<string, string>,
  run: SyncProgress,
): Promise<LookUps> {
  const { app, options } = context;
  const isStranger = ({ record, contact }: MemberChange) =>
    !contact?.target && !linked.has(record.key) && matchValue(record, options.match) === undefined;
  if (options.match === 'none' || !changes.some(isStranger)) return { found: new Map(), unasked: 0 };
  run.progress('matching', 0, 0);
  const users = new Set((await linkedUsers(context)).values());
  return lookUpUsers({ app, options, client, appKey, linked: users, members, signal: run.signal });
}
