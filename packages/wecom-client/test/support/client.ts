import { createWeComClient, type WeComClientOptions } from '../../src/index';
import { handTurnedClock } from './clock';
import { ok, scriptedFetch, type Reply } from './scripted-fetch';

export const GETTOKEN = '/cgi-bin/gettoken';
export const SEND = '/cgi-bin/message/send';
export const RECALL = '/cgi-bin/message/recall';
export const UPDATE = '/cgi-bin/message/update_template_card';
export const AGENT = '/cgi-bin/agent/get';

export const secret = 'S3cr3t-of-the-app-0123456789abcdefghijklmnop';

export const tokenAnswer = (access_token: string, expires_in = 7200) => ok({ access_token, expires_in });

/** A client on a scripted network with a clock turned by hand. Without a script, `gettoken` answers `token-1`, `token-2` and so on. */
export function scriptedClient(script: Record<string, Reply | Reply[]>, options: Partial<WeComClientOptions> = {}) {
  let issued = 0;
  const gettoken = () => tokenAnswer(`token-${(issued += 1)}`);
  const network = scriptedFetch({ [GETTOKEN]: gettoken, ...script });
  const clock = handTurnedClock();
  const logged: string[] = [];
  const note = (message: string, details: object) => void logged.push(`${message} ${JSON.stringify(details)}`);
  const client = createWeComClient({
    corpId: 'ww0123456789abcdef',
    agentId: 1000002,
    secret,
    fetch: network.fetch,
    now: clock.now,
    wait: clock.wait,
    logger: { debug: note, warn: note },
    ...options,
  });
  return { client, network, clock, logged };
}
