import { Leaf } from '../leaf';
import { readText } from '../read-wire';

export function SubTitle({ text }: { text: unknown }) {
  if (!readText(text)) return null;
  return (
    <div className="owv-section owv-sub-title">
      <Leaf text={text} />
    </div>
  );
}
