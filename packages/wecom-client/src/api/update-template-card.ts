import type { ButtonInteractionCard } from '../messages/template-card/button-interaction';
import type { CardSubmitButton } from '../messages/template-card/card-parts';
import type { CardSelect, MultipleInteractionCard } from '../messages/template-card/multiple-interaction';
import type { NewsNoticeCard } from '../messages/template-card/news-notice';
import type { TextNoticeCard } from '../messages/template-card/text-notice';
import type { VoteInteractionCard } from '../messages/template-card/vote-interaction';
import type { CallApi } from '../transport/call-api';
import type { CallOptions } from './call-options';

/** Whose card changes. At least one must name somebody (82101), and who is named must have received the card (82102). */
export interface CardReceivers {
  /** At most 1000 member ids. */
  userids?: readonly string[];
  /** At most 100 departments. */
  partyids?: readonly number[];
  /** At most 100 tags. */
  tagids?: readonly number[];
  /** 1: everybody who received the card; the lists do not matter then. @default 0 */
  atall?: 0 | 1;
}

/** Turns the buttons into one grey button. Only cards with buttons, a vote or selections have some. */
export interface ReplacedButton {
  button: {
    /** What the grey button says. */
    replace_name: string;
  };
}

/** Draws another card, of any of the five kinds, in place of the old one. */
export interface ReplacedCard {
  template_card: UpdatedCard;
  /** 1: replaces placeholders such as `$userName=USERID$`. @default 0 */
  enable_id_trans?: 0 | 1;
}

/** A list that may be shown without letting anybody choose. */
interface Disabled {
  /** @default false */
  disable?: boolean;
}

type UpdatedVote = Omit<VoteInteractionCard, 'task_id' | 'checkbox' | 'submit_button'> & {
  checkbox: VoteInteractionCard['checkbox'] & Disabled;
  submit_button?: CardSubmitButton;
};

type UpdatedSelections = Omit<MultipleInteractionCard, 'task_id' | 'select_list' | 'submit_button'> & {
  select_list: (CardSelect & Disabled)[];
  submit_button?: CardSubmitButton;
};

/** A card without `task_id`. `replace_text` puts one grey button in place of buttons, vote or selections. */
export type UpdatedCard = { replace_text?: string } & (
  | Omit<TextNoticeCard, 'task_id'>
  | Omit<NewsNoticeCard, 'task_id'>
  | Omit<ButtonInteractionCard, 'task_id'>
  | UpdatedVote
  | UpdatedSelections
);

/** `agentid` is filled in by the client. */
export type UpdateTemplateCardParams = CardReceivers &
  (ReplacedButton | ReplacedCard) & {
    /** From the answer of `send`, or from a click on the card. Each is good for one update within 72 hours (60140). */
    response_code: string;
  };

export interface UpdateTemplateCardAnswer {
  /** Members of `userids` who did not receive the card. */
  invaliduser: string[];
}

export async function updateTemplateCard(
  callApi: CallApi,
  agentId: number,
  params: UpdateTemplateCardParams,
  { signal }: CallOptions = {},
): Promise<UpdateTemplateCardAnswer> {
  const body = { ...params, agentid: agentId };
  const path = '/cgi-bin/message/update_template_card';
  const { invaliduser = [] } = await callApi<Partial<UpdateTemplateCardAnswer>>({ method: 'POST', path, body }, signal);
  return { invaliduser };
}
