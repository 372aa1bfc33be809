import type { ConfigIssue } from '../config-error';
import type { SeedAgent, SeedDepartment, SeedMember, SeedTag } from './schema';

/** What exists in a corp; undefined for what does not. */
export interface Known {
  member(userid: string): unknown;
  department(id: number): unknown;
  tag(tagid: number): unknown;
}

/** What a member names and does not exist. @param at where the member stands, in front of each path */
export function memberIssues(known: Known, member: SeedMember, at = ''): ConfigIssue[] {
  const { department, main_department, direct_leader = [] } = member;
  return [
    ...departmentsAt(known, `${at}department`, department),
    ...membersAt(known, `${at}direct_leader`, direct_leader),
    ...(main_department !== undefined && !department.includes(main_department)
      ? [{ path: `${at}main_department`, message: 'is not among the departments of the member' }]
      : []),
  ];
}

export function departmentIssues(known: Known, department: SeedDepartment, at = ''): ConfigIssue[] {
  return membersAt(known, `${at}department_leader`, department.department_leader);
}

export function tagIssues(known: Known, { userlist, partylist }: SeedTag, at = ''): ConfigIssue[] {
  return [...membersAt(known, `${at}userlist`, userlist), ...departmentsAt(known, `${at}partylist`, partylist)];
}

export function agentIssues(known: Known, agent: SeedAgent, at = ''): ConfigIssue[] {
  const { users, departments, tags } = agent.visibleRange;
  return [
    ...membersAt(known, `${at}visibleRange.users`, users),
    ...departmentsAt(known, `${at}visibleRange.departments`, departments),
    ...tags.flatMap((tagid, index) =>
      known.tag(tagid) === undefined
        ? [{ path: `${at}visibleRange.tags[${index}]`, message: `there is no tag ${tagid}` }]
        : [],
    ),
    ...(agent.callbackUrl !== undefined ? halfSetCallback(agent, `${at}callbackUrl`) : []),
  ];
}

/** An address without Token and EncodingAESKey could not be saved in WeCom's console. */
export function halfSetCallback(pair: { token?: string; encodingAESKey?: string }, path: string): ConfigIssue[] {
  const { token, encodingAESKey } = pair;
  return token === undefined || encodingAESKey === undefined
    ? [{ path, message: 'needs token and encodingAESKey beside it' }]
    : [];
}

const departmentsAt = (known: Known, path: string, list: readonly number[]): ConfigIssue[] =>
  list.flatMap((id, index) =>
    known.department(id) === undefined ? [{ path: `${path}[${index}]`, message: `there is no department ${id}` }] : [],
  );

const membersAt = (known: Known, path: string, list: readonly string[]): ConfigIssue[] =>
  list.flatMap((userid, index) =>
    known.member(userid) === undefined
      ? [{ path: `${path}[${index}]`, message: `there is no member "${userid}"` }]
      : [],
  );
