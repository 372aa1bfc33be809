import type {
  CardAction,
  CardActionMenu,
  CardHorizontalContent,
  CardJump,
  CardLink,
  CardQuoteArea,
  CardSource,
} from './card-parts';

export interface CardImage {
  url: string;
  /** Width by height, above 1.3 and below 2.25. @default 1.3 */
  aspect_ratio?: number;
}

/** A picture on the left, text beside it. */
export type CardImageTextArea = CardLink & { title?: string; desc?: string; image_url: string };

interface NewsNoticeParts {
  card_type: 'news_notice';
  source?: CardSource;
  action_menu?: CardActionMenu;
  /** `title` at most 36 characters, `desc` at most 44. */
  main_title: { title: string; desc?: string };
  quote_area?: CardQuoteArea;
  /** At most 4 (42036); `title` at most 38 characters, `desc` at most 160. */
  vertical_content_list?: { title: string; desc?: string }[];
  /** At most 6 (42035). */
  horizontal_content_list?: CardHorizontalContent[];
  /** At most 3 (42042). */
  jump_list?: CardJump[];
  card_action: CardAction;
  /** Required with `action_menu`. Letters, digits, `_`, `-`, `@`, at most 128 bytes, never used before by the app (42014). */
  task_id?: string;
}

/** A notice with a picture: either a wide one or one beside a text. */
export type NewsNoticeCard = NewsNoticeParts &
  (
    | { card_image: CardImage; image_text_area?: CardImageTextArea }
    | { card_image?: CardImage; image_text_area: CardImageTextArea }
  );

export interface NewsNoticeBody {
  msgtype: 'template_card';
  template_card: NewsNoticeCard;
}
