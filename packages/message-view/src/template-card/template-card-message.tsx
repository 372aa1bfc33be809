import type { TemplateCard } from '../wire';
import { readText } from '../read-wire';
import { UnknownMessage } from '../unknown-message';
import { ButtonInteraction } from './button-interaction';
import { MultipleInteraction } from './multiple-interaction';
import { NewsNotice } from './news-notice';
import { TextNotice } from './text-notice';
import { VoteInteraction } from './vote-interaction';

export function TemplateCardMessage({ card }: { card: TemplateCard }) {
  switch (card.card_type) {
    case 'text_notice':
      return <TextNotice card={card} />;
    case 'news_notice':
      return <NewsNotice card={card} />;
    case 'button_interaction':
      return <ButtonInteraction card={card} />;
    case 'vote_interaction':
      return <VoteInteraction card={card} />;
    case 'multiple_interaction':
      return <MultipleInteraction card={card} />;
    default:
      return <UnknownMessage kind={readText(card.card_type) || 'template_card'} />;
  }
}
