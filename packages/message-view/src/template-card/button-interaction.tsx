import { CardBody } from '../card-body';
import { Leaf } from '../leaf';
import { OpenLink } from '../open-link';
import { readCode, readList, readText } from '../read-wire';
import type { ButtonItem, TemplateCard } from '../wire';
import { CardFrame } from './card-frame';
import { HorizontalContentList } from './horizontal-content';
import { MainTitle } from './main-title';
import { QuoteBox } from './quote-box';
import { Selection } from './selection';
import { SpentButton } from './spent-button';
import { SubTitle } from './sub-title';

/** By `style`, which counts from 1. */
const looks = ['primary', 'default', 'danger', 'plain'] as const;

export function ButtonInteraction({ card }: { card: TemplateCard }) {
  const spent = readText(card.replace_text);
  return (
    <CardFrame card={card}>
      <CardBody>
        <MainTitle title={card.main_title} />
        <QuoteBox quote={card.quote_area} />
        <SubTitle text={card.sub_title_text} />
        <HorizontalContentList items={card.horizontal_content_list} />
        {card.button_selection && <Selection item={card.button_selection} />}
        {spent ? (
          <SpentButton text={spent} />
        ) : (
          <div className="owv-section owv-buttons">
            {readList(card.button_list).map((button, index) => (
              <CardButton key={index} button={button} />
            ))}
          </div>
        )}
      </CardBody>
    </CardFrame>
  );
}

function CardButton({ button }: { button: ButtonItem }) {
  const look = looks[readCode(button.style, 1) - 1] ?? 'primary';
  return (
    <OpenLink url={readCode(button.type, 0) === 1 ? button.url : undefined} className={`owv-button owv-button-${look}`}>
      <Leaf text={button.text} />
    </OpenLink>
  );
}
