import type { TokenHolder } from '../access/access-tokens';
import type { Seed, SeedAgent, SeedDepartment, SeedMember, SeedOutsider, SeedTag } from '../seed';
import { IndexedBy } from './indexed-by';
import { forgetDepartment, forgetTag, renameMember } from './mentions';
import { Visibility } from './visibility';

/** The corp as it stands now: a copy of the seed that the control API may change. */
export class Corp {
  readonly seed: Seed;
  private readonly agents: Map<number, SeedAgent>;
  private readonly members: Map<string, SeedMember>;
  private readonly departments: Map<number, SeedDepartment>;
  private readonly tags: Map<number, SeedTag>;
  private readonly byDepartment: IndexedBy<number, SeedMember>;
  private readonly byParent: IndexedBy<number, SeedDepartment>;
  private readonly byAddress: IndexedBy<string, SeedMember>;
  private readonly visibilities = new Map<number, Visibility>();

  constructor(seed: Seed) {
    this.seed = structuredClone(seed);
    this.agents = new Map(this.seed.agents.map((agent) => [agent.agentId, agent]));
    this.members = new Map(this.seed.members.map((member) => [member.userid.toLowerCase(), member]));
    this.departments = new Map(this.seed.departments.map((department) => [department.id, department]));
    this.tags = new Map(this.seed.tags.map((tag) => [tag.tagid, tag]));
    this.byDepartment = new IndexedBy(this.seed.members, (member) => member.department);
    this.byParent = new IndexedBy(this.seed.departments, ({ parentid }) => [parentid]);
    this.byAddress = new IndexedBy(this.seed.members, addressesOf);
  }

  agent(agentId: number): SeedAgent | undefined {
    return this.agents.get(agentId);
  }

  /** Whose secret it is. */
  holderOf(secret: string): TokenHolder | undefined {
    if (secret === this.seed.contactSecret) return 'contact';
    return this.seed.agents.find((agent) => agent.secret === secret)?.agentId;
  }

  /** Case is ignored, as WeCom does. */
  member(userid: string): SeedMember | undefined {
    return this.members.get(userid.toLowerCase());
  }

  /** Members with a mobile number or a mail address, whose case is ignored. */
  membersWith(field: AddressField, value: string): SeedMember[] {
    return this.byAddress.at(addressKey(field, value));
  }

  outsider(openid: string): SeedOutsider | undefined {
    return this.seed.outsiders.find((outsider) => outsider.openid === openid);
  }

  department(id: number): SeedDepartment | undefined {
    return this.departments.get(id);
  }

  /** Directly below, not further down. */
  departmentsBelow(id: number): SeedDepartment[] {
    return this.byParent.at(id);
  }

  tag(tagid: number): SeedTag | undefined {
    return this.tags.get(tagid);
  }

  /** The departments and everything below them. */
  departmentTrees(ids: Iterable<number>): Set<number> {
    const tree = new Set(ids);
    // A Set's iteration visits what is added meanwhile, so this walks down level by level.
    for (const parent of tree) for (const { id } of this.byParent.at(parent)) tree.add(id);
    return tree;
  }

  /** Members in one of the departments, themselves and not below; each once. */
  membersOf(departments: Iterable<number>): SeedMember[] {
    const found = new Set<SeedMember>();
    for (const id of departments) for (const member of this.byDepartment.at(id)) found.add(member);
    return [...found];
  }

  visibility(agent: SeedAgent): Visibility {
    let visibility = this.visibilities.get(agent.agentId);
    if (!visibility) {
      visibility = new Visibility(this, agent);
      this.visibilities.set(agent.agentId, visibility);
    }
    return visibility;
  }

  addMember(member: SeedMember): void {
    this.seed.members.push(member);
    this.index(member);
  }

  /** The member becomes `next`, wherever it is named if the userid changes. */
  changeMember(member: SeedMember, next: SeedMember): void {
    const { userid } = member;
    this.unindex(member);
    overwrite(member, next);
    this.index(member);
    if (next.userid !== userid) this.rename(userid, next.userid);
  }

  /** Also where the member is named. */
  removeMember(member: SeedMember): void {
    this.unindex(member);
    this.seed.members = this.seed.members.filter((other) => other !== member);
    this.rename(member.userid, undefined);
  }

  addDepartment(department: SeedDepartment): void {
    this.seed.departments.push(department);
    this.departments.set(department.id, department);
    this.byParent.add(department);
    this.visibilities.clear();
  }

  changeDepartment(department: SeedDepartment, next: SeedDepartment): void {
    this.byParent.remove(department);
    overwrite(department, next);
    this.byParent.add(department);
    this.visibilities.clear();
  }

  /** Also where the department is named. Nobody may be in it, and nothing below it. */
  removeDepartment(department: SeedDepartment): void {
    const { seed } = this;
    this.byParent.remove(department);
    this.departments.delete(department.id);
    seed.departments = seed.departments.filter((other) => other !== department);
    forgetDepartment(seed, department.id);
    this.visibilities.clear();
  }

  addTag(tag: SeedTag): void {
    this.seed.tags.push(tag);
    this.tags.set(tag.tagid, tag);
  }

  changeTag(tag: SeedTag, next: SeedTag): void {
    overwrite(tag, next);
    this.visibilities.clear();
  }

  removeTag(tag: SeedTag): void {
    const { seed } = this;
    this.tags.delete(tag.tagid);
    seed.tags = seed.tags.filter((other) => other !== tag);
    forgetTag(seed, tag.tagid);
    this.visibilities.clear();
  }

  replaceAgent(agent: SeedAgent): void {
    this.seed.agents = this.seed.agents.map((other) => (other.agentId === agent.agentId ? agent : other));
    this.agents.set(agent.agentId, agent);
    this.visibilities.delete(agent.agentId);
  }

  private index(member: SeedMember): void {
    this.members.set(member.userid.toLowerCase(), member);
    this.byDepartment.add(member);
    this.byAddress.add(member);
  }

  /** Called before the member changes, because its fields tell where it stands. */
  private unindex(member: SeedMember): void {
    this.members.delete(member.userid.toLowerCase());
    this.byDepartment.remove(member);
    this.byAddress.remove(member);
  }

  private rename(userid: string, next: string | undefined): void {
    renameMember(this.seed, userid, next);
    this.visibilities.clear();
  }
}

/** In place, because others hold the object. */
function overwrite<Thing extends object>(thing: Thing, next: Thing): void {
  for (const key of Object.keys(thing) as (keyof Thing)[]) if (!(key in next)) delete thing[key];
  Object.assign(thing, next);
}

/** What `user/getuserid` and `user/get_userid_by_email` look people up by. */
export type AddressField = 'mobile' | 'email' | 'biz_mail';
const addressFields: readonly AddressField[] = ['mobile', 'email', 'biz_mail'];

const addressKey = (field: AddressField, value: string): string => `${field}/${value.toLowerCase()}`;

const addressesOf = (member: SeedMember): string[] =>
  addressFields.filter((field) => member[field] !== '').map((field) => addressKey(field, member[field]));
