import { Refusal } from '../../protocol/refusal';
import { optionalText, requiredText } from '../fields';
import type { MessageCheck } from '../message-kind';
import { checkButtonInteraction } from './button-interaction';
import type { CardCheck } from './card-check';
import { checkMultipleInteraction } from './multiple-interaction';
import { checkNewsNotice } from './news-notice';
import { checkTextNotice } from './text-notice';
import { checkVoteInteraction } from './vote-interaction';

const cards: ReadonlyMap<string, CardCheck> = new Map([
  ['text_notice', checkTextNotice],
  ['news_notice', checkNewsNotice],
  ['button_interaction', checkButtonInteraction],
  ['vote_interaction', checkVoteInteraction],
  ['multiple_interaction', checkMultipleInteraction],
]);

/** Document 90236. The new card of an update has no `task_id` (document 94888). */
export const checkTemplateCard: MessageCheck = (card, context) => {
  const type = requiredText(card, 'card_type', 42031);
  const check = cards.get(type);
  if (!check) throw new Refusal(42031, `there is no card type "${type}"`);
  const callbackCapable = check(card, context);
  if (context.updating) return { callbackCapable };
  const taskId = optionalText(card, 'task_id');
  if (taskId === undefined) {
    if (callbackCapable) throw new Refusal(42014, 'a card that can be answered needs a "task_id"');
    return {};
  }
  if (!/^[0-9A-Za-z_\-@]{1,128}$/.test(taskId))
    throw new Refusal(42014, '"task_id" has 1 to 128 letters, digits, _, - or @');
  return { callbackCapable, taskId };
};
