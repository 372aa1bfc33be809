import { CardBody } from '../card-body';
import { readList, readText } from '../read-wire';
import type { TemplateCard } from '../wire';
import { CardFrame } from './card-frame';
import { MainTitle } from './main-title';
import { Selection } from './selection';
import { SubmitButton } from './submit-button';
import { presetOfLists, useChoices } from './use-choices';

export function MultipleInteraction({ card }: { card: TemplateCard }) {
  const lists = readList(card.select_list);
  const [choices, choose] = useChoices(presetOfLists(lists));
  return (
    <CardFrame card={card}>
      <CardBody>
        <MainTitle title={card.main_title} />
        {lists.map((item, index) => (
          <Selection
            key={index}
            item={item}
            chosen={choices[readText(item.question_key)]?.[0]}
            onChoose={(id) => choose(item.question_key, [id])}
          />
        ))}
        <SubmitButton card={card} choices={choices} />
      </CardBody>
    </CardFrame>
  );
}
