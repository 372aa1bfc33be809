import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { sendToAgent } from '../callbacks/agent-callbacks';
import type { Callback } from '../callbacks/callback';
import type { XmlRecord } from '../callbacks/xml';
import { checkInput } from '../check-input';
import type { SeedAgent } from '../seed';
import type { Simulation } from '../simulation';
import { actingMember } from './acting-member';
import { refuse } from './refuse';

const actors = { userid: v.string(), agentId: v.number() };

const actionSchema = v.variant('action', [
  /** Opens the app. */
  v.strictObject({ ...actors, action: v.literal('enter') }),
  /** Writes to the app. */
  v.strictObject({
    ...actors,
    action: v.literal('text'),
    content: v.pipe(v.string(), v.nonEmpty('must not be empty')),
  }),
  /** Taps a button of the app's menu, by its `key` or `url`. */
  v.strictObject({ ...actors, action: v.literal('menu'), key: v.string() }),
]);

export type ActionInput = v.InferInput<typeof actionSchema>;

/**
 * A member does something in an app, and the agent is told.
 *
 * @throws {SimulatorConfigError} when the member cannot: not active, out of range, or no such button
 */
export function act(simulation: Simulation, input: unknown): Callback {
  const action = checkInput(input, actionSchema);
  const { corp } = simulation.world;
  const member = actingMember(simulation, action.userid);
  const agent = corp.agent(action.agentId);
  if (!agent) return refuse(FAILED, 'agentId', `there is no agent ${action.agentId}`);
  if (!corp.visibility(agent).reaches(member))
    return refuse(FAILED, 'userid', `"${member.userid}" is outside the visible range of agent ${agent.agentId}`);
  return sendToAgent(simulation, agent.agentId, member, fieldsOf(agent, action));
}

const FAILED = 'Nothing was done';

function fieldsOf(agent: SeedAgent, action: v.InferOutput<typeof actionSchema>): XmlRecord {
  switch (action.action) {
    case 'enter':
      if (!agent.reportEnter)
        refuse(FAILED, 'action', `agent ${agent.agentId} does not report who enters: set reportEnter`);
      return { MsgType: 'event', Event: 'enter_agent', EventKey: '' };
    case 'text':
      return { MsgType: 'text', Content: action.content, MsgId: newMsgId() };
    case 'menu': {
      const button = buttonsOf(agent).find(({ key, url }) => (key ?? url) === action.key);
      if (!button) return refuse(FAILED, 'key', `the menu of agent ${agent.agentId} has no "${action.key}"`);
      return { MsgType: 'event', Event: button.type, EventKey: action.key };
    }
    default:
      return action satisfies never;
  }
}

/** Buttons that do something, those below others included. */
const buttonsOf = ({ menu = [] }: SeedAgent) =>
  menu.flatMap((button) => ('sub_button' in button ? button.sub_button : [button]));

/** 64 bits with a sign, and always more than a JavaScript number can hold. */
const newMsgId = (): string => String(BigInt.asUintN(62, randomBytes(8).readBigUInt64BE()) | (1n << 62n));
