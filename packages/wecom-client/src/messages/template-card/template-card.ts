import type { ButtonInteractionCard } from './button-interaction';
import type { MultipleInteractionCard } from './multiple-interaction';
import type { NewsNoticeCard } from './news-notice';
import type { TextNoticeCard } from './text-notice';
import type { VoteInteractionCard } from './vote-interaction';

/** The five template cards, told apart by `card_type`. Not shown in the WeChat plugin. */
export type TemplateCard =
  TextNoticeCard | NewsNoticeCard | ButtonInteractionCard | VoteInteractionCard | MultipleInteractionCard;

export type CardType = TemplateCard['card_type'];

export interface TemplateCardBody {
  msgtype: 'template_card';
  template_card: TemplateCard;
}
