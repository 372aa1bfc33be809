import type { JsonObject } from '../protocol/json';
import type { XmlRecord, XmlValue } from './xml';

/** Names that are not simply CamelCase for snake_case (documents 90236 and 90241). */
const irregular: Readonly<Record<string, string>> = {
  KeyName: 'keyname',
  AppId: 'appid',
  Appid: 'appid',
  PagePath: 'pagepath',
  UserId: 'userid',
  CheckBox: 'checkbox',
  PicUrl: 'picurl',
};

const lists: ReadonlySet<string> = new Set([
  'action_list',
  'horizontal_content_list',
  'jump_list',
  'vertical_content_list',
  'button_list',
  'option_list',
  'select_list',
]);
const numbers: ReadonlySet<string> = new Set(['type', 'desc_color', 'style', 'mode', 'aspect_ratio']);
const switches: ReadonlySet<string> = new Set(['is_checked', 'disable']);

/** What a reply writes, in the names and types of `message/send`. */
export function fieldsFromXml(elements: XmlRecord): JsonObject {
  return Object.fromEntries(
    Object.entries(elements).map(([name, value]) => {
      const wireName = irregular[name] ?? snakeCase(name);
      return [wireName, valueOf(wireName, value)];
    }),
  );
}

const snakeCase = (name: string): string => name.replace(/(?!^)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();

function valueOf(name: string, value: XmlValue): unknown {
  if (lists.has(name)) return [value].flat(1).map((item) => valueOf('', item));
  if (typeof value === 'object' && !Array.isArray(value)) return fieldsFromXml(value as XmlRecord);
  if (numbers.has(name)) return Number(value);
  return switches.has(name) ? value === 'true' || value === '1' : value;
}
