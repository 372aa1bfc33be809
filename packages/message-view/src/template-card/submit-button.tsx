import { Leaf } from '../leaf';
import { readText } from '../read-wire';
import { useViewSettings } from '../view-settings';

export function SubmitButton({ button }: { button: { text?: string | undefined } | undefined }) {
  const { labels } = useViewSettings();
  return (
    <div className="owv-section owv-buttons">
      <span className="owv-button owv-button-primary">
        <Leaf text={readText(button?.text) || labels.submit} />
      </span>
    </div>
  );
}
