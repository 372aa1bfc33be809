import { WrongJsonFormat } from '../../protocol/refusal';
import { choice, requiredGroup } from '../fields';
import {
  checkDisable,
  checkOptions,
  checkQuestionKey,
  checkSource,
  checkSubmitButton,
  requireMainTitle,
} from './blocks';
import type { CardCheck } from './card-check';

export const checkVoteInteraction: CardCheck = (card, context) => {
  checkSource(card);
  requireMainTitle(card);
  const checkbox = requiredGroup(card, 'checkbox', 42043);
  checkQuestionKey(checkbox);
  choice(checkbox, 'mode', [0, 1], 0, 40058);
  checkDisable(checkbox);
  for (const option of checkOptions(checkbox, 20))
    if (option.is_checked !== undefined && typeof option.is_checked !== 'boolean')
      throw new WrongJsonFormat('"is_checked" is not a boolean');
  checkSubmitButton(card, context);
  return true;
};
