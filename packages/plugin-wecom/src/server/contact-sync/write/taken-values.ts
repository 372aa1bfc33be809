import type { Database, Model, Transaction } from '@nocobase/database';
import { findMatching } from '../../auth/member/match-user';
import type { MemberChange } from '../compare-members';
import type { Conflict } from '../contact-book';
import type { UnusedValues } from './unused-values';

/** Why a phone number or a mail is not written, with the field of the user it would stand in. */
export interface TakenValue {
  field: 'phone' | 'email';
  conflict: Conflict;
}

/**
 * Members whose phone number or mail somebody else here has: both are unique. By key. At most two statements.
 *
 * @param members with the user each is, unless it is to be made
 */
export async function takenValues(
  db: Database,
  members: readonly { change: MemberChange; user?: Model }[],
  transaction: Transaction,
  unused?: UnusedValues,
): Promise<Map<string, TakenValue[]>> {
  const taken = new Map<string, TakenValue[]>();
  for (const [field, of, code] of [
    ['email', 'email', 'emailTaken'],
    ['phone', 'mobile', 'phoneTaken'],
  ] as const) {
    const given = members.flatMap(({ change: { record }, user }) => {
      const value = record[of];
      return value === undefined || value === user?.get(field) ? [] : [{ key: record.key, value, user }];
    });
    const values = given.map(({ value }) => value);
    const matching = await findMatching(db, field, values, transaction, field === 'email' ? unused?.email : undefined);
    for (const { key, value, user } of given) {
      const others = (matching.get(value) ?? []).filter((other) => other.get('id') !== user?.get('id'));
      if (others.length === 0) continue;
      const users = others.map((other) => String(other.get('id')));
      taken.set(key, [...(taken.get(key) ?? []), { field, conflict: { code, users } }]);
    }
  }
  return taken;
}
