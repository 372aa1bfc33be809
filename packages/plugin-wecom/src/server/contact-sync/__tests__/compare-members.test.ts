import { describe, expect, it } from 'vitest';
import { Comparison, type ComparisonBasis } from '../compare-members';
import { newContact, type Contact } from '../contact-book';
import type { MemberRecord } from '../member-record';

const record = (more: Partial<MemberRecord> = {}): MemberRecord => ({
  userId: 'Ada',
  key: 'ada',
  name: 'Ada',
  departments: [{ id: 2 }],
  ...more,
});

const fingerprintOf = ({ name }: MemberRecord) => `of ${name}`;

const contact = (more: Partial<Contact> = {}): Contact => ({
  ...newContact('ada', 'Ada'),
  target: '7',
  fingerprint: 'of Ada',
  ...more,
});

function compare(records: readonly MemberRecord[], known: Contact | undefined, basis: Partial<ComparisonBasis> = {}) {
  const comparison = new Comparison({
    known: new Map(known && [[known.key, known]]),
    linked: new Map([['ada', '7']]),
    newDepartments: new Set(),
    inGoneDepartments: new Set(),
    fingerprintOf,
    ...basis,
  });
  for (const one of records) comparison.add(one);
  return comparison;
}

describe('a member', () => {
  it('is unchanged when they are linked and written as they are', () => {
    expect(compare([record()], contact())).toMatchObject({ unchanged: 1, changes: [] });
  });

  it('who comes twice counts once', () => {
    const comparison = compare([record(), record({ name: 'Other' })], contact());
    expect([comparison.unchanged, comparison.changes.length, [...comparison.seen]]).toEqual([1, 0, ['ada']]);
  });

  it('is left alone when a person said so', () => {
    expect(compare([record({ name: 'New' })], contact({ state: 'ignored' }))).toMatchObject({
      ignored: 1,
      changes: [],
    });
  });

  it.each<[string, MemberRecord, Contact | undefined, Partial<ComparisonBasis>]>([
    ['is new', record(), undefined, {}],
    ['is another', record({ name: 'Other' }), contact(), {}],
    ['was not written wholly', record(), contact({ fingerprint: null }), {}],
    ['is not decided about', record(), contact({ state: 'conflict' }), {}],
    ['had left', record(), contact({ state: 'left' }), {}],
    ['is no longer linked', record(), contact(), { linked: new Map() }],
    ['is linked to somebody else', record(), contact(), { linked: new Map([['ada', '8']]) }],
    ['is in a department that is new here', record(), contact(), { newDepartments: new Set([2]) }],
    ['is still in a department that is gone', record(), contact(), { inGoneDepartments: new Set(['ada']) }],
  ])('is written when who %s', (_why, read, known, basis) => {
    const { changes, unchanged } = compare([read], known, basis);
    expect([unchanged, changes]).toEqual([0, [{ record: read, fingerprint: fingerprintOf(read), contact: known }]]);
  });
});
