import type { Model } from '@nocobase/database';
import type { MemberChange } from '../compare-members';
import type { MemberRecord } from '../member-record';
import type { WantedMembership } from './memberships';
import type { UnusedValues } from './unused-values';
import type { WriteContext } from './write-context';

export interface MemberWriting extends WriteContext {
  /** Ids of departments here, by WeCom's. */
  departmentIds: ReadonlyMap<number, string>;
  /** Ids here of all departments of the source, those included that are gone in WeCom. */
  ownDepartments: ReadonlySet<string>;
  /** Whom look-ups have found: ids of users, by key of the member. */
  lookedUp: ReadonlyMap<string, readonly string[]>;
  /** Nobody is made of whom the rule could say nothing yet: look-ups still to come may find who they are here. */
  holdBack: boolean;
  /** Of some of the members; of others it is not known. */
  unused?: UnusedValues;
}

/** A member and the user they are. */
export interface Pair {
  change: MemberChange;
  user: Model;
}

/** The departments here that a member is in. */
export function membershipsOf({ departmentIds }: MemberWriting, { departments }: MemberRecord): WantedMembership[] {
  return departments.flatMap(({ id, isOwner }) => {
    const departmentId = departmentIds.get(id);
    return departmentId === undefined ? [] : [{ departmentId, isOwner }];
  });
}

/** The one WeCom says, or the first when it says none of them; undefined without departments. */
export function mainDepartmentOf(writing: MemberWriting, record: MemberRecord): string | undefined {
  const memberships = membershipsOf(writing, record);
  const said = record.mainDepartment === undefined ? undefined : writing.departmentIds.get(record.mainDepartment);
  return memberships.some(({ departmentId }) => departmentId === said) ? said : memberships[0]?.departmentId;
}
