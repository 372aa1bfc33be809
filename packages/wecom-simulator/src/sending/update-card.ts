import { checkMessage } from '../messages/kinds';
import { choice, optionalGroup, optionalInteger, requiredText } from '../messages/fields';
import { translateIds } from '../messages/id-translation';
import type { MessageContext } from '../messages/message-kind';
import type { ApiCall } from '../protocol/endpoint';
import { isJsonObject, type JsonObject } from '../protocol/json';
import { Refusal, WrongJsonFormat } from '../protocol/refusal';
import type { SeedAgent } from '../seed';
import type { Simulation } from '../simulation';
import type { Delivery, MessageBody, SentMessage } from '../store';
import { viewMessage } from '../views';
import { messageContext } from './message-context';
import { findResponseCode } from './response-codes';

const withButtons = ['button_interaction', 'vote_interaction', 'multiple_interaction'];

/**
 * `message/update_template_card` (document 94888): spends a response code to change the card of some of its receivers, either
 * its buttons into one grey one, or the whole card.
 */
export function updateCard(simulation: Simulation, agent: SeedAgent, call: ApiCall): JsonObject {
  const { body } = call;
  checkAgentId(body, agent);
  const code = findResponseCode(simulation, agent, requiredText(body, 'response_code', 60140));
  const { chosen, invaliduser } = chooseDeliveries(simulation, code.message, body);
  const changed = changedBody(simulation, agent, call, code.message);
  code.spent = true;
  for (const delivery of chosen) delivery.updatedBody = changed;
  simulation.events.emit('message-updated', () => viewMessage(code.message));
  return invaliduser.length > 0 ? { invaliduser } : {};
}

function checkAgentId(body: JsonObject, agent: SeedAgent): void {
  const agentid = optionalInteger(body, 'agentid');
  if (agentid === undefined) throw new Refusal(41011, '"agentid" is missing');
  if (agentid !== agent.agentId) throw new Refusal(301002, `the access token belongs to agent ${agent.agentId}`);
}

interface Chosen {
  chosen: Delivery[];
  /** An array here, where `message/send` answers a string. */
  invaliduser: string[];
}

function chooseDeliveries({ world }: Simulation, message: SentMessage, body: JsonObject): Chosen {
  if (choice(body, 'atall', [0, 1], 0, 40058) === 1) return { chosen: message.deliveries, invaliduser: [] };
  const userids = list(body, 'userids', (value) => typeof value === 'string');
  const parties = list(body, 'partyids', Number.isInteger) as number[];
  const tags = list(body, 'tagids', Number.isInteger) as number[];
  if (userids.length + parties.length + tags.length === 0)
    throw new Refusal(82101, 'userids, partyids and tagids are empty and atall is not 1');
  if (userids.length > 1000) throw new Refusal(40032, `userids has ${userids.length} entries, at most 1000`);
  if (parties.length > 100) throw new Refusal(82002, `partyids has ${parties.length} entries, at most 100`);
  if (tags.length > 100) throw new Refusal(82003, `tagids has ${tags.length} entries, at most 100`);

  const { corp } = world;
  const chosenTags = tags.flatMap((tagid) => corp.tag(tagid) ?? []);
  const departments = [...parties, ...chosenTags.flatMap((tag) => tag.partylist)];
  const named = [...(userids as string[]), ...chosenTags.flatMap((tag) => tag.userlist)];
  const wanted = new Set(
    [...named, ...corp.membersOf(corp.departmentTrees(departments)).map((member) => member.userid)].map(lowerCase),
  );
  const receivers = new Set(message.deliveries.map((delivery) => lowerCase(delivery.userid)));
  const chosen = message.deliveries.filter((delivery) => wanted.has(lowerCase(delivery.userid)));
  if (chosen.length === 0) throw new Refusal(82102, 'nobody named received the message');
  return { chosen, invaliduser: (userids as string[]).map(lowerCase).filter((userid) => !receivers.has(userid)) };
}

const lowerCase = (userid: string) => userid.toLowerCase();

function list(body: JsonObject, name: string, isItem: (value: unknown) => boolean): unknown[] {
  const value = body[name] ?? [];
  if (!Array.isArray(value) || !value.every(isItem))
    throw new WrongJsonFormat(`"${name}" is not a list of the right type`);
  return value;
}

function changedBody(simulation: Simulation, agent: SeedAgent, call: ApiCall, message: SentMessage): MessageBody {
  const { body } = call;
  const button = optionalGroup(body, 'button');
  if (button) return withGreyButton(message, requiredText(button, 'replace_name', 40063));
  if (!optionalGroup(body, 'template_card')) throw new Refusal(40063, 'neither "button" nor "template_card" is there');
  return replacedCard(simulation, agent, body, call.note);
}

/** @throws {Refusal} 40058 for a card without buttons */
export function withGreyButton({ body }: SentMessage, replaceName: string): MessageBody {
  const { template_card: card } = body;
  if (!isJsonObject(card) || !withButtons.includes(String(card.card_type)))
    throw new Refusal(40058, 'only cards with buttons can have them replaced');
  return { msgtype: 'template_card', template_card: { ...card, replace_text: replaceName } };
}

/** @param fields `template_card`, and `enable_id_trans` if names are to be filled in */
export function replacedCard(
  simulation: Simulation,
  agent: SeedAgent,
  fields: JsonObject,
  note: MessageContext['note'],
): MessageBody {
  const context = { ...messageContext(simulation, agent, note), updating: true };
  const { content } = checkMessage({ ...fields, msgtype: 'template_card' }, context);
  if (choice(fields, 'enable_id_trans', [0, 1], 0, 40058) === 1) {
    const { corp } = simulation.world;
    translateIds('template_card', content, corp, corp.visibility(agent));
  }
  return { msgtype: 'template_card', template_card: content };
}
