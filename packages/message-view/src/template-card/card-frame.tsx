import type { ReactNode } from 'react';
import { readText } from '../read-wire';
import { useViewSettings } from '../view-settings';
import type { TemplateCard } from '../wire';
import { ActionLink } from './action-link';
import { SourceRow } from './source-row';

/** What all template cards share: the surface, the source with its menu, and the tap that opens the card. */
export function CardFrame({ card, children }: { card: TemplateCard; children: ReactNode }) {
  const { labels } = useViewSettings();
  return (
    <div className="owv-card">
      <SourceRow source={card.source} menu={card.action_menu} />
      {children}
      <ActionLink
        action={card.card_action}
        className="owv-stretch"
        label={readText(card.main_title?.title) || readText(card.sub_title_text) || labels.openCard}
      />
    </div>
  );
}
