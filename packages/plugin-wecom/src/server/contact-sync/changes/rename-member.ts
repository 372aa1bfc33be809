import type { Model, Transaction } from '@nocobase/database';
import { LINKS_COLLECTION } from '../../../constants';
import { ContactBook, type Contact } from '../contact-book';
import type { ContactSource } from '../open-source';
import type { ContactSyncServices } from '../run-sync';
import { inTransaction } from '../write/in-transaction';

/**
 * The same person under another userid: everything that names the old one names the new one now. Nothing, when that was done already.
 * When something else was told of the new one first and a user was made, two users are one person: somebody has to say what becomes of
 * the old one, which until then no sync touches.
 */
export async function renameMember(
  { app }: ContactSyncServices,
  { name: source, options: { authenticator } }: ContactSource,
  before: string,
  after: string,
): Promise<void> {
  const { db } = app;
  const book = new ContactBook(db, source, 'member');
  const links = db.getModel<Model>(LINKS_COLLECTION);
  await inTransaction(app, async (transaction: Transaction) => {
    const contacts = await book.lock([before, after], transaction);
    const [old, other] = [contacts.get(before), contacts.get(after)];
    if (!old || old.state === 'left') return;
    const isTaken = (await links.count({ where: { authenticator, wecomUserId: after }, transaction })) > 0;
    if (isTaken || other?.state === 'synced') {
      if (old.state === 'synced' && old.target !== other?.target) await book.save([renamed(old)], transaction);
      return;
    }
    const link = await links.findOne({ where: { authenticator, wecomUserId: before }, transaction });
    await link?.update({ wecomUserId: after }, { transaction });
    await book.forget([before], transaction);
    // In the place of what was known of the new one, of whom there was nobody here.
    await book.save([{ ...old, key: after, fingerprint: null, toldAt: other?.toldAt ?? null }], transaction);
    if (old.recordId === null) return;
    await db
      .getModel<Model>('userDataSyncRecords')
      .update({ sourceUk: after }, { where: { id: old.recordId }, transaction });
  });
}

function renamed(old: Contact): Contact {
  const users = old.target === null ? [] : [old.target];
  return { ...old, state: 'conflict', fingerprint: null, conflict: { code: 'renamed', users } };
}
