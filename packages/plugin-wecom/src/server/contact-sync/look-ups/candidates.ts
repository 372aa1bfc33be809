import { createHash } from 'node:crypto';
import { Op, type Database, type Model } from '@nocobase/database';
import { phoneSpellings } from '../../auth/member/phone-spellings';
import { groupBy } from '../read/group-by';

/** What users are looked up by. */
export type LookUpKind = 'phone' | 'corporateMail' | 'personalMail';

/** A phone number or a mail, and whose it is here. */
export interface Candidate {
  value: string;
  hash: string;
  /** Ids of all users who have it, as text. */
  users: string[];
}

/**
 * What is to be asked for: the phone numbers or mails of users who are not linked. Users with the same one, however they spell it, are
 * one candidate, linked ones among them too: which of them a member is, nobody can tell. One statement.
 */
export async function candidatesOf(db: Database, kind: LookUpKind, linked: ReadonlySet<string>): Promise<Candidate[]> {
  const field = kind === 'phone' ? 'phone' : 'email';
  const users = (await db.getModel<Model>('users').findAll({
    where: { [field]: { [Op.not]: null } },
    attributes: ['id', field],
    order: ['id'],
    raw: true,
  })) as unknown as { id: string | number; phone?: string; email?: string }[];
  const valued = users.flatMap((user) => {
    const stored = user[field];
    return stored ? { id: String(user.id), value: asAsked(stored, kind) } : [];
  });
  return [...groupBy(valued, ({ value }) => value)]
    .map(([value, having]) => ({ value, hash: hashOf(kind, value), users: having.map(({ id }) => id) }))
    .filter(({ users: having }) => having.some((id) => !linked.has(id)));
}

function asAsked(stored: string, kind: LookUpKind): string {
  return kind === 'phone' ? (phoneSpellings(stored)[0] ?? stored) : stored.toLowerCase();
}

function hashOf(kind: LookUpKind, value: string): string {
  return createHash('sha256')
    .update(JSON.stringify([kind, value]))
    .digest('hex');
}
