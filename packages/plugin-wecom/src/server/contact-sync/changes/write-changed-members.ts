import type { Member, SimpleMember } from '@openwecom/client';
import type { Model } from '@nocobase/database';
import { CONTACTS_COLLECTION } from '../../../constants';
import { Comparison } from '../compare-members';
import { ContactBook } from '../contact-book';
import { findStrangers } from '../find-strangers';
import { memberRecord, type MemberRecord } from '../member-record';
import type { ContactSource } from '../open-source';
import type { ContactSyncServices } from '../run-sync';
import { unwatched } from '../runs/sync-progress';
import { inTransaction } from '../write/in-transaction';
import { linkedUsers, memberFingerprints, type WriteContext } from '../write/write-context';
import { writeInBatches } from '../write/write-in-batches';
import { departmentScope } from './department-scope';
import { letGo } from './let-go';
import type { MembersNow } from './look-up-members';

/**
 * Makes ours what WeCom now says of some members.
 *
 * @param newDepartments WeCom's ids: whoever is in them is written, changed or not
 * @throws when anything could not be written, after all else was
 */
export async function writeChangedMembers(
  services: ContactSyncServices,
  source: ContactSource,
  context: WriteContext,
  { members, toldAt }: MembersNow,
  newDepartments: ReadonlySet<number>,
  signal: AbortSignal,
): Promise<void> {
  const { app } = services;
  const { options } = source;
  const progress = unwatched(signal);
  const found = [...members.values()].filter((member): member is Member | SimpleMember => member !== null);
  const scope = await departmentScope(context, source, found, signal);
  const { departments } = scope;
  const isCovered = ({ department }: SimpleMember) =>
    options.departments.length === 0 || department.some((id) => departments.has(id));
  const records = new Map<string, MemberRecord>();
  for (const member of found) {
    const rules = { personalMail: options.personalMail, departments };
    const record = isCovered(member) ? memberRecord(member, rules) : undefined;
    if (record) records.set(record.key, record);
  }
  const keys = [...records.keys()];
  const book = new ContactBook(app.db, source.name, 'member');
  const linked = await linkedUsers(context, keys);
  const comparison = new Comparison({
    known: await book.load(keys),
    linked,
    newDepartments,
    inGoneDepartments: new Set(),
    fingerprintOf: memberFingerprints(context),
  });
  for (const record of records.values()) comparison.add(record);
  const changes = comparison.changes.map((change) => ({ ...change, toldAt: toldAt.get(change.record.key) }));
  const lookingUp = { client: source.readers.app, appKey: source.appKey, members: await countMembers(context) };
  const lookUps = await findStrangers(context, lookingUp, comparison, linked, progress);
  const writing = { ...context, ...scope, lookedUp: lookUps.found, holdBack: lookUps.unasked > 0 };
  await writeInBatches(writing, changes, progress, 0);
  const changed = new Set(changes.map(({ record }) => record.key));
  // Whoever read them earlier, and writes later, brings back what is no longer so.
  const same = keys.filter((key) => !changed.has(key));
  if (same.length > 0) {
    await inTransaction(app, (transaction) => book.confirm(same, context.readAt, toldAt, transaction));
  }

  const gone = [...members.keys()].map((userId) => userId.toLowerCase()).filter((key) => !records.has(key));
  await letGo(services, context, gone, toldAt);
  const [first] = progress.failures;
  // WeCom's event is kept and handled again, and what a person sees of it says why.
  if (first) throw new Error(`${progress.counts.failed} members were not written, ${first.userId}: ${first.reason}`);
}

function countMembers({ app: { db }, source }: WriteContext): Promise<number> {
  return db.getModel<Model>(CONTACTS_COLLECTION).count({ where: { source, kind: 'member', state: 'synced' } });
}
