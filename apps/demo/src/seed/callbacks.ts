import type { Simulator } from '@openwecom/simulator';
import { agent, contactsCallback } from '../corp';
import { WECOM } from './wecom';

/** Saves NocoBase's addresses in WeCom's console, which verifies them: what members do in the app, and changes of contacts. */
export async function connectCallbacks(simulator: Pick<Simulator, 'saveCallback'>, origin: string): Promise<void> {
  const receivers = [
    { receiver: agent.agentId, owner: `auth-${WECOM}`, pair: agent },
    { receiver: 'contacts', owner: `sync-${WECOM}`, pair: contactsCallback },
  ] as const;
  for (const { receiver, owner, pair } of receivers) {
    const { token, encodingAESKey } = pair;
    const url = `${origin}/api/openwecom:callback/${owner}`;
    const { ok } = await simulator.saveCallback(receiver, { url, token, encodingAESKey });
    if (!ok) throw new Error(`WeCom could not verify ${url}`);
  }
}
