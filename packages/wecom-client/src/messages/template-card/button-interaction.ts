import type {
  CardActionMenu,
  CardHorizontalContent,
  CardLink,
  CardOption,
  CardQuoteArea,
  CardSource,
} from './card-parts';

interface ButtonLook {
  /** At most 10 characters. */
  text: string;
  /** 1 to 4, four looks from primary to plain text. @default 1 */
  style?: 1 | 2 | 3 | 4;
}

/** A button that calls the app back with its `key` (at most 1024 bytes, unique), or one that opens a page. */
export type CardButton = (ButtonLook & { type?: 0; key: string }) | (ButtonLook & { type: 1; url: string });

/** A list to choose from, above the buttons. */
export interface CardButtonSelection {
  /** At most 1024 bytes. */
  question_key: string;
  title?: string;
  /** 1 to 10; texts at most 16 characters. */
  option_list: CardOption[];
  /** Without it, or when there is no such option: the first. */
  selected_id?: string;
}

/** Buttons that answer. Needs an app with a callback URL (43012). */
export interface ButtonInteractionCard {
  card_type: 'button_interaction';
  source?: CardSource;
  action_menu?: CardActionMenu;
  /** `title` at most 36 characters, `desc` at most 44. */
  main_title: { title: string; desc?: string };
  quote_area?: CardQuoteArea;
  /** At most 160 characters. */
  sub_title_text?: string;
  /** At most 6 (42035). */
  horizontal_content_list?: CardHorizontalContent[];
  card_action?: CardLink;
  button_selection?: CardButtonSelection;
  /** 1 to 6. */
  button_list: CardButton[];
  /** Letters, digits, `_`, `-`, `@`, at most 128 bytes, never used before by the app (42014). */
  task_id: string;
}

export interface ButtonInteractionBody {
  msgtype: 'template_card';
  template_card: ButtonInteractionCard;
}
