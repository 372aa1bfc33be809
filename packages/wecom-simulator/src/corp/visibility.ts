import type { SeedAgent, SeedMember } from '../seed';
import type { Corp } from './corp';

const DISABLED = 2;
const LEFT = 5;

/** An agent's visible range, worked out: departments with everything below, tags with their members and departments. */
export class Visibility {
  readonly departments: ReadonlySet<number>;
  readonly tags: ReadonlySet<number>;
  /** Lower-cased userids of members who are named, in the range or by a tag. */
  private readonly named: ReadonlySet<string>;

  constructor(
    private readonly corp: Corp,
    { visibleRange: { users, departments, tags } }: SeedAgent,
  ) {
    const chosen = tags.flatMap((tagid) => corp.tag(tagid) ?? []);
    const roots = [...departments, ...chosen.flatMap((tag) => tag.partylist)];
    this.departments = corp.departmentTrees(roots);
    this.tags = new Set(tags);
    this.named = new Set([...users, ...chosen.flatMap((tag) => tag.userlist)].map((userid) => userid.toLowerCase()));
  }

  /** Whether the member can be read: disabled members, too, and those who left. */
  sees({ userid, department }: SeedMember): boolean {
    return department.some((id) => this.departments.has(id)) || this.named.has(userid.toLowerCase());
  }

  /** Whether messages go to the member, and the member uses the app. */
  reaches(member: SeedMember): boolean {
    return member.status !== DISABLED && member.status !== LEFT && this.sees(member);
  }

  /** Everybody who is reached, in the order of the seed. */
  reached(): SeedMember[] {
    return this.corp.seed.members.filter((member) => this.reaches(member));
  }
}
