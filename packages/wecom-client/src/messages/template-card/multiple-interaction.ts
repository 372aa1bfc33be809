import type { CardOption, CardSource, CardSubmitButton } from './card-parts';

/** One drop-down list. */
export interface CardSelect {
  /** At most 1024 bytes, unique in the card. */
  question_key: string;
  title?: string;
  /** Without it: the first option. */
  selected_id?: string;
  /** 1 to 10; texts at most 16 characters. */
  option_list: CardOption[];
}

/** Up to three drop-down lists with one button. Needs an app with a callback URL (43012). */
export interface MultipleInteractionCard {
  card_type: 'multiple_interaction';
  source?: Omit<CardSource, 'desc_color'>;
  /** `title` at most 36 characters, `desc` at most 160. */
  main_title: { title: string; desc?: string };
  /** 1 to 3 (42047). */
  select_list: CardSelect[];
  submit_button: CardSubmitButton;
  /** Letters, digits, `_`, `-`, `@`, at most 128 bytes, never used before by the app (42014). */
  task_id: string;
}

export interface MultipleInteractionBody {
  msgtype: 'template_card';
  template_card: MultipleInteractionCard;
}
