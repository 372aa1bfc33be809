import type { Model, Transaction } from '@nocobase/database';
import { CONTACTS_COLLECTION, LINKS_COLLECTION } from '../../../constants';
import type { ContactSource } from '../open-source';
import type { ContactSyncServices } from '../run-sync';
import { inTransaction } from '../write/in-transaction';

/** The same person under another userid: everything that names the old one names the new one now. Nothing, when that was done already. */
export async function renameMember(
  { app }: ContactSyncServices,
  { name: source, options: { authenticator } }: ContactSource,
  before: string,
  after: string,
): Promise<void> {
  const { db } = app;
  const contacts = db.getModel<Model>(CONTACTS_COLLECTION);
  const links = db.getModel<Model>(LINKS_COLLECTION);
  await inTransaction(app, async (transaction: Transaction) => {
    const member = { source, kind: 'member' };
    const contact = await contacts.findOne({ where: { ...member, key: before }, transaction });
    if (!contact || (await contacts.count({ where: { ...member, key: after }, transaction })) > 0) return;
    const link = await links.findOne({ where: { authenticator, wecomUserId: before }, transaction });
    const isTaken = (await links.count({ where: { authenticator, wecomUserId: after }, transaction })) > 0;
    if (isTaken) return;
    await link?.update({ wecomUserId: after }, { transaction });
    await contact.update({ key: after, fingerprint: null }, { transaction });
    await db
      .getModel<Model>('userDataSyncRecords')
      .update({ sourceUk: after }, { where: { id: contact.get('recordId') as string | null }, transaction });
  });
}
