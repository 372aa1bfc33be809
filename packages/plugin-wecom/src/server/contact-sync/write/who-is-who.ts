import { Model, type Transaction } from '@nocobase/database';
import { protectedAmong } from '../../auth/member/protected-user';
import type { MemberChange } from '../compare-members';
import type { Conflict } from '../contact-book';
import { holdersOf, matchMembers, matchValue, usersById } from './match-members';
import type { MemberWriting, Pair } from './member-writing';

export interface WhoIsWho {
  pairs: Pair[];
  /** Nobody here. */
  newcomers: MemberChange[];
  conflicts: { change: MemberChange; conflict: Conflict }[];
  /** Held back. */
  waiting: number;
}

/**
 * Who members are here: by link, by what was written before, by the rule; the first that says something counts. Without a link no
 * administrator is anybody: somebody may have taken it away, or the source may have another authenticator now. Of whom a person said
 * so, a user is made.
 *
 * @param links of these members, by key
 */
export async function whoIsWho(
  { app: { db }, options, lookedUp, holdBack, unused }: MemberWriting,
  changes: readonly MemberChange[],
  links: ReadonlyMap<string, Model>,
  transaction: Transaction,
): Promise<WhoIsWho> {
  const { authenticator, match } = options;
  const linkedTo = ({ record }: MemberChange) => {
    const link = links.get(record.key);
    return link && String(link.get('userId'));
  };
  const before = changes.flatMap((change) => (linkedTo(change) ? [] : (change.contact?.target ?? [])));
  const holders = await holdersOf(db, authenticator, before, transaction);
  const users = await usersById(db, [...changes.flatMap((change) => linkedTo(change) ?? []), ...before], transaction);
  const userOf = (change: MemberChange) => {
    const id = linkedTo(change) ?? change.contact?.target ?? '';
    // Somebody may have linked that user to another member since.
    return linkedTo(change) || !holders.has(id) ? users.get(id) : undefined;
  };

  const locked = await protectedAmong(db, before, transaction);
  const result: WhoIsWho = { pairs: [], newcomers: [], conflicts: [], waiting: 0 };
  const unknown: MemberChange[] = [];
  for (const change of changes) {
    const user = userOf(change);
    const id = user && String(user.get('id'));
    if (id !== undefined && !linkedTo(change) && locked.has(id)) {
      result.conflicts.push({ change, conflict: { code: 'protectedUser', users: [id] } });
    } else if (user) result.pairs.push({ change, user });
    else if (change.contact?.state === 'newcomer') result.newcomers.push(change);
    else unknown.push(change);
  }
  const records = unknown.map(({ record }) => record);
  const answers = await matchMembers(db, records, { authenticator, match, lookedUp, unused }, transaction);
  for (const change of unknown) {
    const answer = answers.get(change.record.key);
    if (answer instanceof Model) result.pairs.push({ change, user: answer });
    else if (answer) result.conflicts.push({ change, conflict: answer });
    else if (holdBack && matchValue(change.record, match) === undefined) result.waiting += 1;
    else result.newcomers.push(change);
  }
  return result;
}
