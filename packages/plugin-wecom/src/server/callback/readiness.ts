import type { EndpointRecord, EndpointStatus } from './endpoint-status';
import type { Endpoint, Endpoints } from './endpoints';
import type { AppIdentity } from './owners';

/**
 * Whether messages and clicks of an app arrive here: `missing` when no callback address belongs to it, `unverified` when WeCom has not
 * been at one since its keys were entered, `refused` when it was but nothing could be accepted, `unusable` when its settings do not do.
 */
export type ReadinessState = 'ready' | 'missing' | 'unverified' | 'refused' | 'unusable';

export interface Readiness {
  state: ReadinessState;
  /** The address that decided. */
  endpoint?: Endpoint;
  record?: EndpointRecord;
}

const WORST_LAST: readonly ReadinessState[] = ['ready', 'refused', 'unverified', 'unusable', 'missing'];

/** An app may have an address with its authenticator, with a sync source, or with both; one that works is enough. */
export async function readinessOf(
  { corpId, agentId }: AppIdentity,
  { endpoints, status }: { endpoints: Endpoints; status: EndpointStatus },
): Promise<Readiness> {
  const candidates = [...(await endpoints.all()).values()].filter(
    ({ app }) => app?.corpId === corpId && app.agentId === agentId,
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

export function stateOf({ receiver }: Endpoint, { verifiedAt, eventAt, refusedAt }: EndpointRecord): ReadinessState {
  if (!receiver) return 'unusable';
  // Anybody can have something refused at a public address, so that this takes nothing away.
  if (verifiedAt !== null || eventAt !== null) return 'ready';
  return refusedAt === null ? 'unverified' : 'refused';
}
