import { listedMembers, memberDetails } from '../corp/reading';
import { choice, optionalInteger, optionalText, requiredText } from '../messages/fields';
import type { ApiCall, Endpoint } from '../protocol/endpoint';
import type { JsonObject } from '../protocol/json';
import { Refusal } from '../protocol/refusal';
import type { SeedAgent, SeedMember } from '../seed';
import type { Simulation } from '../simulation';

export function userEndpoints(simulation: Simulation): Endpoint[] {
  const listing = listingOf(simulation);
  const lookUp = lookUpOf(simulation);
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
        if (!corp.visibility(agent).userids.has(userid.toLowerCase()))
          throw new Refusal(60011, `member "${userid}" is outside the visible range`);
        return memberDetails(corp, member);
      },
    },
    {
      // Document 90200.
      method: 'GET',
      path: 'user/simplelist',
      access: 'agent',
      contactErrcode: 48009,
      handle: listing(({ userid, name, department }) => ({ userid, name, department })),
    },
    {
      // Document 90201.
      method: 'GET',
      path: 'user/list',
      access: 'agent',
      contactErrcode: 48009,
      handle: listing((member) => memberDetails(simulation.world.corp, member)),
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
        return lookUp(agent, (member) => member.mobile === mobile);
      },
    },
    {
      // Document 95895: 1 corporate mail, 2 personal mail.
      method: 'POST',
      path: 'user/get_userid_by_email',
      access: 'agent',
      contactErrcode: 48009,
      handle: (call, agent) => {
        const email = requiredText(call.body, 'email', 40063).toLowerCase();
        const field = choice(call.body, 'email_type', [1, 2], 1, 40058) === 1 ? 'biz_mail' : 'email';
        return lookUp(agent, (member) => member[field].toLowerCase() === email);
      },
    },
  ];
}

function listingOf(simulation: Simulation) {
  return (view: (member: SeedMember) => JsonObject) => (call: ApiCall, agent: SeedAgent) => ({
    userlist: listedMembers(simulation.world.corp, agent, call).map(view),
  });
}

/** The member of the visible range that fits, or 46004. */
function lookUpOf(simulation: Simulation) {
  return (agent: SeedAgent, fits: (member: SeedMember) => boolean) => {
    const member = simulation.world.corp.visibility(agent).members.find(fits);
    if (!member) throw new Refusal(46004, 'nobody in the visible range has it');
    return { userid: member.userid };
  };
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
