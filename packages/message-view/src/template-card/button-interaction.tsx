import { CardBody } from '../card-body';
import { Leaf } from '../leaf';
import { OpenLink } from '../open-link';
import { readCode, readList, readText } from '../read-wire';
import type { ButtonItem, TemplateCard } from '../wire';
import { CardFrame } from './card-frame';
import { HorizontalContentList } from './horizontal-content';
import { MainTitle } from './main-title';
import { PressButton } from './press-button';
import { QuoteBox } from './quote-box';
import { Selection } from './selection';
import { SpentButton } from './spent-button';
import { SubTitle } from './sub-title';
import { presetOfLists, useChoices, type Choices } from './use-choices';

/** By `style`, which counts from 1. */
const looks = ['primary', 'default', 'danger', 'plain'] as const;

export function ButtonInteraction({ card }: { card: TemplateCard }) {
  const spent = readText(card.replace_text);
  const selection = card.button_selection;
  const [choices, choose] = useChoices(presetOfLists(selection ? [selection] : []));
  return (
    <CardFrame card={card}>
      <CardBody>
        <MainTitle title={card.main_title} />
        <QuoteBox quote={card.quote_area} />
        <SubTitle text={card.sub_title_text} />
        <HorizontalContentList items={card.horizontal_content_list} />
        {selection && (
          <Selection
            item={selection}
            chosen={choices[readText(selection.question_key)]?.[0]}
            onChoose={(id) => choose(selection.question_key, [id])}
          />
        )}
        {spent ? (
          <SpentButton text={spent} />
        ) : (
          <div className="owv-section owv-buttons">
            {readList(card.button_list).map((button, index) => (
              <CardButton key={index} button={button} choices={choices} />
            ))}
          </div>
        )}
      </CardBody>
    </CardFrame>
  );
}

const LINK = 1;

function CardButton({ button, choices }: { button: ButtonItem; choices: Choices }) {
  const className = `owv-button owv-button-${looks[readCode(button.style, 1) - 1] ?? 'primary'}`;
  if (readCode(button.type, 0) !== LINK)
    return <PressButton buttonKey={button.key} text={readText(button.text)} className={className} choices={choices} />;
  return (
    <OpenLink url={button.url} className={className}>
      <Leaf text={button.text} />
    </OpenLink>
  );
}
