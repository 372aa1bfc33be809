/**
 * How a message kind is described, once, as data. The description draws the form, counts in it, validates on the server and
 * generates the reference table in the docs. Nothing here knows a browser or a server.
 */

/** A limit in the unit WeCom counts in. */
export interface Limit {
  max: number;
  /** `bytes` of UTF-8, or `characters` as a reader sees them: one 汉字 or one emoji, however many code points it has. */
  unit: 'bytes' | 'characters';
  /** What WeCom does beyond it: cuts silently, refuses with an errcode, or shows an ellipsis (the limit is a recommendation). */
  beyond: 'cut' | 'refused' | 'ellipsis';
}

/** True when the sibling field `field` holds one of `is`. A sibling without a value counts as its default. */
export interface Condition {
  field: string;
  is: readonly (string | number)[];
}

interface FieldBase {
  /** WeCom's own name of the field, on the wire. */
  name: string;
  /** Key of the label in the locale files. */
  label: string;
  required?: boolean;
  /** Shown and validated only then. Without it: always. */
  shownWhen?: Condition;
}

export interface TextField extends FieldBase {
  /**
   * `line` and `paragraph` hold text with variables; `textcard` a paragraph with the three styles of a text card; `markdown`
   * WeCom's subset of it; `url` a link that must carry http:// or https://; `id` an identifier such as a mini program's appid.
   */
  control: 'line' | 'paragraph' | 'textcard' | 'markdown' | 'url' | 'id';
  limit?: Limit;
  /** Made by us when the message is sent; not shown in a form. */
  generated?: boolean;
  /** Allowed characters, when WeCom restricts them. */
  pattern?: RegExp;
  /** Required as soon as this sibling field has a value. */
  requiredWith?: string;
}

export interface ChoiceField extends FieldBase {
  control: 'choice';
  options: readonly { value: number | string; label: string }[];
  default: number | string;
}

export interface GroupField extends FieldBase {
  control: 'group';
  fields: readonly Field[];
}

export interface ListField extends FieldBase {
  control: 'list';
  max: number;
  min?: number;
  /** Names of the item's fields whose value may not repeat in the list. */
  unique?: readonly string[];
  /** Fields of one item. */
  fields: readonly Field[];
}

export type Field = TextField | ChoiceField | GroupField | ListField;

/** At least one of these paths (from the body of the kind) needs a value. */
export interface AtLeastOne {
  atLeastOne: readonly (readonly string[])[];
}

export type MessageKindName = 'text' | 'textcard' | 'markdown' | 'text_notice';

export interface MessageKind {
  name: MessageKindName;
  /** `msgtype` on the wire; the body stands under a property of the same name. */
  msgtype: 'text' | 'textcard' | 'markdown' | 'template_card';
  /** `card_type` on the wire, for template cards. */
  cardType?: 'text_notice';
  fields: readonly Field[];
  rules?: readonly AtLeastOne[];
  /** WeCom needs the app to have a callback URL (43012) as soon as the body has a value here. */
  needsCallbackWith?: string;
  /** WeCom's document, https://developer.work.weixin.qq.com/document/path/<number>. */
  document: number;
}
