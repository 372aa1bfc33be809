import type { Seed, SeedAgent, SeedDepartment, SeedMember, SeedOutsider, SeedTag } from '../seed';
import { createVisibility, type Visibility } from './visibility';

/** The corp as it stands now: a copy of the seed that the control API may change. */
export class Corp {
  readonly seed: Seed;
  private readonly agents: Map<number, SeedAgent>;
  private readonly members: Map<string, SeedMember>;
  private readonly departments: Map<number, SeedDepartment>;
  private readonly tags: Map<number, SeedTag>;
  private readonly visibilities = new Map<number, Visibility>();

  constructor(seed: Seed) {
    this.seed = structuredClone(seed);
    this.agents = new Map(this.seed.agents.map((agent) => [agent.agentId, agent]));
    this.members = new Map(this.seed.members.map((member) => [member.userid.toLowerCase(), member]));
    this.departments = new Map(this.seed.departments.map((department) => [department.id, department]));
    this.tags = new Map(this.seed.tags.map((tag) => [tag.tagid, tag]));
  }

  agent(agentId: number): SeedAgent | undefined {
    return this.agents.get(agentId);
  }

  agentBySecret(secret: string): SeedAgent | undefined {
    return this.seed.agents.find((agent) => agent.secret === secret);
  }

  /** Case is ignored, as WeCom does. */
  member(userid: string): SeedMember | undefined {
    return this.members.get(userid.toLowerCase());
  }

  outsider(openid: string): SeedOutsider | undefined {
    return this.seed.outsiders.find((outsider) => outsider.openid === openid);
  }

  department(id: number): SeedDepartment | undefined {
    return this.departments.get(id);
  }

  tag(tagid: number): SeedTag | undefined {
    return this.tags.get(tagid);
  }

  /** The department and everything below it. */
  departmentTree(id: number): Set<number> {
    const tree = new Set([id]);
    // A Set's iteration visits what is added meanwhile, so this walks down level by level.
    for (const parent of tree)
      for (const department of this.seed.departments) if (department.parentid === parent) tree.add(department.id);
    return tree;
  }

  /** Members in one of the departments, themselves and not below. */
  membersOf(departments: ReadonlySet<number>): SeedMember[] {
    return this.seed.members.filter((member) => member.department.some((id) => departments.has(id)));
  }

  visibility(agent: SeedAgent): Visibility {
    let visibility = this.visibilities.get(agent.agentId);
    if (!visibility) {
      visibility = createVisibility(this, agent);
      this.visibilities.set(agent.agentId, visibility);
    }
    return visibility;
  }

  replaceAgent(agent: SeedAgent): void {
    this.seed.agents = this.seed.agents.map((other) => (other.agentId === agent.agentId ? agent : other));
    this.agents.set(agent.agentId, agent);
    this.forgetVisibility();
  }

  /** Called after a change to a member. */
  forgetVisibility(): void {
    this.visibilities.clear();
  }
}
