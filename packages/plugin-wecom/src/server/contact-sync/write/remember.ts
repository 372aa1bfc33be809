import type { Model, Transaction } from '@nocobase/database';
import type { MemberChange } from '../compare-members';
import { ContactBook, later, newContact, type Conflict, type Contact } from '../contact-book';
import { mainDepartmentOf, membershipsOf, type MemberWriting, type Pair } from './member-writing';
import { SyncRecords, type SyncRecord } from './sync-records';
import { userValues } from './user-values';
import type { WhoIsWho } from './who-is-who';

/**
 * Writes down who is who, in our book and in the host's.
 *
 * @param incomplete why not all of a member was written, by key
 */
export async function remember(
  writing: MemberWriting,
  pairs: readonly Pair[],
  conflicts: WhoIsWho['conflicts'],
  incomplete: ReadonlyMap<string, Conflict>,
  transaction: Transaction,
): Promise<void> {
  const { app, source } = writing;
  const records = pairs.map(({ change, user }) => syncRecord(writing, change, user));
  const recordIds = await new SyncRecords(app.db, source, 'user').write(records, transaction);
  const synced = pairs.map(({ change, user }): Contact => {
    const { key } = change.record;
    return {
      ...contactOf(change),
      readAt: writing.readAt,
      toldAt: later(change.contact?.toldAt ?? null, change.toldAt),
      target: String(user.get('id')),
      recordId: recordIds.get(key) ?? null,
      // What was not written wholly is tried again the next time.
      fingerprint: incomplete.has(key) ? null : change.fingerprint,
      conflict: incomplete.get(key) ?? null,
    };
  });
  const open = conflicts.flatMap(({ change, conflict }): Contact[] => {
    const isKnown = JSON.stringify(change.contact?.conflict) === JSON.stringify(conflict);
    // Who it was here stays known: it is not for a rule to say next time.
    const { target = null, recordId = null } = change.contact ?? {};
    const toldAt = later(change.contact?.toldAt ?? null, change.toldAt);
    const open = { ...contactOf(change), readAt: writing.readAt, toldAt, target, recordId };
    return isKnown ? [] : [{ ...open, state: 'conflict', conflict }];
  });
  await new ContactBook(app.db, source, 'member').save([...synced, ...open], transaction);
}

function contactOf({ record, contact }: MemberChange): Contact {
  return newContact(record.key, record.name ?? contact?.name ?? '');
}

function syncRecord(writing: MemberWriting, { record, contact }: MemberChange, user: Model): SyncRecord {
  const { withDepartments, departmentIds } = writing;
  const main = mainDepartmentOf(writing, record);
  const departments = record.departments
    .filter(({ id }) => departmentIds.has(id))
    .map(({ id, isOwner }) => ({ uid: String(id), isOwner, isMain: departmentIds.get(id) === main }));
  return {
    recordId: contact?.recordId ?? null,
    uid: record.key,
    metaData: {
      uid: record.key,
      username: record.key,
      ...userValues(writing.app.db, record),
      ...(withDepartments && { departments }),
    },
    resources: {
      users: [String(user.get('id'))],
      ...(withDepartments && { departments: membershipsOf(writing, record).map(({ departmentId }) => departmentId) }),
    },
  };
}
