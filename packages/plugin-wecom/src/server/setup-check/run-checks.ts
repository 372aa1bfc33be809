import type { Check, CheckResult, CheckState } from './check';
import { address } from './checks/address';
import { agent } from './checks/agent';
import { callback } from './checks/callback';
import { domainFile } from './checks/domain-file';
import { settings } from './checks/settings';
import { token } from './checks/token';
import { visibleRange } from './checks/visible-range';

const CHECKS: readonly Check[] = [settings, address, token, agent, visibleRange, callback, domainFile];

/** One line for each check that applies, in this order; what could not be tried because of an earlier failure is `skipped`. */
export async function runChecks(state: CheckState): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const { id, applies, after, run } of CHECKS) {
    if (applies?.(state) === false) continue;
    const tried = !after || results.some((result) => result.id === after && result.status === 'pass');
    results.push({
      id,
      ...(tried ? await run(state) : { status: 'skipped', meaning: state.texts.t('server.check.skipped') }),
    });
  }
  return results;
}
