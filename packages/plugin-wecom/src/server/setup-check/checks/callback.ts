import type { Readiness } from '../../callback/readiness';
import type { Texts } from '../../texts';
import type { Check, CheckResult } from '../check';

/**
 * Do clicks on cards arrive? WeCom does not say whether an app has a callback URL, so this is what we know of ours. Without one,
 * template cards that can be answered are refused (43012).
 */
export const callback: Check = {
  id: 'callback',
  after: 'agent',
  run: async ({ settings, readinessOf, texts }) => {
    const { corpId = '', agentId = '' } = settings ?? {};
    return describe(await readinessOf({ corpId, agentId: String(agentId) }), texts);
  },
};

function describe({ state, endpoint, record }: Readiness, { t }: Texts): Omit<CheckResult, 'id'> {
  switch (state) {
    case 'ready':
      return { status: 'pass', meaning: t('server.check.callback.pass') };
    case 'missing':
      return warning('43012', t('server.check.callback.missing'), t('server.check.callback.setUp'));
    case 'unverified':
      return warning(state, t('server.check.callback.unverified'), t('server.check.callback.paste'));
    case 'refused': {
      const reason = t(`server.callback.refused.${record?.refusedReason ?? 'signature'}`);
      return warning(state, t('server.check.callback.refused', { reason }), t('server.check.callback.compare'));
    }
    case 'unusable': {
      const problem = endpoint?.problems.app;
      return { status: 'fail', code: problem?.code ?? state, meaning: problem?.describe(t) ?? '' };
    }
    default:
      return state satisfies never;
  }
}

const warning = (code: string, meaning: string, remedy: string) =>
  ({ status: 'warning', code, meaning, remedy }) as const;
