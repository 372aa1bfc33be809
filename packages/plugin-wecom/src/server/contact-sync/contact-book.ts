import type { Database, Model, Transaction } from '@nocobase/database';
import { CONTACTS_COLLECTION } from '../../constants';
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
  code:
    /** Several users match. */
    | 'ambiguous'
    /** The one that matches may change settings. */
    | 'protectedUser'
    /** The one that matches is linked to another member. */
    | 'userTaken'
    /** Nobody matches, and somebody else here has the member's phone number or mail. */
    | 'phoneTaken'
    | 'emailTaken'
    /** The member left, and their user may change settings: that is for a person to do. */
    | 'protectedLeaver';
  /** Ids of the users in question. */
  users: string[];
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
  state: ContactState;
  conflict: Conflict | null;
  leftAt: number | null;
  leftAs: LeaverChoice | null;
}

const FIELDS = [
  'name',
  'target',
  'recordId',
  'fingerprint',
  'readAt',
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
    const rows = contacts.map(({ conflict, ...contact }) => ({
      ...contact,
      source,
      kind,
      conflict: conflict && JSON.stringify(conflict),
    }));
    await this.model.bulkCreate(rows, {
      updateOnDuplicate: [...FIELDS, 'updatedAt'],
      conflictAttributes: ['source', 'kind', 'key'],
      transaction,
    } as never);
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
    leftAt: number(row.leftAt),
    leftAs: row.leftAs as LeaverChoice | null,
  };
}

export function newContact(key: string, name: string): Contact {
  return {
    key,
    name,
    target: null,
    recordId: null,
    fingerprint: null,
    readAt: null,
    state: 'synced',
    conflict: null,
    leftAt: null,
    leftAs: null,
  };
}
