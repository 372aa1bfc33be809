import { Leaf } from '../leaf';

/** What stands in place of the buttons of a card that was answered. */
export function SpentButton({ text }: { text: string }) {
  return (
    <div className="owv-section owv-buttons">
      <span className="owv-button owv-button-spent">
        <Leaf text={text} />
      </span>
    </div>
  );
}
