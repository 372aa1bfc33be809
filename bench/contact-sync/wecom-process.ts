// WeCom in a process of its own.
import { createSimulator, generateSeed, type Simulator } from '@openwecom/simulator';
import { answerCalls } from '../delivery/child';
import type { CorpSize } from './corp-size';

/** More than any sync asks. */
const KEPT_CALLS = 100_000;

export interface WeComAddress {
  url: string;
  corpId: string;
  agentId: number;
  secret: string;
}

let simulator: Simulator;
let counted = 0;

const commands = {
  async start(size: CorpSize): Promise<WeComAddress> {
    simulator = await createSimulator({ seed: generateSeed(size), keep: { calls: KEPT_CALLS } });
    const { corpId, agents } = simulator.seed;
    const [agent] = agents;
    if (!agent) throw new Error('the seed has no agent');
    return { url: simulator.url, corpId, agentId: agent.agentId, secret: agent.secret };
  },

  /** Calls since the last time they were asked for. */
  calls(): number {
    const all = simulator.calls().length;
    const since = all - counted;
    counted = all;
    return since;
  },

  /** So many members, spread over all, get another position. */
  change(count: number): void {
    const { members } = simulator.seed;
    const step = Math.floor(members.length / count);
    for (let n = 0; n < count; n += 1) {
      const member = members[n * step];
      if (member) simulator.changeMember(member.userid, { name: `${member.name} 改` });
    }
  },
};

export type WeComCommands = typeof commands;

answerCalls(commands);
