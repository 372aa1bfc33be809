import { Leaf } from '../leaf';
import { readText } from '../read-wire';
import type { TitleAndDesc } from '../wire';

export function Emphasis({ content }: { content: TitleAndDesc | undefined }) {
  if (!readText(content?.title) && !readText(content?.desc)) return null;
  return (
    <div className="owv-section owv-emphasis">
      <div className="owv-emphasis-title">
        <Leaf text={content?.title} />
      </div>
      <div className="owv-secondary">
        <Leaf text={content?.desc} />
      </div>
    </div>
  );
}
