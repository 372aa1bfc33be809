import type { Database, Model, Transaction } from '@nocobase/database';
import { ContactBook, newContact, type Contact } from '../contact-book';
import { fingerprint } from '../member-record';
import type { DepartmentRead } from '../read/read-departments';
import type { SyncProgress } from '../runs/sync-progress';
import { chunks } from './chunks';
import { departmentLevels } from './department-tree';
import { inTransaction } from './in-transaction';
import { lockSource } from './lock-source';
import { SyncRecords, type SyncRecord } from './sync-records';
import type { WriteContext } from './write-context';

/** So few in one transaction, because each takes the host some ten statements. */
const BATCH = 25;

const AWAITING_BATCH = 100;

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

/** Those that are new here, or that somebody has deleted here, or whose members are not written yet. WeCom's ids. */
export function newDepartments(here: DepartmentsHere, departments: readonly DepartmentRead[]): Set<number> {
  const isNew = (id: number) =>
    departmentId(here, id) === undefined || here.known.get(String(id))?.fingerprint === null;
  return new Set(departments.map(({ id }) => id).filter(isNew));
}

/** Those WeCom no longer has, or the source no longer covers. */
export function goneDepartments(here: DepartmentsHere, departments: readonly DepartmentRead[]): Contact[] {
  const still = new Set(departments.map(({ id }) => String(id)));
  return [...here.known.values()].filter(({ key }) => !still.has(key));
}

/** Ids here of all departments that were ever written, gone ones too: nobody stays in them whom WeCom has elsewhere. */
export function ownDepartments(here: DepartmentsHere, ids: ReadonlyMap<number, string>): Set<string> {
  return new Set([...[...here.known.values()].flatMap(({ target }) => target ?? []), ...ids.values()]);
}

/** Departments that were written. */
export interface WrittenDepartments {
  /** Ids here, by WeCom's. */
  ids: Map<number, string>;
  /** Those that have their members still to come, as they are to be known then: see {@link membersAreIn}. */
  awaiting: Contact[];
}

/** Writes the tree of departments as WeCom has it, from the top; those that are as they were last time cost nothing. */
export async function writeDepartments(
  context: WriteContext,
  departments: readonly DepartmentRead[],
  here: DepartmentsHere,
  run: SyncProgress,
): Promise<WrittenDepartments> {
  const book = new ContactBook(context.app.db, context.source, 'department');
  const ids = new Map<number, string>();
  const awaiting: Contact[] = [];
  let done = 0;
  for (const level of departmentLevels(departments)) {
    const changes = level.flatMap(({ department, sort, isLeaf }): Change[] => {
      const stored = here.known.get(String(department.id)) ?? newContact(String(department.id), '');
      const target = departmentId(here, department.id);
      if (target !== undefined) ids.set(department.id, target);
      const parent = ids.get(department.parentid);
      const values = {
        ...(department.name !== undefined && { title: department.name }),
        parentId: parent ?? here.parentsByHand.get(target ?? '') ?? null,
        sort,
        isLeaf: isLeaf && !here.havingOthersBelow.has(target ?? ''),
      };
      const written = fingerprint(values, FORM);
      if (target !== undefined && stored.state === 'synced' && stored.fingerprint === written) return [];
      const name = department.name ?? stored.name;
      const contact: Contact = { ...stored, name, fingerprint: written, state: 'synced', leftAt: null };
      return [{ contact, parentUid: parent === undefined ? '' : String(department.parentid), values }];
    });
    for (const batch of chunks(changes, BATCH)) {
      run.signal.throwIfAborted();
      const written = await inTransaction(context.app, (transaction) => writeBatch(context, book, batch, transaction));
      run.counts.departmentsCreated += written.created;
      run.counts.departmentsUpdated += written.updated;
      for (const { key, target } of written.contacts) if (target !== null) ids.set(Number(key), target);
      awaiting.push(...written.awaiting);
    }
    done += level.length;
    run.progress('departments', done, departments.length);
  }
  return { ids, awaiting };
}

/**
 * To be said once the members of new departments are written. Until then these departments stay new, so that whatever ends in between
 * is done again as a whole.
 */
export async function membersAreIn({ app, source }: WriteContext, awaiting: readonly Contact[]): Promise<void> {
  const book = new ContactBook(app.db, source, 'department');
  for (const batch of chunks(awaiting, AWAITING_BATCH)) {
    await inTransaction(app, async (transaction) => {
      const keys = batch.map(({ key }) => key);
      const now = await book.lock(keys, transaction);
      // Without what was removed, or written anew, meanwhile.
      const isSame = ({ key, target, readAt }: Contact) =>
        now.get(key)?.target === target && now.get(key)?.readAt === readAt;
      await book.save(batch.filter(isSame), transaction);
    });
  }
}

interface WrittenBatch {
  /** All of them as they are now. */
  contacts: Contact[];
  awaiting: Contact[];
  created: number;
  updated: number;
}

async function writeBatch(
  context: WriteContext,
  book: ContactBook,
  changes: readonly Change[],
  transaction: Transaction,
): Promise<WrittenBatch> {
  const { source, readAt, texts } = context;
  const { db } = context.app;
  await lockSource(context, transaction);
  const current = await book.lock(
    changes.map(({ contact }) => contact.key),
    transaction,
  );
  const existing = await departmentsById(db, [...current.values()], transaction);
  const newer: Contact[] = [];
  const awaiting = new Set<string>();
  const written: { contact: Contact; record: SyncRecord }[] = [];
  let created = 0;
  for (const { contact, parentUid, values } of changes) {
    const { key } = contact;
    const now = current.get(key);
    // Written meanwhile, with what WeCom was asked for later.
    if (now && (now.readAt ?? 0) > readAt) {
      newer.push(now);
      continue;
    }
    const title = contact.name || texts.t('server.contactSync.untitled', { id: key });
    // Whoever wrote last says which department it is, and not what was known before this one was locked.
    const department = existing.get(now?.target ?? '');
    if (department) await department.update(values, { transaction });
    else created += 1;
    const target = department ? String(department.get('id')) : await create({ ...values, title });
    if (!department || now?.fingerprint === null) awaiting.add(key);
    const recordId = now?.recordId ?? null;
    const metaData = { uid: key, title, ...(parentUid && { parentUid }), sort: values.sort };
    const record = { recordId, uid: key, metaData, resources: { departments: [target] } };
    written.push({ contact: { ...contact, target, readAt }, record });
  }
  const records = written.map(({ record }) => record);
  const recordIds = await new SyncRecords(db, source, 'department').write(records, transaction);
  const contacts = written.map(({ contact }) => ({ ...contact, recordId: recordIds.get(contact.key) ?? null }));
  await book.save(
    contacts.map((contact) => (awaiting.has(contact.key) ? { ...contact, fingerprint: null } : contact)),
    transaction,
  );
  return {
    contacts: [...newer, ...contacts],
    awaiting: contacts.filter(({ key }) => awaiting.has(key)),
    created,
    updated: written.length - created,
  };

  async function create(values: object): Promise<string> {
    const department = (await db.getRepository('departments').create({ values, transaction })) as Model;
    return String(department.get('id'));
  }
}

async function departmentsById(
  db: Database,
  contacts: readonly Contact[],
  transaction: Transaction,
): Promise<Map<string, Model>> {
  const id = contacts.flatMap(({ target }) => target ?? []);
  if (id.length === 0) return new Map();
  const departments = await db.getModel<Model>('departments').findAll({ where: { id }, transaction });
  return new Map(departments.map((department) => [String(department.get('id')), department]));
}
