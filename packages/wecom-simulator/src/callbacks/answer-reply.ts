import { randomUUID } from 'node:crypto';
import { checkMessage } from '../messages/kinds';
import type { SeedAgent, SeedMember } from '../seed';
import { messageContext } from '../sending/message-context';
import { cardDelivery } from '../sending/sent-cards';
import { replacedCard, withGreyButton } from '../sending/update-card';
import type { Simulation } from '../simulation';
import type { Delivery, MessageBody } from '../store';
import { viewMessage } from '../views';
import type { Callback } from './callback';
import { fieldsFromXml } from './fields-from-xml';
import { elementsAt, elementsOf, requireText, textAt, type XmlRecord } from './xml';

/**
 * Events that may be answered (document 90241). `template_card_event` is not among them, although the page on events says
 * so: an app that counts on it gets nowhere here.
 */
const answerable: ReadonlySet<string> = new Set([
  'subscribe',
  'enter_agent',
  'LOCATION',
  'click',
  'view',
  'view_miniprogram',
  'scancode_waitmsg',
  'template_card_menu_event',
]);

/**
 * Does what the answer to a callback asks: a message to the member, or another card in place of the one clicked.
 *
 * @throws {Error} saying why nothing was done
 */
export function answerReply(simulation: Simulation, callback: Callback, reply: XmlRecord): void {
  const { agent, member } = partiesOf(simulation, callback);
  if (textAt(reply, 'MsgType').startsWith('update_')) updateClicked(simulation, agent, member, callback, reply);
  else sendBack(simulation, agent, member, reply);
}

function partiesOf({ world }: Simulation, { receiver, message }: Callback): { agent: SeedAgent; member: SeedMember } {
  const agent = receiver === 'contacts' ? undefined : world.corp.agent(receiver);
  const member = world.corp.member(textAt(message, 'FromUserName'));
  if (!agent || !member) throw new Error('there is no member to answer');
  if (message.MsgType === 'event' && !answerable.has(textAt(message, 'Event')))
    throw new Error(
      `an answer to ${textAt(message, 'Event')} is ignored; use message/update_template_card or message/send`,
    );
  return { agent, member };
}

function sendBack(simulation: Simulation, agent: SeedAgent, member: SeedMember, reply: XmlRecord): void {
  const { msgtype, content } = checkMessage(
    bodyOf(reply),
    messageContext(simulation, agent, () => undefined),
  );
  const sent = simulation.world.store.addMessage(
    {
      msgid: randomUUID(),
      agentid: agent.agentId,
      sentAt: simulation.clock.now(),
      body: { msgtype, [msgtype]: content },
    },
    [{ userid: member.userid, state: 'delivered' }],
  );
  simulation.events.emit('message', () => viewMessage(sent));
}

/** The message in the names of `message/send`. */
function bodyOf(reply: XmlRecord): MessageBody {
  const msgtype = requireText(reply, 'MsgType');
  switch (msgtype) {
    case 'text':
      return { msgtype, text: { content: requireText(reply, 'Content') } };
    case 'image':
      return { msgtype, image: fieldsFromXml(elementsAt(reply, 'Image')) };
    case 'voice':
      return { msgtype, voice: fieldsFromXml(elementsAt(reply, 'Voice')) };
    case 'video':
      return { msgtype, video: fieldsFromXml(elementsAt(reply, 'Video')) };
    case 'news':
      return { msgtype, news: { articles: itemsOf(elementsAt(reply, 'Articles')).map(fieldsFromXml) } };
    default:
      throw new Error(`there is no reply of MsgType "${msgtype}"`);
  }
}

const itemsOf = ({ item = [] }: XmlRecord): XmlRecord[] => [item].flat(1).map(elementsOf);

function updateClicked(
  simulation: Simulation,
  agent: SeedAgent,
  member: SeedMember,
  { message: click }: Callback,
  reply: XmlRecord,
): void {
  const delivery = cardDelivery(simulation, member.userid, textAt(click, 'TaskId'), agent.agentId);
  if (!delivery) throw new Error('the card is not there any more');
  delivery.updatedBody = updatedBody(simulation, agent, delivery, reply);
  simulation.events.emit('message-updated', () => viewMessage(delivery.message));
}

function updatedBody(simulation: Simulation, agent: SeedAgent, { message }: Delivery, reply: XmlRecord): MessageBody {
  if (reply.MsgType === 'update_button')
    return withGreyButton(message, requireText(elementsAt(reply, 'Button'), 'ReplaceName'));
  if (reply.MsgType !== 'update_template_card')
    throw new Error(`there is no reply of MsgType "${textAt(reply, 'MsgType')}"`);
  const template_card = fieldsFromXml(elementsAt(reply, 'TemplateCard'));
  return replacedCard(simulation, agent, { template_card }, () => undefined);
}
