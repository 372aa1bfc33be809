import { CardBody } from '../card-body';
import { Leaf } from '../leaf';
import { readCode, readList } from '../read-wire';
import { useViewSettings } from '../view-settings';
import type { TemplateCard } from '../wire';
import { CardFrame } from './card-frame';
import { MainTitle } from './main-title';
import { SubmitButton } from './submit-button';

const SEVERAL = 1;

export function VoteInteraction({ card }: { card: TemplateCard }) {
  const { labels } = useViewSettings();
  const mark = readCode(card.checkbox?.mode, 0) === SEVERAL ? 'owv-tick owv-tick-square' : 'owv-tick';
  return (
    <CardFrame card={card}>
      <CardBody>
        <MainTitle title={card.main_title} />
        <ul className="owv-section owv-options">
          {readList(card.checkbox?.option_list).map((option, index) => (
            <li key={index} className="owv-option">
              {option.is_checked === true ? (
                <span className={`${mark} owv-tick-on`} role="img" aria-label={labels.chosen} />
              ) : (
                <span className={mark} />
              )}
              <span className="owv-grow">
                <Leaf text={option.text} />
              </span>
            </li>
          ))}
        </ul>
        <SubmitButton card={card} />
      </CardBody>
    </CardFrame>
  );
}
