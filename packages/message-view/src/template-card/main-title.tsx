import { Leaf } from '../leaf';
import { readText } from '../read-wire';
import type { TitleAndDesc } from '../wire';

export function MainTitle({ title }: { title: TitleAndDesc | undefined }) {
  if (!readText(title?.title) && !readText(title?.desc)) return null;
  return (
    <div className="owv-section">
      <div className="owv-title">
        <Leaf text={title?.title} />
      </div>
      <div className="owv-description owv-tone-gray">
        <Leaf text={title?.desc} />
      </div>
    </div>
  );
}
