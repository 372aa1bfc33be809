import type { Transaction } from '@nocobase/database';
import { LINKS_COLLECTION } from '../../constants';
import { isUniqueViolation } from '../database-errors';
import { ContactBook, isAboutLeaver, type Contact } from './contact-book';
import { ContactSyncError } from './contact-sync-error';
import { refreshMembers } from './changes/refresh-members';
import type { ContactSource } from './open-source';
import type { ContactSyncServices } from './run-sync';
import { inTransaction } from './write/in-transaction';

/** What a person says about a member nobody could tell. */
export type Resolution =
  /** It is this user. */
  | { userId: string }
  /** It is nobody here yet: a user is made, whoever else matches. */
  | 'create'
  /** It is nobody here: later syncs leave the member alone. An administrator who left stays as they are. */
  | 'ignore'
  /** Find out again, with the next sync. */
  | 'reopen';

/**
 * Does what a person has said about a member. By hand anybody may be linked, administrators too.
 *
 * @throws {ContactSyncError} `notOpen`, `linkTaken`
 */
export async function resolveContact(
  services: ContactSyncServices,
  source: ContactSource,
  key: string,
  resolution: Resolution,
): Promise<void> {
  const { app } = services;
  const book = new ContactBook(app.db, source.name, 'member');
  await inTransaction(app, async (transaction) => {
    const contact = (await book.lock([key], transaction)).get(key);
    if (contact?.state !== (resolution === 'reopen' ? 'ignored' : 'conflict')) throw new ContactSyncError('notOpen');
    if (resolution === 'reopen') await book.forget([key], transaction);
    else await book.save([await decided(contact, resolution, transaction)], transaction);
  });
  if (typeof resolution === 'object' || resolution === 'create') await refreshQuietly(services, source, key);

  async function decided(
    contact: Contact,
    said: Exclude<Resolution, 'reopen'>,
    transaction: Transaction,
  ): Promise<Contact> {
    const isLeaver = isAboutLeaver(contact);
    if (said === 'create') {
      if (isLeaver) throw new ContactSyncError('notOpen');
      return { ...contact, state: 'newcomer', target: null, fingerprint: null, conflict: null };
    }
    if (said === 'ignore') {
      const left = { state: 'left', leftAt: Date.now(), leftAs: 'keep' } as const;
      return { ...contact, conflict: null, ...(isLeaver ? left : { state: 'ignored' }) };
    }
    const { authenticator } = source.options;
    const link = { authenticator, wecomUserId: key, userId: said.userId };
    try {
      await app.db.getModel(LINKS_COLLECTION).create(link, { transaction });
    } catch (error) {
      throw isUniqueViolation(error) ? new ContactSyncError('linkTaken') : error;
    }
    return { ...contact, target: said.userId, state: 'synced', fingerprint: null, conflict: null };
  }
}

/** What was said is what counts; what cannot be read of the member now, the next sync writes. */
async function refreshQuietly(services: ContactSyncServices, source: ContactSource, key: string): Promise<void> {
  try {
    await refreshMembers(services, source, [key]);
  } catch (error) {
    services.app.log.warn(`WeCom contact sync ${source.name}: ${key} is written with the next sync`, {
      err: error,
    });
  }
}
