import * as v from 'valibot';
import { memberFields, tellMemberChanged, tellMemberCreated, tellMemberDeleted } from '../callbacks/contact-changes';
import { reachOf, tellReachChanged } from '../callbacks/range-changes';
import { checkInput } from '../check-input';
import type { ConfigIssue } from '../config-error';
import { memberIssues, memberSchema, type SeedMember } from '../seed';
import type { Simulation } from '../simulation';
import { nullable, requireNone, withChanges } from './changes';
import { refuse } from './refuse';

const entries = memberSchema.entries;

const changesSchema = v.strictObject({
  /** Another one: WeCom lets a userid be changed. */
  userid: v.exactOptional(entries.userid),
  name: v.exactOptional(entries.name),
  department: v.exactOptional(entries.department),
  position: v.exactOptional(entries.position.wrapped),
  mobile: v.exactOptional(entries.mobile.wrapped),
  email: v.exactOptional(entries.email.wrapped),
  biz_mail: v.exactOptional(entries.biz_mail.wrapped),
  gender: v.exactOptional(entries.gender.wrapped),
  avatar: v.exactOptional(entries.avatar.wrapped),
  qr_code: v.exactOptional(entries.qr_code.wrapped),
  address: v.exactOptional(entries.address.wrapped),
  status: v.exactOptional(entries.status.wrapped),
  licensed: v.exactOptional(entries.licensed.wrapped),
  /** Null removes these. */
  alias: nullable(entries.alias),
  main_department: nullable(entries.main_department),
  order: nullable(entries.order),
  direct_leader: nullable(entries.direct_leader),
  telephone: nullable(entries.telephone),
  english_name: nullable(entries.english_name),
});

export type MemberInput = v.InferInput<typeof memberSchema>;
export type MemberChanges = v.InferInput<typeof changesSchema>;

/** @throws {SimulatorConfigError} when a field is wrong, or the userid is taken */
export function addMember(simulation: Simulation, input: unknown): SeedMember {
  const { corp } = simulation.world;
  const member = checkInput(input, memberSchema);
  requireNone([...takenUserid(simulation, member.userid), ...memberIssues(corp, member)]);
  const before = reachOf(simulation, []);
  corp.addMember(member);
  tellMemberCreated(simulation, member);
  tellReachChanged(simulation, before, reachOf(simulation, [member]));
  simulation.events.emit('corp', () => ({ userid: member.userid }));
  return member;
}

/** @throws {SimulatorConfigError} when the changes are wrong, or there is no such member */
export function changeMember(simulation: Simulation, userid: string, input: unknown): SeedMember {
  const { corp, store } = simulation.world;
  const member = memberOf(simulation, userid);
  const changes = checkInput(input, changesSchema);
  const next = checkInput(withChanges(withoutOldPlaces(member, changes), changes), memberSchema);
  requireNone([
    ...(next.userid.toLowerCase() === userid.toLowerCase() ? [] : takenUserid(simulation, next.userid)),
    ...memberIssues(corp, next),
  ]);
  const before = memberFields(corp, member);
  const reach = reachOf(simulation, [member]);
  store.renameMember(member.userid, next.userid);
  leaveDepartments(simulation, member, next);
  corp.changeMember(member, next);
  tellMemberChanged(simulation, before, member);
  tellReachChanged(simulation, reach, reachOf(simulation, [member]));
  simulation.events.emit('corp', () => ({ userid: member.userid }));
  return member;
}

/** @throws {SimulatorConfigError} when there is no such member */
export function removeMember(simulation: Simulation, userid: string): void {
  const member = memberOf(simulation, userid);
  const reach = reachOf(simulation, [member]);
  simulation.world.corp.removeMember(member);
  tellMemberDeleted(simulation, member);
  tellReachChanged(simulation, reach, reachOf(simulation, []));
  simulation.events.emit('corp', () => ({ userid: member.userid }));
}

function memberOf({ world }: Simulation, userid: string): SeedMember {
  return world.corp.member(userid) ?? refuse('Nothing was changed', 'userid', `there is no member "${userid}"`);
}

function takenUserid({ world }: Simulation, userid: string): ConfigIssue[] {
  return world.corp.member(userid) ? [{ path: 'userid', message: `"${userid}" is taken` }] : [];
}

/** A member who moves has no main department and no order left from before. */
function withoutOldPlaces(member: SeedMember, changes: MemberChanges): SeedMember {
  if (!changes.department) return member;
  const { main_department, order: _order, ...kept } = member;
  const stays = main_department !== undefined && changes.department.includes(main_department);
  return stays ? { ...kept, main_department } : kept;
}

/** Nobody leads a department without being in it. */
function leaveDepartments({ world }: Simulation, member: SeedMember, next: SeedMember): void {
  for (const id of member.department) {
    const department = next.department.includes(id) ? undefined : world.corp.department(id);
    if (!department) continue;
    const isOther = (userid: string) => userid.toLowerCase() !== member.userid.toLowerCase();
    department.department_leader = department.department_leader.filter(isOther);
  }
}
