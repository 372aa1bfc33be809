import type { SeedAgent } from '../seed';
import type { Simulation } from '../simulation';
import type { ApiCall, Endpoint } from './endpoint';
import type { JsonObject } from './json';
import { Refusal } from './refusal';

/**
 * Lets a call through to its handler, or refuses it: the access token, the kind of secret, the agent's switch, the trusted
 * addresses and the frequency limits, in this order.
 */
export function admit(
  simulation: Simulation,
  endpoint: Endpoint,
  call: ApiCall,
): () => JsonObject | Promise<JsonObject> {
  if (endpoint.access === 'open') {
    countCall(simulation, endpoint);
    return () => endpoint.handle(call);
  }
  const agent = agentOf(simulation, call);
  if (agent) checkAgent(agent, call.caller);
  else checkAddress(simulation.world.corp.seed.contactTrustedIps, call.caller, 'the contacts-sync assistant');
  countCall(simulation, endpoint);
  switch (endpoint.access) {
    case 'agent': {
      if (!agent) throw new Refusal(endpoint.contactErrcode, 'the contacts-sync secret cannot do this');
      return () => endpoint.handle(call, agent);
    }
    case 'contact': {
      if (agent) throw new Refusal(48002, 'only the contacts-sync secret can do this');
      return () => endpoint.handle(call);
    }
    case 'any':
      return () => endpoint.handle(call, agent);
    default:
      return endpoint satisfies never;
  }
}

/** The agent the access token belongs to; undefined for the contacts-sync secret. */
function agentOf(simulation: Simulation, call: ApiCall): SeedAgent | undefined {
  const holder = simulation.world.tokens.holderOf(call.query('access_token'));
  return holder === 'contact' ? undefined : simulation.world.corp.agent(holder);
}

function checkAgent(agent: SeedAgent, caller: string): void {
  if (!agent.enabled) throw new Refusal(50003, `agent ${agent.agentId} is disabled`);
  checkAddress(agent.trustedIps, caller, `agent ${agent.agentId}`);
}

function checkAddress(trusted: readonly string[] = [], caller: string, whose: string): void {
  if (trusted.length > 0 && !trusted.includes(caller))
    throw new Refusal(60020, `${caller} is not among the trusted addresses of ${whose}`);
}

function countCall({ world }: Simulation, endpoint: Endpoint): void {
  if (endpoint.counted === false) return;
  world.apiPerMinute.count(endpoint.path);
  world.apiPerHour.count(endpoint.path);
}
