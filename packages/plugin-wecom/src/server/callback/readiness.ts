import type { CallbackReadiness } from '../../callback-status';
import type { EndpointRecord, EndpointStatus } from './endpoint-status';
import type { Endpoint, Endpoints } from './endpoints';
import type { AppIdentity } from './owners';

export interface Readiness {
  state: CallbackReadiness;
  /** The address that decided. */
  endpoint?: Endpoint;
  record?: EndpointRecord;
}

const WORST_LAST: readonly CallbackReadiness[] = ['ready', 'refused', 'unverified', 'unusable', 'missing'];

/**
 * An app may have an address with its authenticator, with a sync source, or with both; one that works is enough. Contacts sync, which
 * has a pair of its own at the same address, tells nothing of the app's messages.
 */
export async function readinessOf(
  { corpId, agentId }: AppIdentity,
  { endpoints, status }: { endpoints: Endpoints; status: EndpointStatus },
): Promise<Readiness> {
  const candidates = [...(await endpoints.all()).values()].filter(
    ({ app, owner }) => owner.pairs.app && app?.corpId === corpId && app.agentId === agentId,
  );
  const judged = await Promise.all(
    candidates.map(async (endpoint): Promise<Readiness> => {
      const record = await status.of(endpoint.key);
      return { state: stateOf(endpoint, record), endpoint, record };
    }),
  );
  const best = WORST_LAST.flatMap((state) => judged.filter((one) => one.state === state));
  return best[0] ?? { state: 'missing' };
}

function stateOf({ problems }: Endpoint, { seen, refusedAt }: EndpointRecord): CallbackReadiness {
  if (problems.app) return 'unusable';
  // Anybody can have something refused at a public address, so that this takes nothing away.
  if (seen.app.verifiedAt !== null || seen.app.eventAt !== null) return 'ready';
  return refusedAt === null ? 'unverified' : 'refused';
}
