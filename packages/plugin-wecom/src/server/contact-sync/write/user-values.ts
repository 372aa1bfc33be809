import type { Database } from '@nocobase/database';
import type { MemberRecord } from '../member-record';

/** What WeCom tells and NocoBase has no field for, unless somebody adds one of this name to users. */
const ADDED_FIELDS = ['position', 'avatar', 'telephone', 'alias'] as const;

/** What is written to a user: only what WeCom told, and only fields the users here have. */
export function userValues(db: Database, record: MemberRecord): Record<string, string> {
  const users = db.getCollection('users');
  const values: Record<string, string | undefined> = {
    nickname: record.name,
    phone: record.mobile,
    email: record.email,
    ...Object.fromEntries(ADDED_FIELDS.filter((field) => users.hasField(field)).map((field) => [field, record[field]])),
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Record<
    string,
    string
  >;
}

/** Names of the fields of users that are written, for the fingerprints. */
export function writtenFields(db: Database): string[] {
  return ADDED_FIELDS.filter((field) => db.getCollection('users').hasField(field));
}
