import { requiredText } from '../messages/fields';
import type { ApiCall } from '../protocol/endpoint';
import type { JsonObject } from '../protocol/json';
import { Refusal } from '../protocol/refusal';
import type { SeedAgent } from '../seed';
import type { Simulation } from '../simulation';
import { viewMessage } from '../views';

const RECALLABLE_MS = 86_400_000;

/** `message/recall`: within 24 hours, by the agent that sent it (document 94867). */
export function recallMessage(simulation: Simulation, agent: SeedAgent, call: ApiCall): JsonObject {
  const msgid = requiredText(call.body, 'msgid', 40063);
  const { store } = simulation.world;
  const message = store.messageByMsgid(msgid);
  if (!message || message.agentid !== agent.agentId)
    throw new Refusal(40058, `agent ${agent.agentId} sent no message with this msgid`);
  if (simulation.clock.now() >= message.sentAt + RECALLABLE_MS)
    throw new Refusal(42052, 'the message is older than 24 hours');
  store.recall(message);
  simulation.events.emit('message-updated', () => viewMessage(message));
  return {};
}
