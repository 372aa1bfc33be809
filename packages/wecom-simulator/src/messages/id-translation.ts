import type { Corp } from '../corp/corp';
import { isJsonObject, type JsonObject } from '../protocol/json';
import type { Visibility } from '../corp/visibility';

/** Texts in which WeCom replaces ids (document 90236), by `msgtype`; `*` steps through a list. */
const fields: Readonly<Record<string, readonly string[]>> = {
  text: ['content'],
  textcard: ['title', 'description'],
  news: ['articles.*.title', 'articles.*.description'],
  mpnews: ['articles.*.title', 'articles.*.digest', 'articles.*.content'],
  miniprogram_notice: ['title', 'description', 'content_item.*.value'],
  template_card: [
    'source.desc',
    'main_title.title',
    'main_title.desc',
    'sub_title_text',
    'horizontal_content_list.*.value',
  ],
};

const placeholder = /\$(userName|userAlias|userAliasOrName|departmentName)=([^$\s]+)\$/g;

/** Replaces `$userName=ID$` and the like in place. An id that is unknown or out of range stays visible as typed. */
export function translateIds(msgtype: string, content: JsonObject, corp: Corp, visibility: Visibility): void {
  const name = (text: string) =>
    text.replace(placeholder, (typed, kind: string, id: string) => lookUp(corp, visibility, kind, id) ?? typed);
  for (const path of fields[msgtype] ?? []) replaceAt(content, path.split('.'), name);
}

function lookUp(corp: Corp, visibility: Visibility, kind: string, id: string): string | undefined {
  if (kind === 'departmentName')
    return visibility.departments.has(Number(id)) ? corp.department(Number(id))?.name : undefined;
  const found = corp.member(id);
  const member = found && visibility.sees(found) ? found : undefined;
  if (kind === 'userAlias') return member?.alias;
  return kind === 'userAliasOrName' ? (member?.alias ?? member?.name) : member?.name;
}

function replaceAt(target: unknown, [step, ...rest]: readonly string[], change: (text: string) => string): void {
  if (step === undefined) return;
  if (step === '*') {
    if (Array.isArray(target)) for (const item of target) replaceAt(item, rest, change);
    return;
  }
  if (!isJsonObject(target)) return;
  const value = target[step];
  if (rest.length > 0) replaceAt(value, rest, change);
  else if (typeof value === 'string') target[step] = change(value);
}
