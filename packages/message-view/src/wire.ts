/**
 * The wire payload of an app message, as far as it is drawn. Every part may be missing, because a form previews what is
 * half filled; who validates is the sender. Names are WeCom's (documents 90236 and 94888).
 */
export interface AppMessage {
  msgtype?: string | undefined;
  text?: { content?: string | undefined } | undefined;
  textcard?: TextCard | undefined;
  markdown?: { content?: string | undefined } | undefined;
  image?: { media_id?: string | undefined } | undefined;
  voice?: { media_id?: string | undefined } | undefined;
  video?: { media_id?: string | undefined; title?: string | undefined; description?: string | undefined } | undefined;
  file?: { media_id?: string | undefined } | undefined;
  news?: { articles?: readonly Article[] | undefined } | undefined;
  mpnews?: { articles?: readonly MpArticle[] | undefined } | undefined;
  miniprogram_notice?: MiniprogramNotice | undefined;
  template_card?: TemplateCard | undefined;
}

export interface TextCard {
  title?: string | undefined;
  description?: string | undefined;
  url?: string | undefined;
  btntxt?: string | undefined;
}

export interface Article {
  title?: string | undefined;
  description?: string | undefined;
  url?: string | undefined;
  picurl?: string | undefined;
  appid?: string | undefined;
  pagepath?: string | undefined;
}

export interface MpArticle {
  title?: string | undefined;
  thumb_media_id?: string | undefined;
  author?: string | undefined;
  digest?: string | undefined;
}

export interface MiniprogramNotice {
  appid?: string | undefined;
  page?: string | undefined;
  title?: string | undefined;
  description?: string | undefined;
  emphasis_first_item?: boolean | undefined;
  content_item?: readonly { key?: string | undefined; value?: string | undefined }[] | undefined;
}

/** All five card types in one: which parts are drawn depends on `card_type`. */
export interface TemplateCard {
  card_type?: string | undefined;
  source?: CardSource | undefined;
  action_menu?: ActionMenu | undefined;
  main_title?: TitleAndDesc | undefined;
  quote_area?: QuoteArea | undefined;
  emphasis_content?: TitleAndDesc | undefined;
  sub_title_text?: string | undefined;
  horizontal_content_list?: readonly HorizontalContent[] | undefined;
  jump_list?: readonly Jump[] | undefined;
  card_action?: CardAction | undefined;
  card_image?: { url?: string | undefined; aspect_ratio?: number | undefined } | undefined;
  image_text_area?: ImageTextArea | undefined;
  vertical_content_list?: readonly TitleAndDesc[] | undefined;
  button_selection?: SelectItem | undefined;
  button_list?: readonly ButtonItem[] | undefined;
  checkbox?: Checkbox | undefined;
  select_list?: readonly SelectItem[] | undefined;
  /** After the card was answered: a grey button of this text stands where the buttons were. */
  replace_text?: string | undefined;
  submit_button?: { text?: string | undefined; key?: string | undefined } | undefined;
  task_id?: string | undefined;
}

export interface TitleAndDesc {
  title?: string | undefined;
  desc?: string | undefined;
}

export interface CardSource {
  icon_url?: string | undefined;
  desc?: string | undefined;
  /** 0 grey (default), 1 black, 2 red, 3 green. */
  desc_color?: number | undefined;
}

export interface ActionMenu {
  desc?: string | undefined;
  action_list?: readonly { text?: string | undefined; key?: string | undefined }[] | undefined;
}

/** Where a tap leads: 0 nowhere, 1 `url`, 2 a mini program. */
export interface CardAction {
  type?: number | undefined;
  url?: string | undefined;
  appid?: string | undefined;
  pagepath?: string | undefined;
}

export interface QuoteArea extends CardAction {
  title?: string | undefined;
  quote_text?: string | undefined;
}

export interface Jump extends CardAction {
  title?: string | undefined;
}

export interface ImageTextArea extends CardAction {
  title?: string | undefined;
  desc?: string | undefined;
  image_url?: string | undefined;
}

export interface HorizontalContent {
  /** 0 or absent text, 1 link, 2 attachment, 3 member profile. */
  type?: number | undefined;
  keyname?: string | undefined;
  value?: string | undefined;
  url?: string | undefined;
  media_id?: string | undefined;
  userid?: string | undefined;
}

export interface ButtonItem {
  /** 0 callback, 1 link. */
  type?: number | undefined;
  text?: string | undefined;
  /** 1 primary (default), 2 default, 3 danger, 4 text. */
  style?: number | undefined;
  key?: string | undefined;
  url?: string | undefined;
}

export interface SelectItem {
  question_key?: string | undefined;
  title?: string | undefined;
  selected_id?: string | undefined;
  option_list?: readonly { id?: string | undefined; text?: string | undefined }[] | undefined;
  /** Nobody may choose any more. */
  disable?: boolean | undefined;
}

export interface Checkbox {
  question_key?: string | undefined;
  /** 0 one choice, 1 several. */
  mode?: number | undefined;
  /** Nobody may choose any more. */
  disable?: boolean | undefined;
  option_list?:
    readonly { id?: string | undefined; text?: string | undefined; is_checked?: boolean | undefined }[] | undefined;
}
