import { leads } from '../corp/reading';
import type { Corp } from '../corp/corp';
import type { SeedDepartment, SeedMember, SeedTag } from '../seed';
import type { Simulation } from '../simulation';
import type { XmlRecord } from './xml';

/**
 * What the contacts-sync assistant hears (documents 90970, 90971, 90972). Addresses from after 2022-08-15 hear less, if `form` is
 * `ids`: no names, and changes of members only when their departments or ids change (document 96079).
 */

export function tellMemberCreated(simulation: Simulation, member: SeedMember): void {
  const { UserID, Department, ...rest } = memberFields(simulation.world.corp, member);
  const known = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== ''));
  tell(simulation, 'create_user', { UserID, Department, ...(isReduced(simulation) ? {} : known) });
}

export type MemberFields = Readonly<Record<string, string>>;

/** @param before `memberFields` as they were; nothing is sent when they are the same */
export function tellMemberChanged(simulation: Simulation, before: MemberFields, member: SeedMember): void {
  const after = memberFields(simulation.world.corp, member);
  const { UserID: NewUserID, ...changed } = Object.fromEntries(
    Object.entries(after).filter(([name, value]) => value !== before[name]),
  );
  const told = isReduced(simulation) ? pick(changed, ['Department']) : changed;
  if (Object.keys(told).length === 0 && NewUserID === undefined) return;
  const { UserID = '' } = before;
  tell(simulation, 'update_user', { UserID, ...(NewUserID === undefined ? {} : { NewUserID }), ...told });
}

export function tellMemberDeleted(simulation: Simulation, { userid }: SeedMember): void {
  tell(simulation, 'delete_user', { UserID: userid });
}

export function tellDepartmentCreated(simulation: Simulation, department: SeedDepartment): void {
  const { id: Id, name: Name, parentid: ParentId, order: Order } = department;
  tell(simulation, 'create_party', isReduced(simulation) ? { Id, ParentId } : { Id, Name, ParentId, Order });
}

export function tellDepartmentChanged(simulation: Simulation, before: SeedDepartment, after: SeedDepartment): void {
  const { id: Id, name: Name, parentid: ParentId } = after;
  const isMoved = before.parentid !== ParentId;
  const isRenamed = before.name !== Name && !isReduced(simulation);
  if (isMoved || isRenamed)
    tell(simulation, 'update_party', { Id, ...(isRenamed && { Name }), ...(isMoved && { ParentId }) });
}

export function tellDepartmentDeleted(simulation: Simulation, { id }: SeedDepartment): void {
  tell(simulation, 'delete_party', { Id: id });
}

type TagContent = Pick<SeedTag, 'tagid' | 'userlist' | 'partylist'>;

/** Before a tag is made and after it is deleted it has nobody. */
export function tellTagChanged(simulation: Simulation, before: TagContent, after: TagContent): void {
  const items = {
    AddUserItems: without(after.userlist, before.userlist),
    DelUserItems: without(before.userlist, after.userlist),
    AddPartyItems: without(after.partylist, before.partylist),
    DelPartyItems: without(before.partylist, after.partylist),
  };
  const changed = Object.entries(items).filter(([, list]) => list !== '');
  if (changed.length > 0) tell(simulation, 'update_tag', { TagId: after.tagid, ...Object.fromEntries(changed) });
}

/** Every field of a member as a text, empty ones too, in the order of the document. */
export function memberFields(corp: Corp, member: SeedMember): MemberFields & { UserID: string; Department: string } {
  const { userid, name, department, alias = '', telephone = '' } = member;
  return {
    UserID: userid,
    Name: name,
    Department: department.join(','),
    MainDepartment: String(member.main_department ?? department[0] ?? ''),
    IsLeaderInDept: department.map((id) => (leads(corp, member, id) ? 1 : 0)).join(','),
    DirectLeader: (member.direct_leader ?? []).join(','),
    Position: member.position,
    Mobile: member.mobile,
    Gender: String(member.gender),
    Email: member.email,
    BizMail: member.biz_mail,
    Status: String(member.status),
    Avatar: member.avatar,
    Alias: alias,
    Telephone: telephone,
    Address: member.address,
  };
}

const isReduced = ({ world }: Simulation): boolean => world.corp.seed.contactCallback?.form === 'ids';

function tell({ world, clock }: Simulation, ChangeType: string, fields: XmlRecord): void {
  const { seed } = world.corp;
  const message = {
    ToUserName: seed.corpId,
    FromUserName: 'sys',
    CreateTime: Math.floor(clock.now() / 1000),
    MsgType: 'event',
    Event: 'change_contact',
    ChangeType,
    ...fields,
  };
  world.callbacks.send('contacts', message);
  for (const { agentId, hearsContactChanges } of seed.agents)
    if (hearsContactChanges) world.callbacks.send(agentId, { ...message, AgentID: agentId });
}

const pick = (fields: MemberFields, names: readonly string[]): MemberFields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)));

const without = (list: readonly (string | number)[], others: readonly (string | number)[]): string =>
  list.filter((one) => !others.includes(one)).join(',');
