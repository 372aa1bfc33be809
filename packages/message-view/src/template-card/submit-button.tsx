import { Leaf } from '../leaf';
import { readText } from '../read-wire';
import { useViewSettings } from '../view-settings';
import type { TemplateCard } from '../wire';
import { SpentButton } from './spent-button';

export function SubmitButton({ card }: { card: TemplateCard }) {
  const { labels } = useViewSettings();
  const spent = readText(card.replace_text);
  if (spent) return <SpentButton text={spent} />;
  return (
    <div className="owv-section owv-buttons">
      <span className="owv-button owv-button-primary">
        <Leaf text={readText(card.submit_button?.text) || labels.submit} />
      </span>
    </div>
  );
}
