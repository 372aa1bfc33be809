import { Refusal } from '../protocol/refusal';
import type { ApiCall } from '../protocol/endpoint';
import type { JsonObject } from '../protocol/json';
import type { SeedAgent, SeedDepartment, SeedMember } from '../seed';
import type { Corp } from './corp';

/** How members and departments look on the wire, and who may read which. */

/** @throws {Refusal} 40063 missing, 60003 unknown, 60011 outside the visible range */
export function visibleDepartment(corp: Corp, agent: SeedAgent, text: string | undefined): SeedDepartment {
  if (text === undefined) throw new Refusal(40063, 'the department id is missing in the query');
  const department = corp.department(Number(text));
  if (!department) throw new Refusal(60003, `there is no department "${text}"`);
  if (!corp.visibility(agent).departments.has(department.id))
    throw new Refusal(60011, `department ${department.id} is outside the visible range`);
  return department;
}

/** The members `user/simplelist` and `user/list` answer: of one department, and of those below it with `fetch_child`. */
export function listedMembers(corp: Corp, agent: SeedAgent, call: ApiCall): SeedMember[] {
  const { id } = visibleDepartment(corp, agent, call.query('department_id'));
  const departments = call.query('fetch_child') === '1' ? corp.departmentTrees([id]) : [id];
  const visibility = corp.visibility(agent);
  return corp.membersOf(departments).filter((member) => visibility.sees(member));
}

/**
 * A member as `user/get` and `user/list` show it. Mobile, mail, avatar and the like are only there for agents made before June 2022
 * (document 90196).
 */
export function memberDetails(corp: Corp, agent: SeedAgent, member: SeedMember): JsonObject {
  const { userid, name, alias = '', department, position, status } = member;
  return {
    userid,
    name,
    alias,
    department,
    order: department.map((_id, index) => member.order?.[index] ?? 0),
    main_department: member.main_department ?? department[0],
    position,
    is_leader_in_dept: department.map((id) => (leads(corp, member, id) ? 1 : 0)),
    direct_leader: member.direct_leader ?? [],
    telephone: member.telephone ?? '',
    english_name: member.english_name ?? '',
    status,
    ...(agent.createdBeforeJune2022 && privateDetailsOf(member)),
    extattr: { attrs: [] },
    external_position: '',
    external_profile: { external_corp_name: '', external_attr: [] },
  };
}

export function leads(corp: Corp, { userid }: SeedMember, departmentId: number): boolean {
  const leaders = corp.department(departmentId)?.department_leader ?? [];
  return leaders.some((leader) => leader.toLowerCase() === userid.toLowerCase());
}

function privateDetailsOf({ avatar, gender, mobile, email, biz_mail, qr_code, address }: SeedMember): JsonObject {
  return {
    avatar,
    thumb_avatar: avatar && `${avatar.replace(/\/0$/, '')}/100`,
    // WeCom writes the gender as a text.
    gender: String(gender),
    mobile,
    email,
    biz_mail,
    qr_code,
    address,
  };
}

/** Departments an agent sees, or all for the contacts-sync secret: those below `id`, itself included, when one is asked. */
export function listedDepartments(corp: Corp, agent: SeedAgent | undefined, id: string | undefined): SeedDepartment[] {
  if (id !== undefined && !corp.department(Number(id))) throw new Refusal(60003, `there is no department "${id}"`);
  const asked = id === undefined ? undefined : corp.departmentTrees([Number(id)]);
  const visible = agent && corp.visibility(agent).departments;
  if (asked && visible && ![...asked].some((department) => visible.has(department)))
    throw new Refusal(60011, `department ${id} is outside the visible range`);
  return corp.seed.departments.filter(
    (department) => (asked?.has(department.id) ?? true) && (visible?.has(department.id) ?? true),
  );
}

export function departmentDetails({
  id,
  name,
  name_en = '',
  department_leader,
  parentid,
  order,
}: SeedDepartment): JsonObject {
  return { id, name, name_en, department_leader, parentid, order };
}
