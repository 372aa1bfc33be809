import { CardBody } from '../card-body';
import type { TemplateCard } from '../wire';
import { CardFrame } from './card-frame';
import { Emphasis } from './emphasis';
import { HorizontalContentList } from './horizontal-content';
import { JumpList } from './jump-list';
import { MainTitle } from './main-title';
import { QuoteBox } from './quote-box';
import { SubTitle } from './sub-title';

export function TextNotice({ card }: { card: TemplateCard }) {
  return (
    <CardFrame card={card}>
      <CardBody>
        <MainTitle title={card.main_title} />
        <Emphasis content={card.emphasis_content} />
        <QuoteBox quote={card.quote_area} />
        <SubTitle text={card.sub_title_text} />
        <HorizontalContentList items={card.horizontal_content_list} />
      </CardBody>
      <JumpList jumps={card.jump_list} />
    </CardFrame>
  );
}
