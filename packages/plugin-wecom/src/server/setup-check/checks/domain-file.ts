import { domainFileOf, proxyLine } from '../../auth/domain-file';
import { renderVariables } from '../../apps/variables';
import type { Check } from '../check';

/** A person waits for the answer. */
const TIMEOUT_MS = 5000;

/** Does the domain answer with the file WeCom looks for? */
export const domainFile: Check = {
  id: 'domainFile',
  applies: ({ stored }) => domainFileOf(stored) !== undefined,
  run: async ({ stored, context, texts: { t } }) => {
    const file = domainFileOf(stored);
    const origin = originOf(stored, context.environment);
    if (!file || !origin) {
      return { status: 'warning', code: 'noOrigin', meaning: t('server.check.domainFile.noOrigin') };
    }
    const address = `${origin}/${file.name}`;
    const found = await fetchText(address);
    if (found?.trim() === file.content) {
      return { status: 'pass', params: { address }, meaning: t('server.check.domainFile.pass', { address }) };
    }
    const params = { address, proxyLine: proxyLine(file) };
    return {
      status: 'warning',
      code: found === undefined ? 'missing' : 'differs',
      params,
      meaning: t(found === undefined ? 'server.check.domainFile.missing' : 'server.check.domainFile.differs', params),
      remedy: t('server.check.domainFile.remedy', params),
    };
  },
};

/** WeCom asks at the root of the domain, whatever path NocoBase has. */
function originOf(stored: object, environment: Parameters<typeof renderVariables>[1]): string | undefined {
  const { origin } = stored as { origin?: unknown };
  const rendered = typeof origin === 'string' ? renderVariables(origin, environment).trim() : '';
  return URL.canParse(rendered) ? new URL(rendered).origin : undefined;
}

/** @returns undefined when there is no such file; what else answers there is not shown to anybody */
async function fetchText(address: string): Promise<string | undefined> {
  try {
    const response = await fetch(address, { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
    return response.ok ? await response.text() : undefined;
  } catch {
    return undefined;
  }
}
