import type { Member, SimpleMember } from '@openwecom/client';
import { Op, type Model } from '@nocobase/database';
import { CONTACTS_COLLECTION } from '../../../constants';
import { Comparison } from '../compare-members';
import { ContactBook } from '../contact-book';
import { findStrangers } from '../find-strangers';
import { applyLeavers, mayLeave } from '../leavers';
import { memberRecord, type MemberRecord } from '../member-record';
import type { ContactSource } from '../open-source';
import { eachAtOnce } from '../read/each-at-once';
import { isIdsOnly } from '../read/errcodes';
import { readMember } from '../read/read-members';
import { readOptions } from '../read/read-options';
import type { ContactSyncServices } from '../run-sync';
import { unwatched } from '../runs/sync-progress';
import { askAboutLeavers } from '../start-sync';
import { inTransaction } from '../write/in-transaction';
import { linkedUsers, memberSalt, writeContext, type WriteContext } from '../write/write-context';
import { writeInBatches } from '../write/write-in-batches';
import { departmentScope } from './department-scope';

/** A member as an event tells of them; null: they are gone. */
export type Told = Member | SimpleMember | null;

const DAY_MS = 86_400_000;
const TIMEOUT_MS = 60_000;

/**
 * Reads some members anew and makes ours as they are: for a change WeCom tells, and when a person has said who somebody is. What WeCom
 * says now counts, not what an event said, so that events may come in any order and twice.
 *
 * @param told what an event says, by userid: for a secret that may not look members up
 */
export async function refreshMembers(
  services: ContactSyncServices,
  source: ContactSource,
  userIds: readonly string[],
  told: ReadonlyMap<string, Told> = new Map(),
): Promise<void> {
  if (userIds.length === 0) return;
  const { app } = services;
  const { options } = source;
  const progress = unwatched(AbortSignal.timeout(TIMEOUT_MS));
  const context = await writeContext(app, source);
  const members = await lookUp(source, userIds, told, progress.signal);
  const found = [...members.values()].filter((member) => member !== null);
  const { departments, departmentIds } = await departmentScope(services, source, context, found, progress.signal);

  const isCovered = ({ department }: SimpleMember) =>
    options.departments.length === 0 || department.some((id) => departments.has(id));
  const records = new Map<string, MemberRecord>();
  for (const member of found) {
    const rules = { personalMail: options.personalMail, departments };
    const record = isCovered(member) ? memberRecord(member, rules) : undefined;
    if (record) records.set(record.key, record);
  }
  const keys = [...records.keys()];
  const known = await new ContactBook(app.db, source.name, 'member').load(keys);
  const linked = await linkedUsers(context, keys);
  const comparison = new Comparison({ known, linked, newDepartments: new Set(), salt: memberSalt(context) });
  for (const record of records.values()) comparison.add(record);
  const lookUps = await findStrangers(context, undefined, comparison, linked, progress);
  const writing = { ...context, departmentIds, lookedUp: lookUps.found, holdBack: lookUps.unasked > 0 };
  await writeInBatches(writing, comparison.changes, progress, 0);

  const gone = [...members.keys()].map((userId) => userId.toLowerCase()).filter((key) => !records.has(key));
  await letGo(services, context, gone);
}

/** Members as WeCom has them now, or as events tell when it may not be asked; of whom neither is known are left out. */
async function lookUp(
  { readers: { app } }: ContactSource,
  userIds: readonly string[],
  told: ReadonlyMap<string, Told>,
  signal: AbortSignal,
): Promise<Map<string, Told>> {
  const members = new Map<string, Told>();
  const reading = readOptions(signal);
  await eachAtOnce(new Set(userIds), reading.concurrency, async (userId) => {
    const event = told.get(userId);
    try {
      if (app) members.set(userId, (await readMember(app, userId, reading)) ?? null);
      else if (event !== undefined) members.set(userId, event);
    } catch (error) {
      if (!isIdsOnly(error)) throw error;
      if (event !== undefined) members.set(userId, event);
    }
  });
  return members;
}

/** One goes as the source says; when it becomes many in a day, a sync asks first. */
async function letGo(services: ContactSyncServices, context: WriteContext, keys: readonly string[]): Promise<void> {
  const { app, source, options } = context;
  const contacts = app.db.getModel<Model>(CONTACTS_COLLECTION);
  const members = { source, kind: 'member' };
  const going = await contacts.count({ where: { ...members, key: [...keys], state: 'synced' } });
  if (keys.length === 0) return;
  const since = Date.now() - DAY_MS;
  const gone = await contacts.count({ where: { ...members, state: 'left', leftAt: { [Op.gt]: since } } });
  const staying = await contacts.count({ where: { ...members, state: 'synced' } });
  if (gone + going > 1 && !mayLeave(gone + going, gone + staying, options)) return askAboutLeavers(services, source);
  await inTransaction(app, (transaction) => applyLeavers(context, keys, transaction));
}
