import type { JsonObject } from '../../protocol/json';
import { Refusal, WrongJsonFormat } from '../../protocol/refusal';
import {
  checkBytes,
  checkCount,
  checkUnique,
  choice,
  groups,
  optionalGroup,
  optionalLink,
  optionalText,
  requiredLink,
  requiredText,
} from '../fields';
import type { MessageContext } from '../message-kind';

/**
 * Parts that several cards have (document 90236). Numbers of characters are recommendations there: the client shortens with
 * an ellipsis, so nothing is refused for them.
 */

/** 0 nothing, 1 a link, 2 a mini program. */
export function checkTarget(part: JsonObject, type: number): void {
  if (type === 1) requiredLink(part, 'url', 42028);
  if (type === 2) {
    requiredText(part, 'appid', 42030);
    optionalText(part, 'pagepath');
  }
}

export function checkSource(card: JsonObject): void {
  const source = optionalGroup(card, 'source');
  if (!source) return;
  optionalLink(source, 'icon_url');
  optionalText(source, 'desc');
  choice(source, 'desc_color', [0, 1, 2, 3], 0, 40058);
}

/** @returns whether the card has a title */
export function checkMainTitle(card: JsonObject): boolean {
  const mainTitle = optionalGroup(card, 'main_title');
  if (!mainTitle) return false;
  optionalText(mainTitle, 'desc');
  return optionalText(mainTitle, 'title') !== undefined;
}

export function requireMainTitle(card: JsonObject): void {
  if (!checkMainTitle(card)) throw new Refusal(42033, '"main_title.title" is missing or empty');
}

/** @returns whether the card has a menu, which makes it callback-capable */
export function checkActionMenu(card: JsonObject): boolean {
  const menu = optionalGroup(card, 'action_menu');
  if (!menu) return false;
  optionalText(menu, 'desc');
  const actions = groups(menu, 'action_list');
  checkCount('action_menu.action_list', actions.length, 1, 3, 40058);
  const keys = actions.map((action) => {
    requiredText(action, 'text', 42038);
    const key = requiredText(action, 'key', 42051);
    checkBytes('action_list.key', key, 1024, 42051);
    return key;
  });
  checkUnique('action_list.key', keys, 42051);
  return true;
}

export function checkQuoteArea(card: JsonObject): void {
  const quote = optionalGroup(card, 'quote_area');
  if (!quote) return;
  checkTarget(quote, choice(quote, 'type', [0, 1, 2], 0, 40058));
  optionalText(quote, 'title');
  optionalText(quote, 'quote_text');
}

export function checkHorizontalContents(card: JsonObject, { media, userExists }: MessageContext): void {
  const contents = groups(card, 'horizontal_content_list');
  checkCount('horizontal_content_list', contents.length, 0, 6, 42035);
  for (const content of contents) {
    requiredText(content, 'keyname', 42027);
    optionalText(content, 'value');
    const type = choice(content, 'type', [0, 1, 2, 3], 0, 40058);
    if (type === 1) requiredLink(content, 'url', 42028);
    if (type === 2) media(requiredText(content, 'media_id', 42029), ['image', 'voice', 'video', 'file']);
    if (type === 3 && !userExists(requiredText(content, 'userid', 42050)))
      throw new Refusal(42050, '"horizontal_content_list.userid" names nobody');
  }
}

export function checkJumps(card: JsonObject): void {
  const jumps = groups(card, 'jump_list');
  checkCount('jump_list', jumps.length, 0, 3, 42042);
  for (const jump of jumps) {
    requiredText(jump, 'title', 42033);
    checkTarget(jump, choice(jump, 'type', [0, 1, 2], 0, 40058));
  }
}

export function checkCardAction(card: JsonObject, required: boolean): void {
  const action = optionalGroup(card, 'card_action');
  if (!action) {
    if (required) throw new Refusal(42045, '"card_action" is missing');
    return;
  }
  const type = choice(action, 'type', required ? [1, 2] : [0, 1, 2], 0, 42045);
  checkTarget(action, type);
}

/** Options of a selection: `id` and `text`, ids unique. */
export function checkOptions(parent: JsonObject, max: number): JsonObject[] {
  const options = groups(parent, 'option_list');
  checkCount('option_list', options.length, 1, max, 42037);
  const ids = options.map((option) => {
    const id = requiredText(option, 'id', 42040);
    checkBytes('option_list.id', id, 128, 42040);
    requiredText(option, 'text', 42041);
    return id;
  });
  checkUnique('option_list.id', ids, 42040);
  return options;
}

export function checkQuestionKey(parent: JsonObject): string {
  const key = requiredText(parent, 'question_key', 42043);
  checkBytes('question_key', key, 1024, 42043);
  return key;
}

export function checkDisable(parent: JsonObject): void {
  if (parent.disable !== undefined && typeof parent.disable !== 'boolean')
    throw new WrongJsonFormat('"disable" is not a boolean');
}

/** Optional when a card is updated (document 94888). */
export function checkSubmitButton(card: JsonObject, { updating }: MessageContext): void {
  const button = optionalGroup(card, 'submit_button');
  if (!button) {
    if (updating) return;
    throw new Refusal(42046, '"submit_button" is missing');
  }
  optionalText(button, 'text');
  checkBytes('submit_button.key', requiredText(button, 'key', 42046), 1024, 42046);
}
