import { requiredText } from '../messages/fields';
import type { ApiCall } from '../protocol/endpoint';
import type { JsonObject } from '../protocol/json';
import { Refusal } from '../protocol/refusal';
import type { PrivateField, SeedAgent, SeedMember, SeedOutsider } from '../seed';
import type { Simulation } from '../simulation';
import { isTrusted } from './trusted-domain';

/** Who a code stands for, and the ticket to their private fields if they agreed. */
export type Identity = { member: SeedMember; userTicket?: string } | { outsider: SeedOutsider };

/**
 * Spends the code of a call. A code is spent by the first call that presents it, also one that is then refused.
 *
 * @throws {Refusal} 40029, 42022, 42003; 50001 when it was given to another agent's domain; 50002 outside the visible range
 */
export function identify(simulation: Simulation, agent: SeedAgent, call: ApiCall): Identity {
  const { corp, oauthCodes, userTickets } = simulation.world;
  const code = call.query('code');
  if (code === undefined) throw new Refusal(40029, '"code" is missing in the query');
  const { person, agentId, redirectHost, consented } = oauthCodes.spend(code);
  if (redirectHost !== undefined && !isTrusted(agent, redirectHost))
    throw new Refusal(50001, `${redirectHost} is not the trusted domain of agent ${agent.agentId}`);
  if (agentId !== undefined && agentId !== agent.agentId)
    throw new Refusal(40029, `the code is of agent ${agentId}, the access token of ${agent.agentId}`);
  if ('outsider' in person) return person;
  const { userid } = person.member;
  // The member may have left the corp since. Of one who is disabled WeCom documents nothing: told, so that who signs people in has to look.
  const member = corp.member(userid);
  if (!member || !corp.visibility(agent).sees(member))
    throw new Refusal(50002, `member "${userid}" is outside the visible range of agent ${agent.agentId}`);
  if (!consented) return person;
  return { ...person, userTicket: userTickets.issue(agent.agentId, person.member, consented) };
}

/** Private fields: those the administrator lets the agent ask for and the member agreed to show. */
export function privateDetails(simulation: Simulation, agent: SeedAgent, call: ApiCall): JsonObject {
  const ticket = requiredText(call.body, 'user_ticket', 84015);
  const { member, consented } = simulation.world.userTickets.open(ticket, agent.agentId);
  const fields = agent.privateFields.filter((field) => consented.includes(field));
  return { userid: member.userid, ...Object.fromEntries(fields.map((field) => [field, wireValue(member, field)])) };
}

/** WeCom writes the gender as a text. */
function wireValue(member: SeedMember, field: PrivateField): string {
  return String(member[field]);
}
