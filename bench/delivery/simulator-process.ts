import { createSimulator, generateSeed } from '@openwecom/simulator';
import { answerCalls } from './child';

export interface Arrivals {
  /** When each message came into an inbox, in milliseconds since 1970, in order. */
  times: number[];
  /** Messages to a member that the member had before. */
  doubled: number;
  /** Messages WeCom accepted and did not show. */
  dropped: number;
  /** Calls by path. */
  calls: Record<string, number>;
}

export interface WeComAddress {
  url: string;
  corpId: string;
  agentId: number;
  secret: string;
  /** Userids, all in the agent's visible range. */
  members: string[];
}

const MEMBERS = 10_000;
const MOST_MESSAGES = 150_000;

const simulator = await createSimulator({
  seed: generateSeed({ members: MEMBERS }),
  keep: { deliveries: MOST_MESSAGES, calls: 20 },
});
const [agent] = simulator.seed.agents;
if (!agent) throw new Error('the seed has no agent');

const commands = {
  address: (): WeComAddress => ({
    url: simulator.url,
    corpId: simulator.seed.corpId,
    agentId: agent.agentId,
    secret: agent.secret,
    members: simulator.seed.members.map(({ userid }) => userid),
  }),

  /** From here on `message/send` takes this long to answer, and nothing has been sent. */
  reset(latencyMs: number): void {
    simulator.reset();
    if (latencyMs > 0) simulator.addFault({ path: 'message/send', times: 'until-cleared', delayMs: latencyMs });
  },

  /** Messages in inboxes, one for each member they went to. */
  arrived: () => Object.values(simulator.inboxCounts()).reduce((sum, { delivered }) => sum + delivered, 0),

  arrivals(): Arrivals {
    const seen = new Set<string>();
    const arrivals: Arrivals = { times: [], doubled: 0, dropped: 0, calls: {} };
    for (const { sentAt, body, recipients } of simulator.messages()) {
      const text = JSON.stringify(body);
      for (const { userid, state } of recipients) {
        if (state !== 'delivered') {
          arrivals.dropped += 1;
          continue;
        }
        const key = `${userid} ${text}`;
        if (seen.has(key)) arrivals.doubled += 1;
        seen.add(key);
        arrivals.times.push(sentAt);
      }
    }
    for (const { path } of simulator.calls()) arrivals.calls[path] = (arrivals.calls[path] ?? 0) + 1;
    return arrivals;
  },
};

export type SimulatorCommands = typeof commands;

answerCalls(commands);
