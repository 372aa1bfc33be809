import type { SeedAgent, SeedMember } from '../seed';
import type { Corp } from './corp';

/** An agent's visible range, worked out: departments with everything below, tags with their members and departments. */
export interface Visibility {
  /** Who can be reached and read; disabled members and those who left are outside. In the seed's order. */
  members: readonly SeedMember[];
  /** Lower-cased userids of `members`. */
  userids: ReadonlySet<string>;
  departments: ReadonlySet<number>;
  tags: ReadonlySet<number>;
}

const DISABLED = 2;
const LEFT = 5;

export function createVisibility(corp: Corp, agent: SeedAgent): Visibility {
  const { users, departments, tags } = agent.visibleRange;
  const chosen = tags.flatMap((tagid) => corp.tag(tagid) ?? []);
  const roots = [...departments, ...chosen.flatMap((tag) => tag.partylist)];
  const visibleDepartments = new Set(roots.flatMap((id) => [...corp.departmentTree(id)]));
  const named = new Set([...users, ...chosen.flatMap((tag) => tag.userlist)].map((userid) => userid.toLowerCase()));
  const members = corp.seed.members.filter(
    (member) =>
      member.status !== DISABLED &&
      member.status !== LEFT &&
      (named.has(member.userid.toLowerCase()) || member.department.some((id) => visibleDepartments.has(id))),
  );
  return {
    members,
    userids: new Set(members.map((member) => member.userid.toLowerCase())),
    departments: visibleDepartments,
    tags: new Set(tags),
  };
}
