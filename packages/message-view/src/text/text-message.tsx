import { EmptyBubble } from '../empty-bubble';
import { Leaf } from '../leaf';
import { OpenLink } from '../open-link';
import { readText } from '../read-wire';
import { parseText } from './parse-text';

export function TextMessage({ content }: { content: unknown }) {
  const parts = parseText(readText(content));
  if (parts.length === 0) return <EmptyBubble />;
  return (
    <div className="owv-bubble">
      {parts.map((part, index) =>
        part.kind === 'link' ? (
          <OpenLink key={index} url={part.url} className="owv-link">
            <Leaf text={part.text} />
          </OpenLink>
        ) : (
          <Leaf key={index} text={part.text} />
        ),
      )}
    </div>
  );
}
