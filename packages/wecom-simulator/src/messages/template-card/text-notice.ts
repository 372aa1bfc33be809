import { Refusal } from '../../protocol/refusal';
import { optionalGroup, optionalText } from '../fields';
import {
  checkActionMenu,
  checkCardAction,
  checkHorizontalContents,
  checkJumps,
  checkMainTitle,
  checkQuoteArea,
  checkSource,
} from './blocks';
import type { CardCheck } from './card-check';

export const checkTextNotice: CardCheck = (card, context) => {
  checkSource(card);
  const hasMenu = checkActionMenu(card);
  const hasTitle = checkMainTitle(card);
  const hasSubTitle = optionalText(card, 'sub_title_text') !== undefined;
  if (!hasTitle && !hasSubTitle)
    throw new Refusal(42033, 'neither "main_title.title" nor "sub_title_text" has a value');
  checkQuoteArea(card);
  const emphasis = optionalGroup(card, 'emphasis_content');
  if (emphasis) {
    optionalText(emphasis, 'title');
    optionalText(emphasis, 'desc');
  }
  checkHorizontalContents(card, context);
  checkJumps(card);
  checkCardAction(card, true);
  return hasMenu;
};
