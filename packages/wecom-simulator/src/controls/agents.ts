import * as v from 'valibot';
import { reachOf, tellReachChanged } from '../callbacks/range-changes';
import { checkInput } from '../check-input';
import { agentIssues, agentSchema, visibleRangeSchema, type SeedAgent } from '../seed';
import type { Simulation } from '../simulation';
import { nullable, requireNone, withChanges } from './changes';
import { refuse } from './refuse';

const entries = agentSchema.entries;

const agentChangesSchema = v.strictObject({
  name: v.exactOptional(entries.name),
  /** A new secret ends the tokens of the old one. */
  secret: v.exactOptional(entries.secret),
  enabled: v.exactOptional(v.boolean()),
  visibleRange: v.exactOptional(v.partial(visibleRangeSchema)),
  /** Null removes a setting. */
  trustedIps: nullable(entries.trustedIps),
  /** Without a check of the address; see `setCallback`. */
  callbackUrl: nullable(entries.callbackUrl),
  token: nullable(entries.token),
  encodingAESKey: nullable(entries.encodingAESKey),
  redirectDomain: nullable(entries.redirectDomain),
  homeUrl: nullable(entries.homeUrl),
  menu: nullable(entries.menu),
  reportEnter: v.exactOptional(v.boolean()),
  hearsContactChanges: v.exactOptional(v.boolean()),
  privateFields: v.exactOptional(entries.privateFields.wrapped),
  createdBeforeJune2022: v.exactOptional(v.boolean()),
});

export type AgentChanges = v.InferInput<typeof agentChangesSchema>;

/** @throws {SimulatorConfigError} when the changes are wrong, or there is no such agent */
export function changeAgent(simulation: Simulation, agentId: number, input: unknown): SeedAgent {
  const { corp, tokens } = simulation.world;
  const agent = corp.agent(agentId);
  if (!agent) return refuse('Nothing was changed', 'agentId', `there is no agent ${agentId}`);
  const { visibleRange, ...settings } = checkInput(input, agentChangesSchema);
  const changed = { ...withChanges(agent, settings), visibleRange: { ...agent.visibleRange, ...visibleRange } };
  const checked = checkInput(changed, agentSchema);
  const issues = agentIssues(corp, checked);
  const owner = corp.holderOf(checked.secret);
  if (owner !== undefined && owner !== agentId) issues.push({ path: 'secret', message: 'repeats another one' });
  requireNone(issues);
  if (checked.secret !== agent.secret) tokens.revoke(agentId);
  const before = reachOf(simulation);
  corp.replaceAgent(checked);
  tellReachChanged(simulation, before, reachOf(simulation));
  simulation.events.emit('corp', () => ({ agentId }));
  return checked;
}
