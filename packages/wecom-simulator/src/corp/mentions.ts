import type { Seed } from '../seed';

/** Where members, departments and tags are named by others. Lists are only replaced when they change. */

/** @param next undefined when the member is gone */
export function renameMember(seed: Seed, userid: string, next: string | undefined): void {
  const gone = userid.toLowerCase();
  const renamed = (list: string[]): string[] =>
    list.some((one) => one.toLowerCase() === gone)
      ? list.flatMap((one) => (one.toLowerCase() === gone ? (next ?? []) : one))
      : list;
  for (const tag of seed.tags) tag.userlist = renamed(tag.userlist);
  for (const department of seed.departments) department.department_leader = renamed(department.department_leader);
  for (const { visibleRange } of seed.agents) visibleRange.users = renamed(visibleRange.users);
  for (const member of seed.members) if (member.direct_leader) member.direct_leader = renamed(member.direct_leader);
}

export function forgetDepartment(seed: Seed, id: number): void {
  for (const tag of seed.tags) tag.partylist = tag.partylist.filter((party) => party !== id);
  for (const { visibleRange } of seed.agents)
    visibleRange.departments = visibleRange.departments.filter((department) => department !== id);
}

export function forgetTag(seed: Seed, tagid: number): void {
  for (const { visibleRange } of seed.agents) visibleRange.tags = visibleRange.tags.filter((tag) => tag !== tagid);
}
