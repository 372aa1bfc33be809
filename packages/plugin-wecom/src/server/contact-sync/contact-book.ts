import type { Database, Model, Transaction } from '@nocobase/database';
import { CONTACTS_COLLECTION } from '../../constants';
import type { ConflictCode } from '../../contact-sync-state';
import type { LeaverChoice } from './sync-options';

export type ContactKind = 'member' | 'department';

export type ContactState =
  /** Is somebody, or some department, here. */
  | 'synced'
  /** Nobody knows who it is here; a person has to say so. */
  | 'conflict'
  /** A person said that a user is to be made, whoever matches. */
  | 'newcomer'
  /** A person said that it is nobody here. */
  | 'ignored'
  /** No longer in WeCom, or no longer covered. */
  | 'left';

/** Why a person has to decide who a member is here. */
export interface Conflict {
  code: ConflictCode;
  /** Ids of the users in question. */
  users: string[];
}

/** About somebody who is in WeCom no more, at least not so: what becomes of their user. */
export function isAboutLeaver({ conflict }: Contact): boolean {
  return conflict?.code === 'protectedLeaver' || conflict?.code === 'renamed';
}

/** A row of ours: what a source knows of one member or department. */
export interface Contact {
  key: string;
  name: string;
  /** Id of the user or department here. */
  target: string | null;
  recordId: string | null;
  fingerprint: string | null;
  /** When WeCom began to be asked for what was last written, in milliseconds since 1970. */
  readAt: number | null;
  /** When the last event that was believed happened, in milliseconds since 1970: only where WeCom may not be asked. */
  toldAt: number | null;
  state: ContactState;
  /** With state `conflict`: who it is; with `synced`: what of it could not be written. */
  conflict: Conflict | null;
  leftAt: number | null;
  leftAs: LeaverChoice | null;
}

const CLOCKS_DIFFER_MS = 60_000;

const FIELDS = [
  'name',
  'target',
  'recordId',
  'fingerprint',
  'readAt',
  'toldAt',
  'state',
  'conflict',
  'leftAt',
  'leftAs',
] as const;

/** What a source knows of its members, or of its departments. */
export class ContactBook {
  constructor(
    private readonly db: Database,
    readonly source: string,
    private readonly kind: ContactKind,
  ) {}

  /** All of them, or those of these keys, by key. One statement. */
  load(keys?: readonly string[]): Promise<Map<string, Contact>> {
    return this.find(keys ? { key: [...keys] } : {});
  }

  /** Those of these keys, which nobody else changes until the transaction ends. One statement. */
  lock(keys: readonly string[], transaction: Transaction): Promise<Map<string, Contact>> {
    return this.find({ key: [...keys] }, { transaction, lock: transaction.LOCK.UPDATE });
  }

  private async find(where: object, options: object = {}): Promise<Map<string, Contact>> {
    const { source, kind } = this;
    const rows = (await this.model.findAll({
      where: { source, kind, ...where },
      attributes: ['key', ...FIELDS],
      raw: true,
      ...options,
    })) as unknown as StoredContact[];
    return new Map(rows.map((row) => [row.key, contactOf(row)]));
  }

  /** New or not. One statement. */
  async save(contacts: readonly Contact[], transaction: Transaction): Promise<void> {
    if (contacts.length === 0) return;
    const { source, kind } = this;
    const rows = contacts.map((contact) => rowOf(source, kind, contact));
    await this.model.bulkCreate(rows, {
      updateOnDuplicate: [...FIELDS, 'updatedAt'],
      conflictAttributes: ['source', 'kind', 'key'],
      returning: false,
      transaction,
    } as never);
  }

  /** They were as they are known when WeCom was asked, or told it. Who asked earlier writes nothing any more. */
  async confirm(
    keys: readonly string[],
    readAt: number,
    toldAt: ReadonlyMap<string, number>,
    transaction: Transaction,
  ) {
    const known = await this.lock(keys, transaction);
    const older = [...known.values()].filter((contact) => (contact.readAt ?? 0) < readAt);
    await this.save(
      older.map((contact) => ({ ...contact, readAt, toldAt: later(contact.toldAt, toldAt.get(contact.key)) })),
      transaction,
    );
  }

  async forget(keys: readonly string[], transaction: Transaction): Promise<void> {
    if (keys.length === 0) return;
    const { source, kind } = this;
    await this.model.destroy({ where: { source, kind, key: [...keys] }, transaction });
  }

  private get model() {
    return this.db.getModel<Model>(CONTACTS_COLLECTION);
  }
}

/** Field by field: V8 makes a small object of that, and a table several times as large of what is spread together. */
function rowOf(source: string, kind: ContactKind, contact: Contact) {
  return {
    source,
    kind,
    key: contact.key,
    name: contact.name,
    target: contact.target,
    recordId: contact.recordId,
    fingerprint: contact.fingerprint,
    readAt: contact.readAt,
    toldAt: contact.toldAt,
    state: contact.state,
    conflict: contact.conflict && JSON.stringify(contact.conflict),
    leftAt: contact.leftAt,
    leftAs: contact.leftAs,
  };
}

type StoredContact = Record<keyof Contact, string | number | null> & { key: string };

function contactOf(row: StoredContact): Contact {
  const text = (value: string | number | null) => (value === null ? null : String(value));
  const number = (value: string | number | null) => (value === null ? null : Number(value));
  return {
    key: row.key,
    name: text(row.name) ?? '',
    target: text(row.target),
    // Databases differ in what they make of a large integer.
    recordId: text(row.recordId),
    fingerprint: text(row.fingerprint),
    state: row.state as ContactState,
    conflict: row.conflict === null ? null : (JSON.parse(String(row.conflict)) as Conflict),
    readAt: number(row.readAt),
    toldAt: number(row.toldAt),
    leftAt: number(row.leftAt),
    leftAs: row.leftAs as LeaverChoice | null,
  };
}

/** What is told is no news when something newer is known. Clocks may differ, by less than a minute. */
export function isOutdated(contact: Contact | undefined, toldAt: number | undefined): boolean {
  if (!contact || toldAt === undefined) return false;
  return (contact.toldAt ?? 0) > toldAt || (contact.readAt ?? 0) > toldAt + CLOCKS_DIFFER_MS;
}

export function later(one: number | null, other: number | undefined): number | null {
  return other === undefined ? one : Math.max(one ?? 0, other);
}

export function newContact(key: string, name: string): Contact {
  return {
    key,
    name,
    target: null,
    recordId: null,
    fingerprint: null,
    readAt: null,
    toldAt: null,
    state: 'synced',
    conflict: null,
    leftAt: null,
    leftAs: null,
  };
}
