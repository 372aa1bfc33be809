import { createWeComClient } from '@openwecom/client';
import type { Simulator } from '@openwecom/simulator';
import type { DeliveryEngineOptions, SendingApp } from '../engine';

export interface SimulatedAppsOptions {
  now: () => number;
  /** How long a call may take before its answer counts as lost. @default as long as for everybody */
  timeoutMs?: number;
}

/** The simulator's agents as apps: `wecom` the first, `wecom2` the second. */
export function simulatedApps(
  { url, seed }: Pick<Simulator, 'url' | 'seed'>,
  { now, timeoutMs }: SimulatedAppsOptions,
): Map<string, SendingApp> {
  return new Map(
    seed.agents.map(({ agentId, secret }, index) => [
      index === 0 ? 'wecom' : `wecom${index + 1}`,
      {
        client: createWeComClient({
          corpId: seed.corpId,
          agentId,
          secret,
          baseUrl: url,
          timeoutMs,
          now,
          // The client's own tries at a busy WeCom come at once.
          wait: () => Promise.resolve(),
        }),
        fingerprint: `settings of ${agentId}`,
      },
    ]),
  );
}

/** Opens apps by name, or fails with the error that stands for one. */
export function openerOf(apps: ReadonlyMap<string, SendingApp | Error>): DeliveryEngineOptions['openApp'] {
  return (name) => {
    const app = apps.get(name) ?? new Error(`no app "${name}"`);
    return app instanceof Error ? Promise.reject(app) : Promise.resolve(app);
  };
}
