import type { CardOption, CardSource, CardSubmitButton } from './card-parts';

/** A vote. Needs an app with a callback URL (43012). */
export interface VoteInteractionCard {
  card_type: 'vote_interaction';
  source?: Omit<CardSource, 'desc_color'>;
  /** `title` at most 16 characters, `desc` at most 160. */
  main_title: { title: string; desc?: string };
  checkbox: {
    /** At most 1024 bytes. */
    question_key: string;
    /** 0: one answer, 1: several. @default 0 */
    mode?: 0 | 1;
    /** 1 to 20; texts at most 17 characters. */
    option_list: (CardOption & { is_checked?: boolean })[];
  };
  submit_button: CardSubmitButton;
  /** Letters, digits, `_`, `-`, `@`, at most 128 bytes, never used before by the app (42014). */
  task_id: string;
}

export interface VoteInteractionBody {
  msgtype: 'template_card';
  template_card: VoteInteractionCard;
}
