import { SimulatorConfigError } from '../config-error';
import type { PrivateField, SeedMember } from '../seed';
import type { Simulation } from '../simulation';
import { canUseWeCom, findPerson, type PersonId } from './person';
import { returnAddress, type SignInRequest } from './sign-in-request';

/** What a member answered on the consent screen: the fields to show, or nothing at all. */
export type ConsentAnswer = readonly PrivateField[] | 'refused';

/** Where the browser goes next, or the fields the member has to be asked about first. */
export type SignInStep = { location: string } | { ask: readonly PrivateField[] };

/**
 * One person signs in. A member outside the visible range gets a code too: `auth/getuserinfo` refuses it with 50002.
 *
 * @throws {SimulatorConfigError} when there is no such person, or the member cannot open WeCom
 */
export function signIn(
  simulation: Simulation,
  request: SignInRequest,
  id: PersonId,
  answer?: ConsentAnswer,
): SignInStep {
  const { corp, oauthCodes } = simulation.world;
  const person = findPerson(corp, id);
  if ('member' in person && !canUseWeCom(person.member))
    throw new SimulatorConfigError('Nobody signs in', [
      { path: 'userid', message: `${person.member.userid} is not active in WeCom` },
    ]);
  const consent = 'member' in person ? consentOf(simulation, request, person.member, answer) : {};
  if ('ask' in consent) return consent;
  if ('refused' in consent) return { location: returnAddress(request, undefined) };
  const code = oauthCodes.issue({
    person,
    agentId: request.agent?.agentId,
    redirectHost: request.redirectUri.host,
    ...consent,
  });
  return { location: returnAddress(request, code) };
}

type Consent = { consented?: readonly PrivateField[] } | { ask: readonly PrivateField[] } | { refused: true };

function consentOf(
  { world }: Simulation,
  { agent, wantsPrivateFields }: SignInRequest,
  member: SeedMember,
  answer: ConsentAnswer | undefined,
): Consent {
  const { consents, corp } = world;
  if (!wantsPrivateFields || !agent || !corp.visibility(agent).reaches(member)) return {};
  const { userid } = member;
  const remembered = consents.of(agent.agentId, userid);
  if (remembered) return { consented: remembered };
  if (agent.privateFields.length === 0) return { consented: [] };
  if (answer === undefined) return { ask: agent.privateFields };
  if (answer === 'refused') return { refused: true };
  const consented = agent.privateFields.filter((field) => answer.includes(field));
  consents.give(agent.agentId, userid, consented);
  return { consented };
}
