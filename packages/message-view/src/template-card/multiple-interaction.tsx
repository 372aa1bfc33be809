import { CardBody } from '../card-body';
import { readList } from '../read-wire';
import type { TemplateCard } from '../wire';
import { CardFrame } from './card-frame';
import { MainTitle } from './main-title';
import { Selection } from './selection';
import { SubmitButton } from './submit-button';

export function MultipleInteraction({ card }: { card: TemplateCard }) {
  return (
    <CardFrame card={card}>
      <CardBody>
        <MainTitle title={card.main_title} />
        {readList(card.select_list).map((item, index) => (
          <Selection key={index} item={item} />
        ))}
        <SubmitButton card={card} />
      </CardBody>
    </CardFrame>
  );
}
