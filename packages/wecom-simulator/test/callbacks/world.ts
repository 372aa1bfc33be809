import { acme } from '../../src/acme';
import type { Callback } from '../../src/callbacks/callback';
import type { XmlRecord } from '../../src/callbacks/xml';
import type { SeedInput } from '../../src/seed';
import { NOTICE, tryOut, type TryOutOptions } from '../try-out';
import { KEY, TOKEN, type Receiver } from './receiver';

/** Acme with agent 1000002 and the contacts-sync assistant called back at the receiver, and nobody else. */
export function calledBack(receiver: Receiver, options: TryOutOptions = {}) {
  const address = { token: TOKEN, encodingAESKey: KEY };
  const agents = acme.agents.map(({ callbackUrl: _nobody, ...agent }: SeedInput['agents'][number]) =>
    agent.agentId === NOTICE ? { ...agent, ...address, callbackUrl: receiver.url, reportEnter: true, menu } : agent,
  );
  const seed = { ...acme, contactCallback: { ...address, url: receiver.url }, agents };
  const simulator = tryOut({ seed, ...options });
  const control = async (method: string, path: string, body?: unknown) => {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const response = await simulator.request(`/_simulator/${path}`, init);
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  return {
    ...simulator,
    control,
    /** What was sent, once nothing is under way. */
    sent: async (): Promise<Callback[]> => {
      const { body } = await control('GET', 'callbacks/sent?settled=1');
      return body.callbacks as Callback[];
    },
  };
}

const menu = [
  { name: 'Home', type: 'view' as const, url: 'https://example.com/home' },
  { name: 'More', sub_button: [{ name: 'Help', type: 'click' as const, key: 'help' }] },
];

export const messageOf = (callback: Callback | undefined): XmlRecord => callback?.message ?? {};
