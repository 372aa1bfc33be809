import { SimulatorConfigError } from '../config-error';
import type { SeedMember } from '../seed';
import type { Simulation } from '../simulation';
import type { Callback } from './callback';
import type { XmlRecord } from './xml';

/**
 * Sends what a member does to an agent, with what every such callback carries.
 *
 * @param fields `MsgType` and what belongs to it
 * @throws {SimulatorConfigError} when the agent has no callback address
 */
export function sendToAgent(
  { world, clock }: Simulation,
  agentId: number,
  { userid }: Pick<SeedMember, 'userid'>,
  fields: XmlRecord,
): Callback {
  const callback = world.callbacks.send(agentId, {
    ToUserName: world.corp.seed.corpId,
    FromUserName: userid,
    CreateTime: Math.floor(clock.now() / 1000),
    ...fields,
    AgentID: agentId,
  });
  if (callback) return callback;
  throw new SimulatorConfigError('Nothing was sent', [
    { path: 'agentId', message: `agent ${agentId} has no callback URL with Token and EncodingAESKey` },
  ]);
}
