import type { GroupField, ListField, MessageKind, TextField } from '../fields';
import type {
  CardAction,
  CardActionMenu,
  CardHorizontalContent,
  CardJump,
  CardMainTitle,
  CardQuoteArea,
  CardSource,
} from './card-parts';
import { newTaskId } from './task-id';

/** A notice of text. It needs `main_title.title` or `sub_title_text`. */
export interface TextNoticeCard {
  card_type: 'text_notice';
  source?: CardSource;
  action_menu?: CardActionMenu;
  main_title?: CardMainTitle;
  quote_area?: CardQuoteArea;
  /** The enlarged figure: `title` at most 14 characters, `desc` at most 22. */
  emphasis_content?: { title?: string; desc?: string };
  /** At most 160 characters. */
  sub_title_text?: string;
  /** At most 6 (42035). */
  horizontal_content_list?: CardHorizontalContent[];
  /** At most 3 (42042). */
  jump_list?: CardJump[];
  card_action: CardAction;
  /** Required with `action_menu`. Letters, digits, `_`, `-`, `@`, at most 128 bytes, never used before by the app (42014). */
  task_id?: string;
}

export interface TextNoticeBody {
  msgtype: 'template_card';
  template_card: TextNoticeCard;
}

/** Makes a text notice. With an `action_menu` and without a `task_id` it gets a fresh random one. */
export function textNotice(card: Omit<TextNoticeCard, 'card_type'>): TextNoticeBody {
  const template_card: TextNoticeCard = { card_type: 'text_notice', ...card };
  if (template_card.action_menu && !template_card.task_id) template_card.task_id = newTaskId();
  return { msgtype: 'template_card', template_card };
}

/** WeCom recommends these limits: it shows an ellipsis beyond them. */
const characters = (max: number) => ({ max, unit: 'characters', beyond: 'ellipsis' }) as const;

const url: TextField = {
  name: 'url',
  label: 'Link',
  control: 'url',
  required: true,
  shownWhen: { field: 'type', is: [1] },
};

const appid: TextField = {
  name: 'appid',
  label: 'Mini program appid',
  control: 'id',
  required: true,
  shownWhen: { field: 'type', is: [2] },
};

const pagepath: TextField = {
  name: 'pagepath',
  label: 'Mini program page',
  control: 'line',
  shownWhen: { field: 'type', is: [2] },
};

const nothingUrlOrMiniProgram = [
  { value: 0, label: 'Nothing' },
  { value: 1, label: 'Link' },
  { value: 2, label: 'Mini program' },
] as const;

const source: GroupField = {
  name: 'source',
  label: 'Source',
  control: 'group',
  fields: [
    { name: 'icon_url', label: 'Icon address', control: 'url' },
    { name: 'desc', label: 'Source text', control: 'line', limit: characters(20) },
    {
      name: 'desc_color',
      label: 'Text color',
      control: 'choice',
      default: 0,
      options: [
        { value: 0, label: 'Grey' },
        { value: 1, label: 'Black' },
        { value: 2, label: 'Red' },
        { value: 3, label: 'Green' },
      ],
    },
  ],
};

const actionMenu: GroupField = {
  name: 'action_menu',
  label: 'Menu',
  control: 'group',
  fields: [
    { name: 'desc', label: 'Menu description', control: 'line' },
    {
      name: 'action_list',
      label: 'Menu items',
      control: 'list',
      min: 1,
      max: 3,
      unique: ['key'],
      fields: [
        { name: 'text', label: 'Item text', control: 'line', required: true },
        {
          name: 'key',
          label: 'Item key',
          control: 'id',
          required: true,
          limit: { max: 1024, unit: 'bytes', beyond: 'refused' },
        },
      ],
    },
  ],
};

const mainTitle: GroupField = {
  name: 'main_title',
  label: 'Main title',
  control: 'group',
  fields: [
    { name: 'title', label: 'Title', control: 'line', limit: characters(36) },
    { name: 'desc', label: 'Description', control: 'line', limit: characters(44) },
  ],
};

const quoteArea: GroupField = {
  name: 'quote_area',
  label: 'Quotation',
  control: 'group',
  fields: [
    { name: 'type', label: 'A click opens', control: 'choice', default: 0, options: nothingUrlOrMiniProgram },
    url,
    appid,
    pagepath,
    { name: 'title', label: 'Quotation title', control: 'line' },
    { name: 'quote_text', label: 'Quoted text', control: 'paragraph' },
  ],
};

const emphasisContent: GroupField = {
  name: 'emphasis_content',
  label: 'Key figure',
  control: 'group',
  fields: [
    { name: 'title', label: 'Figure', control: 'line', limit: characters(14) },
    { name: 'desc', label: 'Figure description', control: 'line', limit: characters(22) },
  ],
};

const horizontalContentList: ListField = {
  name: 'horizontal_content_list',
  label: 'Keys and values',
  control: 'list',
  max: 6,
  fields: [
    {
      name: 'type',
      label: 'Kind of value',
      control: 'choice',
      default: 0,
      options: [
        { value: 0, label: 'Text' },
        { value: 1, label: 'Link' },
        { value: 2, label: 'Attachment' },
        { value: 3, label: 'Member' },
      ],
    },
    { name: 'keyname', label: 'Key', control: 'line', required: true, limit: characters(5) },
    { name: 'value', label: 'Value', control: 'line', limit: characters(30) },
    url,
    {
      name: 'media_id',
      label: 'Media id',
      control: 'id',
      required: true,
      shownWhen: { field: 'type', is: [2] },
    },
    {
      name: 'userid',
      label: 'Member id',
      control: 'id',
      required: true,
      shownWhen: { field: 'type', is: [3] },
    },
  ],
};

const jumpList: ListField = {
  name: 'jump_list',
  label: 'Links below the card',
  control: 'list',
  max: 3,
  fields: [
    { name: 'type', label: 'A click opens', control: 'choice', default: 0, options: nothingUrlOrMiniProgram },
    { name: 'title', label: 'Link text', control: 'line', required: true, limit: characters(18) },
    url,
    appid,
    pagepath,
  ],
};

const cardAction: GroupField = {
  name: 'card_action',
  label: 'A click on the card opens',
  control: 'group',
  required: true,
  fields: [
    {
      name: 'type',
      label: 'A click opens',
      control: 'choice',
      default: 1,
      options: [
        { value: 1, label: 'Link' },
        { value: 2, label: 'Mini program' },
      ],
    },
    url,
    appid,
    pagepath,
  ],
};

export const textNoticeKind: MessageKind = {
  name: 'text_notice',
  msgtype: 'template_card',
  cardType: 'text_notice',
  document: 90236,
  needsCallbackWith: 'action_menu',
  rules: [{ atLeastOne: [['main_title', 'title'], ['sub_title_text']] }],
  fields: [
    source,
    actionMenu,
    mainTitle,
    quoteArea,
    emphasisContent,
    { name: 'sub_title_text', label: 'Sub title', control: 'paragraph', limit: characters(160) },
    horizontalContentList,
    jumpList,
    cardAction,
    {
      name: 'task_id',
      label: 'Task id',
      control: 'id',
      generated: true,
      requiredWith: 'action_menu',
      pattern: /^[0-9A-Za-z_\-@]+$/,
      limit: { max: 128, unit: 'bytes', beyond: 'refused' },
    },
  ],
};
