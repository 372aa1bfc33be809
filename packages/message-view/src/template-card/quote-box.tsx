import { Leaf } from '../leaf';
import { readText } from '../read-wire';
import type { QuoteArea } from '../wire';
import { ActionLink } from './action-link';

export function QuoteBox({ quote }: { quote: QuoteArea | undefined }) {
  const title = readText(quote?.title);
  const text = readText(quote?.quote_text);
  if (!title && !text) return null;
  return (
    <div className="owv-section">
      <ActionLink action={quote} className="owv-quote-box">
        {title && (
          <span className="owv-quote-title">
            <Leaf text={title} />
          </span>
        )}
        <span className="owv-quote-text">
          <Leaf text={text} />
        </span>
      </ActionLink>
    </div>
  );
}
