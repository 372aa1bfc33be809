import { ContactBook } from '../contact-book';
import type { ContactSource } from '../open-source';
import type { ContactSyncServices } from '../run-sync';
import { writeContext } from '../write/write-context';
import { lookUpMembers } from './look-up-members';
import type { Told } from './told';
import { writeChangedMembers } from './write-changed-members';

const TIMEOUT_MS = 60_000;

/**
 * Reads some members anew and makes ours as they are: for a change WeCom tells, and when a person has said who somebody is. What WeCom
 * says now counts, not what an event said, so that events may come in any order and twice.
 *
 * @param told what an event says, by userid: for a secret that may not look members up
 * @throws when anything could not be written
 */
export async function refreshMembers(
  services: ContactSyncServices,
  source: ContactSource,
  userIds: readonly string[],
  told: ReadonlyMap<string, Told> = new Map(),
): Promise<void> {
  if (userIds.length === 0) return;
  const { app } = services;
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const context = await writeContext(app, source);
  const book = new ContactBook(app.db, source.name, 'member');
  const now = await lookUpMembers(source, context, book, userIds, told, signal);
  await writeChangedMembers(services, source, context, now, new Set(), signal);
}
