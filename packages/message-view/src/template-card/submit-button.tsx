import { readText } from '../read-wire';
import { useViewSettings } from '../view-settings';
import type { TemplateCard } from '../wire';
import { PressButton } from './press-button';
import { SpentButton } from './spent-button';
import type { Choices } from './use-choices';

export function SubmitButton({ card, choices }: { card: TemplateCard; choices: Choices }) {
  const { labels } = useViewSettings();
  const spent = readText(card.replace_text);
  if (spent) return <SpentButton text={spent} />;
  return (
    <div className="owv-section owv-buttons">
      <PressButton
        buttonKey={card.submit_button?.key}
        text={readText(card.submit_button?.text) || labels.submit}
        className="owv-button owv-button-primary"
        choices={choices}
      />
    </div>
  );
}
