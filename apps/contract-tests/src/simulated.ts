import { createWeComClient, type WeComClient, type WeComClientOptions } from '@openwecom/client';
import { createSimulator, type Simulator, type SimulatorOptions } from '@openwecom/simulator';
import { noticeAgent } from './targets';

/** A simulator of its own and a client that points at it. Waiting between attempts takes no time and is noted. */
export interface Simulated {
  simulator: Simulator;
  client: WeComClient;
  waits: number[];
  /** Another client of the same corp. */
  clientWith: (options: Partial<WeComClientOptions>) => WeComClient;
  /** How often a path was called. */
  callsTo: (path: string) => number;
}

export async function simulate(options: SimulatorOptions = {}): Promise<Simulated> {
  const simulator = await createSimulator(options);
  const waits: number[] = [];
  const clientWith = (changes: Partial<WeComClientOptions>) =>
    createWeComClient({
      corpId: simulator.seed.corpId,
      agentId: noticeAgent.agentId,
      secret: noticeAgent.secret,
      baseUrl: simulator.url,
      wait: (ms) => {
        waits.push(ms);
        return Promise.resolve();
      },
      ...changes,
    });
  return {
    simulator,
    client: clientWith({}),
    waits,
    clientWith,
    callsTo: (path) => simulator.calls().filter((call) => call.path.endsWith(`/${path}`)).length,
  };
}
