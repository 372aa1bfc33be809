import { acme } from '../src/acme';
import { createApp } from '../src/app';
import { parseOptions, type SimulatorOptions } from '../src/config';
import { parseSeed, type SeedInput } from '../src/seed';
import { Simulation } from '../src/simulation';

export const NOTICE = 1000002;
export const APPROVAL = 1000003;

export interface Answer {
  errcode: number;
  errmsg: string;
  [field: string]: unknown;
}

export interface TryOutOptions extends Pick<SimulatorOptions, 'limits' | 'keep' | 'callbacks'> {
  seed?: SeedInput;
}

/** The simulator in process, without a socket, on a clock that stands still until it is advanced. */
export function tryOut({ seed = acme, ...options }: TryOutOptions = {}) {
  const startedAt = Date.UTC(2026, 0, 5, 9, 0, 0);
  const simulation = new Simulation(parseSeed(seed), parseOptions({ ...options, now: () => startedAt }));
  const app = createApp(simulation);

  const request = async (path: string, init: RequestInit = {}) => app.request(path, init);
  const get = async (path: string, init: RequestInit = {}) =>
    (await (await request(`/cgi-bin/${path}`, init)).json()) as Answer;
  const post = (path: string, body: unknown, init: RequestInit = {}) =>
    get(path, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), ...init });

  const secretOf = (holder: number | 'contact'): string =>
    holder === 'contact'
      ? simulation.world.corp.seed.contactSecret
      : (simulation.world.corp.agent(holder)?.secret ?? 'no such agent');
  const token = async (holder: number | 'contact' = NOTICE): Promise<string> => {
    const answer = await get(`gettoken?corpid=${seed.corpId}&corpsecret=${secretOf(holder)}`);
    return String(answer.access_token);
  };

  return {
    simulation,
    startedAt,
    request,
    get,
    post,
    token,
    /** GET with the token of `holder`. */
    read: async (path: string, holder: number | 'contact' = NOTICE) =>
      get(`${path}${path.includes('?') ? '&' : '?'}access_token=${await token(holder)}`),
    /** POST with the token of `holder`. */
    call: async (path: string, body: unknown, holder: number | 'contact' = NOTICE) =>
      post(`${path}?access_token=${await token(holder)}`, body),
    /** `message/send`; a text to zhangsan unless said otherwise. */
    send: async (fields: object = {}, agentid: number = NOTICE) =>
      post(`message/send?access_token=${await token(agentid)}`, {
        touser: 'zhangsan',
        agentid,
        msgtype: 'text',
        text: { content: '你好' },
        ...fields,
      }),
  };
}
