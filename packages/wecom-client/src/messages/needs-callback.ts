import { hasValue, isValues } from './presence';
import { textNoticeKind } from './template-card/text-notice';

/**
 * Whether WeCom refuses this message (43012) when its app has no callback URL: cards that can be answered, and notices with an
 * `action_menu`.
 */
export function needsCallback(body: unknown): boolean {
  if (!isValues(body) || body['msgtype'] !== 'template_card') return false;
  const card = body['template_card'];
  if (!isValues(card)) return false;
  switch (card['card_type']) {
    case 'button_interaction':
    case 'vote_interaction':
    case 'multiple_interaction':
      return true;
    default:
      return hasActionMenu(card['action_menu']);
  }
}

function hasActionMenu(value: unknown): boolean {
  const field = textNoticeKind.fields.find(({ name }) => name === textNoticeKind.needsCallbackWith);
  return field !== undefined && hasValue(field, value);
}
