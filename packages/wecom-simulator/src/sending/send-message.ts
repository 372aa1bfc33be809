import { randomUUID } from 'node:crypto';
import { translateIds } from '../messages/id-translation';
import { checkMessage } from '../messages/kinds';
import { dropped, duplicate, notActivated } from '../notes';
import type { ApiCall } from '../protocol/endpoint';
import type { JsonObject } from '../protocol/json';
import { Refusal } from '../protocol/refusal';
import type { SeedAgent, SeedMember } from '../seed';
import type { Simulation } from '../simulation';
import type { Recipient, SentMessage } from '../store';
import { viewMessage } from '../views';
import { checkAgentId, readSwitches, readTargets } from './envelope';
import { messageContext } from './message-context';
import { resolveRecipients } from './recipients';
import { issueResponseCode } from './response-codes';

const NOT_ACTIVATED = 4;

/**
 * `message/send`. The order of the checks matters where WeCom leaves it open, and is the strictest: a task id is spent by any
 * attempt that reaches it, also a failed one, and is checked before the duplicate check.
 */
export function sendMessage(simulation: Simulation, agent: SeedAgent, call: ApiCall): JsonObject {
  const { corp, store, duplicates, personTimes } = simulation.world;
  const { body } = call;
  checkAgentId(body, agent, corp);
  const targets = readTargets(body);
  const switches = readSwitches(body);
  const context = messageContext(simulation, agent, call.note);
  const message = checkMessage(body, { ...context, safe: switches.safe, toEverybody: targets.everybody });
  if (message.taskId !== undefined && !store.useTaskId(agent.agentId, message.taskId))
    throw new Refusal(42014, `the task id "${message.taskId}" was used before`);
  if (message.callbackCapable && agent.callbackUrl === undefined)
    throw new Refusal(43012, `agent ${agent.agentId} has no callback URL, which a card that can be answered needs`);
  const { members, refused } = resolveRecipients(corp, agent, targets);

  const { duplicateCheckMs } = switches;
  const earlier =
    duplicateCheckMs === undefined ? undefined : duplicates.find(agent.agentId, call.text, duplicateCheckMs);
  if (earlier !== undefined) {
    call.note(duplicate());
    return { msgid: earlier };
  }
  personTimes?.count(String(agent.agentId), members.length);

  // Node keeps random bytes ready for these, so that the hot path need not wait for the kernel.
  const msgid = `${randomUUID()}-${randomUUID()}`;
  if (duplicateCheckMs !== undefined) duplicates.remember(agent.agentId, call.text, msgid);
  if (switches.translateIds) translateIds(message.msgtype, message.content, corp, corp.visibility(agent));
  const sent = store.addMessage(
    {
      msgid,
      agentid: agent.agentId,
      sentAt: simulation.clock.now(),
      body: { msgtype: message.msgtype, [message.msgtype]: message.content },
    },
    members.map((member) => recipient(simulation, agent, member)),
  );
  noteDropped(sent, call);
  simulation.events.emit('message', () => viewMessage(sent));
  return {
    ...refused,
    msgid,
    ...(message.callbackCapable ? { response_code: issueResponseCode(simulation, sent) } : {}),
  };
}

function recipient(simulation: Simulation, agent: SeedAgent, { userid, status }: SeedMember): Recipient {
  if (status === NOT_ACTIVATED) return { userid, state: 'dropped', reason: notActivated() };
  const reason = simulation.world.pace.take(agent.agentId, userid);
  return reason === undefined ? { userid, state: 'delivered' } : { userid, state: 'dropped', reason };
}

function noteDropped(sent: SentMessage, call: ApiCall): void {
  let count = 0;
  for (const delivery of sent.deliveries) if (delivery.state === 'dropped') count += 1;
  if (count > 0) call.note(dropped(count, sent.deliveries.length));
}
