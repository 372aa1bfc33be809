import type { Model, Transaction } from '@nocobase/database';
import { ContactBook, newContact, type Contact } from '../contact-book';
import { fingerprint } from '../member-record';
import type { DepartmentRead } from '../read/read-departments';
import type { SyncProgress } from '../runs/sync-progress';
import { chunks } from './chunks';
import { departmentLevels } from './department-tree';
import { inTransaction } from './in-transaction';
import { SyncRecords, type SyncRecord } from './sync-records';
import type { WriteContext } from './write-context';

/** So few in one transaction, because each takes the host some ten statements. */
const BATCH = 25;

/** Part of every fingerprint: another way of writing makes all of them new. */
const FORM = 'department 1';

interface Change {
  contact: Contact;
  /** WeCom's id; empty at the top. */
  parentUid: string;
  /** Of fields of the host's `departments`. */
  values: { title?: string; parentId: string | null; sort: number; isLeaf: boolean };
}

/** What there is before anything is written. */
export interface DepartmentsHere {
  known: ReadonlyMap<string, Contact>;
  /** Ids of all departments here. */
  existing: ReadonlySet<string>;
  /** Where people have put one of ours below one of theirs. */
  parentsByHand: ReadonlyMap<string, string | null>;
  /** Those below which there are others than WeCom now has there. */
  havingOthersBelow: ReadonlySet<string | null>;
}

/** When departments are not synced. */
export const noDepartments: DepartmentsHere = {
  known: new Map(),
  existing: new Set(),
  parentsByHand: new Map(),
  havingOthersBelow: new Set(),
};

/** @param departments what WeCom has */
export async function departmentsHere(
  { app: { db }, source }: WriteContext,
  departments: readonly DepartmentRead[],
): Promise<DepartmentsHere> {
  const known = await new ContactBook(db, source, 'department').load();
  const ours = new Set([...known.values()].map(({ target }) => target));
  const stillOurs = new Set(departments.map(({ id }) => known.get(String(id))?.target));
  const rows = (await db.getModel('departments').findAll({
    attributes: ['id', 'parentId'],
    raw: true,
  })) as unknown as Record<'id' | 'parentId', string | number | null>[];
  const here = rows.map(({ id, parentId }) => [String(id), parentId === null ? null : String(parentId)] as const);
  return {
    known,
    existing: new Set(here.map(([id]) => id)),
    parentsByHand: new Map(here.filter(([id, parentId]) => ours.has(id) && !ours.has(parentId))),
    havingOthersBelow: new Set(here.filter(([id]) => !stillOurs.has(id)).map(([, parentId]) => parentId)),
  };
}

/** The id here, unless the department is new or somebody has deleted it. */
export function departmentId({ known, existing }: DepartmentsHere, id: number): string | undefined {
  const target = known.get(String(id))?.target;
  return target && existing.has(target) ? target : undefined;
}

/**
 * Writes the tree of departments as WeCom has it, from the top; those that are as they were last time cost nothing.
 *
 * @returns ids here, by WeCom's
 */
export async function writeDepartments(
  context: WriteContext,
  departments: readonly DepartmentRead[],
  here: DepartmentsHere,
  run: SyncProgress,
): Promise<Map<number, string>> {
  const book = new ContactBook(context.app.db, context.source, 'department');
  const ids = new Map<number, string>();
  let done = 0;
  for (const level of departmentLevels(departments)) {
    const changes = level.flatMap(({ department, sort, isLeaf }): Change[] => {
      const stored = here.known.get(String(department.id)) ?? newContact(String(department.id), '');
      const target = departmentId(here, department.id) ?? null;
      if (target !== null) ids.set(department.id, target);
      const parent = ids.get(department.parentid);
      const values = {
        ...(department.name !== undefined && { title: department.name }),
        parentId: parent ?? here.parentsByHand.get(target ?? '') ?? null,
        sort,
        isLeaf: isLeaf && !here.havingOthersBelow.has(target ?? ''),
      };
      const written = fingerprint(values, FORM);
      if (target !== null && stored.state === 'synced' && stored.fingerprint === written) return [];
      const name = department.name ?? stored.name;
      const contact: Contact = { ...stored, name, target, fingerprint: written, state: 'synced', leftAt: null };
      return [{ contact, parentUid: parent === undefined ? '' : String(department.parentid), values }];
    });
    for (const batch of chunks(changes, BATCH)) {
      run.signal.throwIfAborted();
      const contacts = await inTransaction(context.app, (transaction) => writeBatch(context, book, batch, transaction));
      for (const { contact } of batch) {
        run.counts[contact.target === null ? 'departmentsCreated' : 'departmentsUpdated'] += 1;
      }
      for (const { key, target } of contacts) if (target !== null) ids.set(Number(key), target);
    }
    done += level.length;
    run.progress('departments', done, departments.length);
  }
  return ids;
}

/** @returns all of them as they are now */
async function writeBatch(
  { app: { db }, source, readAt, texts }: WriteContext,
  book: ContactBook,
  changes: readonly Change[],
  transaction: Transaction,
): Promise<Contact[]> {
  const keys = changes.map(({ contact }) => contact.key);
  const current = await book.lock(keys, transaction);
  const newer: Contact[] = [];
  const written: { contact: Contact; record: SyncRecord }[] = [];
  for (const { contact, parentUid, values } of changes) {
    const now = current.get(contact.key);
    // Written meanwhile, with what WeCom was asked for later.
    if (now && (now.readAt ?? 0) > readAt) {
      newer.push(now);
      continue;
    }
    const title = contact.name || texts.t('server.contactSync.untitled', { id: contact.key });
    const target = contact.target ?? (await create({ ...values, title }));
    if (contact.target !== null) await update(contact.target, values);
    const metaData = { uid: contact.key, title, ...(parentUid && { parentUid }), sort: values.sort };
    const record = { recordId: contact.recordId, uid: contact.key, metaData, resources: { departments: [target] } };
    written.push({ contact: { ...contact, target, readAt }, record });
  }
  const records = written.map(({ record }) => record);
  const recordIds = await new SyncRecords(db, source, 'department').write(records, transaction);
  const contacts = written.map(({ contact }) => ({ ...contact, recordId: recordIds.get(contact.key) ?? null }));
  await book.save(contacts, transaction);
  return [...newer, ...contacts];

  async function create(values: object): Promise<string> {
    const department = (await db.getRepository('departments').create({ values, transaction })) as Model;
    return String(department.get('id'));
  }

  async function update(id: string, values: object): Promise<void> {
    const department = await db.getModel<Model>('departments').findOne({ where: { id }, transaction });
    await department?.update(values, { transaction });
  }
}
