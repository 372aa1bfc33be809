import * as v from 'valibot';
import type { Callback } from '../callbacks/callback';
import { sendToAgent } from '../callbacks/agent-callbacks';
import type { XmlRecord } from '../callbacks/xml';
import { checkInput } from '../check-input';
import { groups, optionalGroup, optionalText } from '../messages/fields';
import type { JsonObject } from '../protocol/json';
import { issueResponseCode } from '../sending/response-codes';
import { cardDelivery, cardOf } from '../sending/sent-cards';
import type { Simulation } from '../simulation';
import { actingMember } from './acting-member';
import { refuse } from './refuse';

const clickSchema = v.strictObject({
  userid: v.string(),
  /** Of the card. */
  taskId: v.string(),
  /** Needed when two agents use the same task id. */
  agentId: v.exactOptional(v.number()),
  /** Of a button, of the submit button, or of an entry of the card's menu. */
  key: v.string(),
  /** Chosen option ids by `question_key`. What is left out stays as the card says, or is the first option. */
  selected: v.optional(v.record(v.string(), v.array(v.string())), {}),
});

export type ClickInput = v.InferInput<typeof clickSchema>;

/**
 * A member presses a button of a card, submits it, or chooses from its menu; the agent gets the event with a fresh response code.
 *
 * @throws {SimulatorConfigError} when the member has no such card, or the card nothing with this key
 */
export function clickCard(simulation: Simulation, input: unknown): Callback {
  const { userid, taskId, agentId, key, selected } = checkInput(input, clickSchema);
  const member = actingMember(simulation, userid);
  const delivery = cardDelivery(simulation, member.userid, taskId, agentId);
  const card = delivery && cardOf(delivery.updatedBody ?? delivery.message.body);
  if (!delivery || !card || delivery.state !== 'delivered')
    return refuse(FAILED, 'taskId', `${member.userid} has no card with task id "${taskId}"`);
  const event = eventOf(card, key, selected);
  return sendToAgent(simulation, delivery.message.agentid, member, {
    MsgType: 'event',
    ...event.kind,
    EventKey: key,
    TaskId: taskId,
    CardType: String(card.card_type),
    ResponseCode: issueResponseCode(simulation, delivery.message),
    ...event.choices,
  });
}

const FAILED = 'Nothing was clicked';

type Selected = Readonly<Record<string, string[]>>;

interface ClickEvent {
  kind: { Event: 'template_card_event' | 'template_card_menu_event' };
  choices: XmlRecord;
}

function eventOf(card: JsonObject, key: string, selected: Selected): ClickEvent {
  const menuKeys = keysOf(groups(optionalGroup(card, 'action_menu') ?? {}, 'action_list'));
  if (menuKeys.includes(key)) return { kind: { Event: 'template_card_menu_event' }, choices: {} };
  const buttonKeys = pressableKeys(card);
  if (!buttonKeys.includes(key)) {
    const keys = [...buttonKeys, ...menuKeys];
    return refuse(
      FAILED,
      'key',
      `the card has ${keys.length > 0 ? `the keys ${keys.join(', ')}` : 'nothing to press'}`,
    );
  }
  return { kind: { Event: 'template_card_event' }, choices: choicesOf(card, selected) };
}

const keysOf = (parts: readonly JsonObject[]): string[] => parts.flatMap((part) => optionalText(part, 'key') ?? []);

const LINK = 1;

/** None once the card was answered and is grey. */
function pressableKeys(card: JsonObject): string[] {
  if (optionalText(card, 'replace_text') !== undefined) return [];
  const buttons = groups(card, 'button_list').filter(({ type }) => type !== LINK);
  return keysOf([...buttons, optionalGroup(card, 'submit_button') ?? {}]);
}

const SEVERAL = 1;

interface Question {
  part: JsonObject;
  /** Option ids chosen before anybody touches the card. */
  preset: string[];
}

function choicesOf(card: JsonObject, selected: Selected): XmlRecord {
  const selection = optionalGroup(card, 'button_selection');
  const vote = optionalGroup(card, 'checkbox');
  const lists = [...(selection ? [selection] : []), ...groups(card, 'select_list')];
  const questions: Question[] = [
    ...lists.map((part) => ({ part, preset: firstOf(part) })),
    ...(vote ? [{ part: vote, preset: checkedOf(vote) }] : []),
  ];
  const asked = questions.map(({ part }) => part.question_key);
  for (const name of Object.keys(selected))
    if (!asked.includes(name)) refuse(FAILED, 'selected', `the card does not ask "${name}"`);
  if (questions.length === 0) return {};
  return { SelectedItems: { SelectedItem: questions.map((question) => answerTo(question, selected)) } };
}

/** The one the list names, or the first. */
function firstOf(list: JsonObject): string[] {
  const options = groups(list, 'option_list');
  const preset = options.find(({ id }) => id === list.selected_id) ?? options[0];
  return preset ? [String(preset.id)] : [];
}

const checkedOf = (vote: JsonObject): string[] =>
  groups(vote, 'option_list')
    .filter((option) => option.is_checked === true)
    .map(({ id }) => String(id));

function answerTo({ part, preset }: Question, selected: Selected): XmlRecord {
  const key = String(part.question_key);
  const ids = groups(part, 'option_list').map(({ id }) => String(id));
  const chosen = (part.disable === true ? undefined : selected[key]) ?? preset;
  for (const id of chosen)
    if (!ids.includes(id)) refuse(FAILED, 'selected', `"${key}" has the options ${ids.join(', ')} and no "${id}"`);
  if (chosen.length > 1 && part.mode !== SEVERAL) refuse(FAILED, 'selected', `"${key}" takes one option`);
  return { QuestionKey: key, OptionIds: { OptionId: chosen } };
}
