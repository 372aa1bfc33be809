import type { Member, SimpleMember } from '@openwecom/client';
import type { Application } from '@nocobase/server';
import { Comparison } from './compare-members';
import { ContactBook, type Contact } from './contact-book';
import { ContactSyncError } from './contact-sync-error';
import { findStillThere } from './find-still-there';
import { findStrangers } from './find-strangers';
import { applyLeavers, mayLeave } from './leavers';
import { memberRecord } from './member-record';
import type { ContactSource } from './open-source';
import { readDirectory } from './read/read-directory';
import type { SyncRun } from './runs/sync-run';
import { chunks } from './write/chunks';
import { inTransaction } from './write/in-transaction';
import { membersIn } from './write/members-in';
import { removeDepartments } from './write/remove-departments';
import { linkedUsers, memberFingerprints, writeContext, type WriteContext } from './write/write-context';
import {
  departmentsHere,
  goneDepartments,
  membersAreIn,
  newDepartments,
  noDepartments,
  ownDepartments,
  writeDepartments,
} from './write/write-departments';
import { writeInBatches } from './write/write-in-batches';

const LEAVERS_AT_ONCE = 100;

/**
 * Makes users and departments as WeCom has its members and departments. Everything is read before anything is written, so that a
 * failure on the way leaves what was there.
 *
 * @throws {ContactSyncError} and what reading WeCom throws
 */
export async function syncContacts(app: Application, source: ContactSource, run: SyncRun): Promise<void> {
  const { options, readers } = source;
  const context = await writeContext(app, source);
  const directory = await readDirectory(source, run);
  const departments = new Map(directory.departments.map((department) => [department.id, department]));
  const here = context.withDepartments ? await departmentsHere(context, directory.departments) : noDepartments;
  const known = await new ContactBook(app.db, source.name, 'member').load();
  const linked = await linkedUsers(context);

  const gone = goneDepartments(here, directory.departments);
  const comparison = new Comparison({
    known,
    linked,
    newDepartments: context.withDepartments ? newDepartments(here, directory.departments) : new Set(),
    inGoneDepartments: new Set(await membersIn(context, gone)),
    fingerprintOf: memberFingerprints(context),
  });
  const compare = (read: readonly (Member | SimpleMember)[]) => {
    for (const member of read) {
      const record = memberRecord(member, { personalMail: options.personalMail, departments });
      if (record) comparison.add(record);
    }
  };
  await directory.eachMember(compare);
  const members = [...known.values()].filter(({ state }) => state === 'synced').length;
  if (comparison.seen.size === 0 && members > 0) throw new ContactSyncError('noMembers', { count: members });

  const leavers = () => [...known.values()].filter(({ key, state }) => state !== 'left' && !comparison.seen.has(key));
  const question = await questionAbout(leavers(), members, context, run);
  if (!question) {
    const keys = leavers().map(({ key }) => key);
    await findStillThere(source, directory, keys, compare, run);
  }

  const client = directory.idsOnly ? undefined : readers.app;
  const lookingUp = { client, appKey: source.appKey, members: comparison.seen.size };
  const lookUps = await findStrangers(context, lookingUp, comparison, linked, run);
  const { ids: departmentIds, awaiting } = context.withDepartments
    ? await writeDepartments(context, directory.departments, here, run)
    : { ids: new Map<number, string>(), awaiting: [] };
  run.counts.unchanged = comparison.unchanged;
  run.counts.ignored = comparison.ignored;
  const writing = {
    ...context,
    departmentIds,
    ownDepartments: ownDepartments(here, departmentIds),
    lookedUp: lookUps.found,
    holdBack: lookUps.unasked > 0,
  };
  await writeInBatches(writing, comparison.changes, run, comparison.unchanged + comparison.ignored);
  await membersAreIn(context, awaiting);

  if (question) throw question;
  await letGo(context, leavers(), run);
  await removeDepartments(context, gone, run);
  // What they would have found waits; all else is written.
  if (lookUps.refused) throw lookUps.refused;
  if (!client && run.counts.waiting > 0) throw new ContactSyncError('ruleNeedsApp', { count: run.counts.waiting });
  if (run.counts.failed > 0) throw new ContactSyncError('membersFailed', { count: run.counts.failed });
}

/** When more left than may without asking. */
async function questionAbout(
  leavers: readonly Contact[],
  members: number,
  { options }: WriteContext,
  run: SyncRun,
): Promise<ContactSyncError | undefined> {
  // Of whom nobody was made, there is nothing to lose.
  const going = leavers.filter(({ state }) => state === 'synced').length;
  if (mayLeave(going, members, options) || going <= (await run.confirmedLeavers())) return undefined;
  return new ContactSyncError('tooManyLeavers', { leavers: going, members, percent: options.leaverLimit });
}

async function letGo(context: WriteContext, leavers: readonly Contact[], run: SyncRun): Promise<void> {
  const keys = leavers.map(({ key }) => key);
  run.progress('leavers', 0, keys.length);
  for (const [index, batch] of chunks(keys, LEAVERS_AT_ONCE).entries()) {
    run.signal.throwIfAborted();
    const { left, conflicts } = await inTransaction(context.app, (transaction) =>
      applyLeavers(context, batch, transaction),
    );
    run.counts.left += left;
    run.counts.conflicts += conflicts;
    run.progress('leavers', index * LEAVERS_AT_ONCE + batch.length, keys.length);
  }
}
