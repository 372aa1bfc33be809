import { checkCount, checkUnique, groups, optionalText } from '../fields';
import {
  checkDisable,
  checkOptions,
  checkQuestionKey,
  checkSource,
  checkSubmitButton,
  requireMainTitle,
} from './blocks';
import type { CardCheck } from './card-check';

export const checkMultipleInteraction: CardCheck = (card, context) => {
  checkSource(card);
  requireMainTitle(card);
  const selects = groups(card, 'select_list');
  checkCount('select_list', selects.length, 1, 3, 42047);
  const keys = selects.map((select) => {
    optionalText(select, 'title');
    optionalText(select, 'selected_id');
    checkDisable(select);
    checkOptions(select, 10);
    return checkQuestionKey(select);
  });
  checkUnique('select_list.question_key', keys, 42043);
  checkSubmitButton(card, context);
  return true;
};
