import type { WeComClientOptions } from '@openwecom/client';
import { acme, createSimulator } from '@openwecom/simulator';

/** Something that claims to be WeCom, and what has to be known of it. */
export interface Target {
  name: string;
  open: () => Promise<OpenTarget>;
}

export interface OpenTarget {
  options: Pick<WeComClientOptions, 'corpId' | 'agentId' | 'secret' | 'baseUrl'>;
  /** A member inside the visible range, who may get a message. */
  member: string;
  close: () => Promise<void>;
}

function agentOfAcme(agentId: number) {
  const agent = acme.agents.find((candidate) => candidate.agentId === agentId);
  if (!agent) throw new Error(`The demonstration corp has no agent ${agentId}.`);
  return agent;
}

/** Has no callback URL, and some members are outside its visible range. */
export const noticeAgent = agentOfAcme(1000002);

/** Has a callback URL, so that it may send cards that can be answered. */
export const answerableAgent = agentOfAcme(1000003);

const simulated: Target = {
  name: 'the simulator',
  async open() {
    const simulator = await createSimulator();
    const { agentId, secret } = noticeAgent;
    return {
      options: { corpId: acme.corpId, agentId, secret, baseUrl: simulator.url },
      member: 'zhangsan',
      close: () => simulator.close(),
    };
  },
};

/**
 * WeCom itself, when `WECOM_CORP_ID`, `WECOM_AGENT_ID`, `WECOM_SECRET` and `WECOM_TEST_USER` are set. It is read, and
 * `WECOM_TEST_USER` gets one text.
 */
function wecom(): Target[] {
  const {
    WECOM_CORP_ID: corpId,
    WECOM_AGENT_ID: agentId,
    WECOM_SECRET: secret,
    WECOM_TEST_USER: member,
    WECOM_BASE_URL: baseUrl,
  } = process.env;
  if (!corpId || !agentId || !secret || !member) return [];
  const options = { corpId, agentId, secret, baseUrl };
  return [{ name: 'WeCom', open: () => Promise.resolve({ options, member, close: () => Promise.resolve() }) }];
}

export const targets: readonly Target[] = [simulated, ...wecom()];
