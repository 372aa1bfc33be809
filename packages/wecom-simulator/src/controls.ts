import * as v from 'valibot';
import { checkInput } from './check-input';
import { SimulatorConfigError } from './config-error';
import { faultSchema, type Fault, type FaultInput } from './faults';
import { findPerson } from './oauth/person';
import { hiddenValues } from './protocol/mount';
import {
  agentSchema,
  memberStatusSchema,
  parseSeed,
  visibleRangeSchema,
  type Seed,
  type SeedAgent,
  type SeedMember,
} from './seed';
import type { Simulation } from './simulation';
import { viewCall, viewDelivery, viewMessage, type Call, type InboxMessage, type OperatorMessage } from './views';

/** What a test or the operator may do to the simulated corp; the HTTP control API and `Simulator` both call these. */

const { name, secret, trustedIps, callbackUrl, redirectDomain, homeUrl, privateFields } = agentSchema.entries;

const nullable = <Schema extends v.GenericSchema>(schema: Schema) => v.exactOptional(v.nullable(schema));

const agentChangesSchema = v.strictObject({
  name: v.exactOptional(name),
  /** A new secret ends the tokens of the old one. */
  secret: v.exactOptional(secret),
  enabled: v.exactOptional(v.boolean()),
  visibleRange: v.exactOptional(v.partial(visibleRangeSchema)),
  /** Null removes a setting. */
  trustedIps: nullable(trustedIps.wrapped),
  callbackUrl: nullable(callbackUrl.wrapped),
  redirectDomain: nullable(redirectDomain.wrapped),
  homeUrl: nullable(homeUrl.wrapped),
  privateFields: v.exactOptional(privateFields.wrapped),
});

const memberChangesSchema = v.strictObject({
  status: v.exactOptional(memberStatusSchema),
  licensed: v.exactOptional(v.boolean()),
});

export const clockSchema = v.strictObject({
  advanceMs: v.pipe(v.number(), v.integer(), v.minValue(0, 'the clock only runs forward')),
});

export const revokeSchema = v.strictObject({ agentId: v.exactOptional(v.number()) });

const oauthCodeSchema = v.pipe(
  v.strictObject({
    agentId: v.number(),
    /** A member, in any state; exactly one of `userid` and `openid`. */
    userid: v.exactOptional(v.string()),
    /** Somebody outside the corp. */
    openid: v.exactOptional(v.string()),
    /** With `snsapi_privateinfo` the member is taken to have agreed to everything the agent asks. */
    scope: v.optional(v.picklist(['snsapi_base', 'snsapi_privateinfo']), 'snsapi_base'),
  }),
  v.check(({ userid, openid }) => (userid === undefined) !== (openid === undefined), 'needs one of userid and openid'),
);

export type OAuthCodeInput = v.InferInput<typeof oauthCodeSchema>;
export type AgentChanges = v.InferInput<typeof agentChangesSchema>;
export type MemberChanges = v.InferInput<typeof memberChangesSchema>;

/** @throws {SimulatorConfigError} when the changes are wrong, or there is no such agent */
export function changeAgent(simulation: Simulation, agentId: number, input: unknown): SeedAgent {
  const { corp, tokens } = simulation.world;
  const agent = corp.agent(agentId);
  if (!agent)
    throw new SimulatorConfigError('Nothing was changed', [
      { path: 'agentId', message: `there is no agent ${agentId}` },
    ]);
  const changes = checkInput(input, agentChangesSchema);
  const { visibleRange, ...settings } = changes;
  const kept = Object.fromEntries(Object.entries({ ...agent, ...settings }).filter(([, value]) => value !== null));
  const changed = { ...kept, visibleRange: { ...agent.visibleRange, ...visibleRange } };
  const agents = corp.seed.agents.map((other) => (other === agent ? changed : other));
  // The whole corp is checked again, so that a change cannot name members who do not exist.
  const checked = parseSeed({ ...corp.seed, agents }).agents.find((other) => other.agentId === agentId);
  if (!checked) throw new Error('a changed agent keeps its id');
  if (checked.secret !== agent.secret) tokens.revoke(agentId);
  corp.replaceAgent(checked);
  simulation.events.emit('corp', () => ({ agentId }));
  return checked;
}

/** @throws {SimulatorConfigError} when the changes are wrong, or there is no such member */
export function changeMember(simulation: Simulation, userid: string, input: unknown): SeedMember {
  const { corp } = simulation.world;
  const member = corp.member(userid);
  if (!member)
    throw new SimulatorConfigError('Nothing was changed', [
      { path: 'userid', message: `there is no member "${userid}"` },
    ]);
  Object.assign(member, checkInput(input, memberChangesSchema));
  corp.forgetVisibility();
  simulation.events.emit('corp', () => ({ userid: member.userid }));
  return member;
}

/** @throws {SimulatorConfigError} when the fault is wrong */
export function addFault(simulation: Simulation, input: FaultInput): Fault {
  const fault = checkInput(input, faultSchema);
  simulation.world.faults.add(fault);
  return fault;
}

/** @throws {SimulatorConfigError} when `advanceMs` is no whole number of at least 0 */
export function advanceClock(simulation: Simulation, advanceMs: number): void {
  checkInput({ advanceMs }, clockSchema);
  simulation.clock.advance(advanceMs);
  simulation.events.emit('clock', () => clockOf(simulation));
}

/**
 * A code as the sign-in pages give it out, without a browser.
 *
 * @throws {SimulatorConfigError} when there is no such agent or person
 */
export function issueOAuthCode({ world }: Simulation, input: OAuthCodeInput): string {
  const { agentId, userid, openid = '', scope } = checkInput(input, oauthCodeSchema);
  const { corp, oauthCodes } = world;
  const agent = corp.agent(agentId);
  if (!agent)
    throw new SimulatorConfigError('No code was made', [{ path: 'agentId', message: `there is no agent ${agentId}` }]);
  const person = findPerson(corp, userid === undefined ? { openid } : { userid });
  const consents = scope === 'snsapi_privateinfo' && 'member' in person;
  return oauthCodes.issue({ person, agentId, ...(consents ? { consented: agent.privateFields } : {}) });
}

export function clockOf({ clock }: Simulation): { now: number; aheadMs: number } {
  return { now: clock.now(), aheadMs: clock.ahead() };
}

/** The corp as it stands now, changes included; secrets and callback keys too. */
export function seedOf({ world }: Simulation): Seed {
  return structuredClone(world.corp.seed);
}

export function inboxOf({ world }: Simulation, userid: string): { userid: string; messages: InboxMessage[] } {
  return {
    userid: world.corp.member(userid)?.userid ?? userid,
    messages: world.store.deliveriesTo(userid).map(viewDelivery),
  };
}

export function messagesOf({ world }: Simulation): OperatorMessage[] {
  return world.store.messages().map(viewMessage);
}

export function callsOf(simulation: Simulation): Call[] {
  const hidden = hiddenValues(simulation);
  return simulation.world.store.calls().map((call) => viewCall(call, hidden));
}
