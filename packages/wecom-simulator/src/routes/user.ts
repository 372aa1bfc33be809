import type { AddressField, Corp } from '../corp/corp';
import { listedMembers, memberDetails } from '../corp/reading';
import { choice, optionalInteger, optionalText, requiredText } from '../messages/fields';
import type { ApiCall, Endpoint } from '../protocol/endpoint';
import type { JsonObject } from '../protocol/json';
import { Refusal } from '../protocol/refusal';
import type { SeedAgent, SeedMember } from '../seed';
import type { Simulation } from '../simulation';

export function userEndpoints(simulation: Simulation): Endpoint[] {
  return [
    {
      // Document 90196.
      method: 'GET',
      path: 'user/get',
      access: 'agent',
      contactErrcode: 48009,
      handle: (call, agent) => {
        const { corp } = simulation.world;
        const userid = call.query('userid');
        if (userid === undefined) throw new Refusal(40003, '"userid" is missing in the query');
        const member = corp.member(userid);
        if (!member) throw new Refusal(60111, `there is no member "${userid}"`);
        if (!corp.visibility(agent).sees(member))
          throw new Refusal(60011, `member "${userid}" is outside the visible range`);
        return memberDetails(corp, agent, member);
      },
    },
    {
      // Document 90200.
      method: 'GET',
      path: 'user/simplelist',
      access: 'agent',
      contactErrcode: 48009,
      handle: (call, agent) => listing(simulation, call, agent, simpleMember),
    },
    {
      // Document 90201.
      method: 'GET',
      path: 'user/list',
      access: 'agent',
      contactErrcode: 48009,
      handle: (call, agent) => listing(simulation, call, agent, memberDetails),
    },
    {
      // Document 96067.
      method: 'POST',
      path: 'user/list_id',
      access: 'contact',
      handle: (call) => listIds(simulation.world.corp.seed.members, call.body),
    },
    {
      // Document 95402.
      method: 'POST',
      path: 'user/getuserid',
      access: 'agent',
      contactErrcode: 48009,
      handle: (call, agent) => {
        const mobile = requiredText(call.body, 'mobile', 40063);
        return lookUp(simulation, agent, 'mobile', mobile);
      },
    },
    {
      // Document 95895: 1 corporate mail, 2 personal mail.
      method: 'POST',
      path: 'user/get_userid_by_email',
      access: 'agent',
      contactErrcode: 48009,
      handle: (call, agent) => {
        const email = requiredText(call.body, 'email', 40063);
        const field = choice(call.body, 'email_type', [1, 2], 1, 40058) === 1 ? 'biz_mail' : 'email';
        return lookUp(simulation, agent, field, email);
      },
    },
  ];
}

type ViewMember = (corp: Corp, agent: SeedAgent, member: SeedMember) => JsonObject;

/** @throws {Refusal} 45029 when they are too many for one answer */
function listing({ world, limits }: Simulation, call: ApiCall, agent: SeedAgent, view: ViewMember): JsonObject {
  const { corp } = world;
  const members = listedMembers(corp, agent, call);
  const most = limits.listedMembers;
  if (members.length > most)
    throw new Refusal(45029, `${members.length} members do not fit one answer, at most ${most}`);
  return { userlist: members.map((member) => view(corp, agent, member)) };
}

const simpleMember: ViewMember = (_corp, _agent, { userid, name, department }) => ({ userid, name, department });

/** The member of the visible range who has it, or 46004. */
function lookUp({ world }: Simulation, agent: SeedAgent, field: AddressField, value: string): JsonObject {
  const { corp, lookUps } = world;
  lookUps.check(agent.agentId);
  const member = corp.membersWith(field, value).find((candidate) => corp.visibility(agent).sees(candidate));
  if (member) return { userid: member.userid };
  lookUps.recordMiss(agent.agentId);
  throw new Refusal(46004, 'nobody in the visible range has it');
}

/** One row for each member and department, in pages. */
function listIds(members: readonly SeedMember[], body: JsonObject): JsonObject {
  const limit = optionalInteger(body, 'limit') ?? 10_000;
  if (limit < 1 || limit > 10_000) throw new Refusal(40058, '"limit" must be 1 to 10000');
  const start = Number(optionalText(body, 'cursor') ?? '0');
  const rows = members.flatMap(({ userid, department }) => department.map((id) => ({ userid, department: id })));
  if (!Number.isInteger(start) || start < 0 || start > rows.length)
    throw new Refusal(40058, '"cursor" is none of ours');
  const end = start + limit;
  return { next_cursor: end < rows.length ? String(end) : '', dept_user: rows.slice(start, end) };
}
