import type { JsonObject } from '../../protocol/json';
import {
  checkBytes,
  checkCount,
  checkUnique,
  choice,
  groups,
  optionalGroup,
  optionalText,
  requiredLink,
  requiredText,
} from '../fields';
import type { MessageContext } from '../message-kind';
import {
  checkActionMenu,
  checkCardAction,
  checkHorizontalContents,
  checkOptions,
  checkQuestionKey,
  checkQuoteArea,
  checkSource,
  requireMainTitle,
} from './blocks';
import type { CardCheck } from './card-check';

/** Callback-capable even when all its buttons are links. */
export const checkButtonInteraction: CardCheck = (card, context) => {
  checkSource(card);
  checkActionMenu(card);
  requireMainTitle(card);
  checkQuoteArea(card);
  optionalText(card, 'sub_title_text');
  checkHorizontalContents(card, context);
  checkCardAction(card, false);
  const selection = optionalGroup(card, 'button_selection');
  if (selection) {
    checkQuestionKey(selection);
    optionalText(selection, 'title');
    optionalText(selection, 'selected_id');
    checkOptions(selection, 10);
  }
  checkButtons(card, context);
  return true;
};

function checkButtons(card: JsonObject, { updating }: MessageContext): void {
  const buttons = groups(card, 'button_list');
  const replaced = updating && optionalText(card, 'replace_text') !== undefined;
  checkCount('button_list', buttons.length, replaced ? 0 : 1, 6, 40058);
  const keys = buttons.flatMap((button) => {
    requiredText(button, 'text', 42038);
    choice(button, 'style', [1, 2, 3, 4], 1, 40058);
    if (choice(button, 'type', [0, 1], 0, 40058) === 1) {
      requiredLink(button, 'url', 42028);
      return [];
    }
    const key = requiredText(button, 'key', 42039);
    checkBytes('button_list.key', key, 1024, 42039);
    return [key];
  });
  checkUnique('button_list.key', keys, 42039);
}
