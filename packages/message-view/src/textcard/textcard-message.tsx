import { CardBody } from '../card-body';
import { ChevronIcon } from '../icons';
import { Leaf } from '../leaf';
import { OpenLink } from '../open-link';
import { readText } from '../read-wire';
import { useViewSettings } from '../view-settings';
import type { TextCard } from '../wire';
import { parseDescription } from './parse-description';

/** The whole card is one link, as on the phone: the button's link stretches over it. */
export function TextCardMessage({ card }: { card: TextCard }) {
  const { labels } = useViewSettings();
  const button = readText(card.btntxt) || labels.details;
  const title = readText(card.title);
  return (
    <div className="owv-card">
      <CardBody>
        {title && (
          <div className="owv-title">
            <Leaf text={title} />
          </div>
        )}
        {parseDescription(readText(card.description)).map((block, index) => (
          <div key={index} className={`owv-description owv-tone-${block.tone}`}>
            <Leaf text={block.text} />
          </div>
        ))}
      </CardBody>
      <OpenLink url={card.url} className="owv-footer owv-stretch" label={title ? `${button}: ${title}` : button}>
        <span className="owv-grow">
          <Leaf text={button} />
        </span>
        <ChevronIcon />
      </OpenLink>
    </div>
  );
}
