import type { Contact } from './contact-book';
import type { MemberRecord } from './member-record';

export interface ComparisonBasis {
  /** What was written before, by key. */
  known: ReadonlyMap<string, Contact>;
  /** Ids of linked users, by lower-cased member id. A link goes with its user, so whoever has one is there. */
  linked: ReadonlyMap<string, string>;
  /** WeCom's ids of departments that are new here: whoever is in them is changed. */
  newDepartments: ReadonlySet<number>;
  /** Keys of members who are still in departments that are gone. */
  inGoneDepartments: ReadonlySet<string>;
  /** Of what would be written of a member. */
  fingerprintOf: (record: MemberRecord) => string;
}

/** A member to be written. */
export interface MemberChange {
  record: MemberRecord;
  fingerprint: string;
  /** What was written before. */
  contact: Contact | undefined;
  /** When an event told it, where WeCom may not be asked: in milliseconds since 1970. */
  toldAt?: number | undefined;
}

/** Takes in members as they are read and keeps those that are not as they were last time. */
export class Comparison {
  readonly changes: MemberChange[] = [];
  /** Keys of all members that were read. */
  readonly seen = new Set<string>();
  unchanged = 0;
  ignored = 0;

  constructor(private readonly basis: ComparisonBasis) {}

  add(record: MemberRecord): void {
    const { key } = record;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    const contact = this.basis.known.get(key);
    if (contact?.state === 'ignored') this.ignored += 1;
    else {
      const now = this.basis.fingerprintOf(record);
      if (contact && this.isUnchanged(record, contact, now)) this.unchanged += 1;
      else this.changes.push({ record, fingerprint: now, contact });
    }
  }

  private isUnchanged({ key, departments }: MemberRecord, contact: Contact, now: string): boolean {
    const { linked, newDepartments, inGoneDepartments } = this.basis;
    return (
      contact.state === 'synced' &&
      contact.fingerprint === now &&
      contact.target === linked.get(key) &&
      !inGoneDepartments.has(key) &&
      !departments.some(({ id }) => newDepartments.has(id))
    );
  }
}
