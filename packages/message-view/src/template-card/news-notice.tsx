import { CardBody } from '../card-body';
import { Leaf } from '../leaf';
import { readList, readText } from '../read-wire';
import { RemoteImage } from '../remote-image';
import { useViewSettings } from '../view-settings';
import type { ImageTextArea, TemplateCard } from '../wire';
import { ActionLink } from './action-link';
import { CardFrame } from './card-frame';
import { HorizontalContentList } from './horizontal-content';
import { JumpList } from './jump-list';
import { MainTitle } from './main-title';
import { QuoteBox } from './quote-box';

/** WeCom takes ratios between 1.3 (its default) and 2.25 (document 90236). */
const readAspectRatio = (ratio: unknown): number =>
  typeof ratio === 'number' && ratio > 1.3 && ratio < 2.25 ? ratio : 1.3;

export function NewsNotice({ card }: { card: TemplateCard }) {
  const { labels } = useViewSettings();
  return (
    <CardFrame card={card}>
      <CardBody>
        <MainTitle title={card.main_title} />
        {readText(card.card_image?.url) && (
          <RemoteImage
            url={card.card_image?.url}
            alt={labels.cover}
            className="owv-section owv-card-image"
            aspectRatio={readAspectRatio(card.card_image?.aspect_ratio)}
          />
        )}
        {card.image_text_area && <PictureBesideText area={card.image_text_area} />}
        <QuoteBox quote={card.quote_area} />
        {readList(card.vertical_content_list).map((item, index) => (
          <div key={index} className="owv-section">
            <div className="owv-vertical-title">
              <Leaf text={item.title} />
            </div>
            <div className="owv-description owv-tone-gray">
              <Leaf text={item.desc} />
            </div>
          </div>
        ))}
        <HorizontalContentList items={card.horizontal_content_list} />
      </CardBody>
      <JumpList jumps={card.jump_list} />
    </CardFrame>
  );
}

function PictureBesideText({ area }: { area: ImageTextArea }) {
  const { labels } = useViewSettings();
  return (
    <ActionLink action={area} className="owv-section owv-image-text">
      <RemoteImage url={area.image_url} alt={labels.cover} className="owv-thumb" />
      <span className="owv-grow">
        <span className="owv-vertical-title">
          <Leaf text={area.title} />
        </span>
        <span className="owv-description owv-tone-gray">
          <Leaf text={area.desc} />
        </span>
      </span>
    </ActionLink>
  );
}
