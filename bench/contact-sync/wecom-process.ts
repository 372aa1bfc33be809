// WeCom in a process of its own.
import { setTimeout as wait } from 'node:timers/promises';
import { createSimulator, generateSeed, type Simulator } from '@openwecom/simulator';
import { answerCalls } from '../delivery/child';
import { changedName, isChanged, type CorpSize } from './corp-size';

/** More than any sync asks. */
const KEPT_CALLS = 100_000;

/** With which changes are told. */
const PAIR = { token: 'BenchmarkToken', encodingAESKey: 'abcdefghij'.repeat(4) + 'abc' };

export interface WeComAddress {
  url: string;
  corpId: string;
  agentId: number;
  secret: string;
  pair: typeof PAIR;
}

let simulator: Simulator;
let counted = 0;

const commands = {
  /** @param withDetails the app is from before June 2022, and sees phone numbers and mails */
  async start(size: CorpSize, withDetails: boolean): Promise<WeComAddress> {
    const seed = generateSeed(size);
    const agents = seed.agents.map((agent) => ({ ...agent, createdBeforeJune2022: withDetails }));
    simulator = await createSimulator({ seed: { ...seed, agents }, keep: { calls: KEPT_CALLS } });
    const [agent] = simulator.seed.agents;
    if (!agent) throw new Error('the seed has no agent');
    return {
      url: simulator.url,
      corpId: simulator.seed.corpId,
      agentId: agent.agentId,
      secret: agent.secret,
      pair: PAIR,
    };
  },

  /** Calls since the last time they were asked for. */
  calls(): number {
    const all = simulator.calls().length;
    const since = all - counted;
    counted = all;
    return since;
  },

  /** Some members, spread over all, get another name. */
  change(): void {
    const { members } = simulator.seed;
    for (const [index, { userid, name }] of members.entries()) {
      if (isChanged(index, members.length)) simulator.changeMember(userid, { name: changedName(name) });
    }
  },

  /** From now on changes are told there, with all their fields. */
  async tell(url: string): Promise<void> {
    const verification = await simulator.saveCallback('contacts', { url, ...PAIR, form: 'full' });
    if (!verification.ok) throw new Error(`the address was not saved: ${JSON.stringify(verification)}`);
  },

  /**
   * So many members get another name, one after the other.
   *
   * @param spacingMs between one and the next
   * @returns when each did, in milliseconds since 1970, by userid
   */
  async changeAndTell(from: number, count: number, spacingMs: number): Promise<Record<string, number>> {
    const changed: Record<string, number> = {};
    const began = performance.now();
    for (const [index, { userid, name }] of simulator.seed.members.slice(from, from + count).entries()) {
      const due = began + index * spacingMs - performance.now();
      if (due > 0) await wait(due);
      changed[userid] = Date.now();
      simulator.changeMember(userid, { name: `${name} 新` });
    }
    return changed;
  },
};

export type WeComCommands = typeof commands;

answerCalls(commands);
