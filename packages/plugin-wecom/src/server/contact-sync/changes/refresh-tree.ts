import type { Member, SimpleMember } from '@openwecom/client';
import { ContactBook } from '../contact-book';
import type { ContactSource } from '../open-source';
import { isDepartmentGone, isIdsOnly } from '../read/errcodes';
import { readDepartmentMembers, readMemberIds } from '../read/read-members';
import { readOptions } from '../read/read-options';
import type { ContactSyncServices } from '../run-sync';
import { unwatched } from '../runs/sync-progress';
import { membersIn } from '../write/members-in';
import { removeDepartments } from '../write/remove-departments';
import { writeContext } from '../write/write-context';
import { membersAreIn } from '../write/write-departments';
import { elsewhereOf } from './elsewhere';
import { lookUpMembers } from './look-up-members';
import { refreshDepartments } from './refresh-departments';
import { writeChangedMembers } from './write-changed-members';

const TIMEOUT_MS = 60_000;

/** The tree, and whoever is in departments that came into it or went out of it. */
export async function refreshTree(services: ContactSyncServices, source: ContactSource): Promise<void> {
  const { app } = services;
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const context = await writeContext(app, source);
  elsewhereOf(context).clear();
  const { added, awaiting, gone } = await refreshDepartments(context, source, signal);
  const read = await membersOf(source, added, signal);
  const seen = new Set([...read.keys()].map((userId) => userId.toLowerCase()));
  const left = (await membersIn(context, gone)).filter((key) => !seen.has(key));
  const book = new ContactBook(app.db, source.name, 'member');
  const { members, toldAt } = await lookUpMembers(source, context, book, left, new Map(), signal);
  const now = { members: new Map([...read, ...members]), toldAt };
  await writeChangedMembers(services, source, context, now, added, signal);
  await membersAreIn(context, awaiting);
  // Once nobody is in them any more.
  await removeDepartments(context, gone, unwatched(signal));
}

/** Whoever is in one of these departments, by userid. */
async function membersOf(
  { readers: { app, contacts } }: ContactSource,
  departments: ReadonlySet<number>,
  signal: AbortSignal,
): Promise<Map<string, Member | SimpleMember>> {
  const members = new Map<string, Member | SimpleMember>();
  if (departments.size === 0) return members;
  const reading = readOptions(signal);
  const onMembers = (read: readonly (Member | SimpleMember)[]) => {
    for (const member of read) members.set(member.userid, member);
  };
  try {
    for (const id of app ? departments : []) {
      // It may be gone again by now.
      await readDepartmentMembers(app!, id, { ...reading, onMembers }).catch((error: unknown) => {
        if (!isDepartmentGone(error)) throw error;
      });
    }
    if (app) return members;
  } catch (error) {
    if (!isIdsOnly(error)) throw error;
  }
  const idReader = contacts ?? app;
  const ids = idReader ? await readMemberIds(idReader, reading) : [];
  onMembers(ids.filter(({ department }) => department.some((id) => departments.has(id))));
  return members;
}
