import type { Model } from '@nocobase/database';
import type { ContactBook } from '../contact-book';
import type { WriteContext } from '../write/write-context';

/** The departments in WeCom that members were last written with, by lower-cased userid: for an event that leaves them out. */
export async function departmentsBefore(
  { app: { db } }: WriteContext,
  book: ContactBook,
  userIds: readonly string[],
): Promise<Map<string, number[]>> {
  if (userIds.length === 0) return new Map();
  const contacts = await book.load(userIds.map((userId) => userId.toLowerCase()));
  const id = [...contacts.values()].flatMap(({ recordId }) => recordId ?? []);
  if (id.length === 0) return new Map();
  const records = await db.getModel<Model>('userDataSyncRecords').findAll({ where: { id } });
  return new Map(
    records.map((record) => {
      const { departments = [] } = record.get('metaData') as { departments?: { uid: string }[] };
      return [record.get('sourceUk') as string, departments.map(({ uid }) => Number(uid))];
    }),
  );
}
