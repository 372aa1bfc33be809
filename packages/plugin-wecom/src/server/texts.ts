import type { Application } from '@nocobase/server';
import enUS from '../locale/en-US.json';
import { PKG } from '../constants';
import type { RequestContext } from './request-context';

/** The texts of the server; that they exist in every language is checked by a test. */
export type TextKey = Extract<keyof typeof enUS, `server.${string}`>;

export type Translate = (key: TextKey, params?: Readonly<Record<string, string | number>>) => string;

/** The two languages we write in. */
export type Language = 'en-US' | 'zh-CN';

export interface Texts {
  t: Translate;
  language: Language;
}

/** Texts are shown as text, so i18next's HTML escaping would be seen. Languages we have no texts in get the English ones. */
const options = (key: TextKey) => ({ ns: PKG, interpolation: { escapeValue: false }, defaultValue: enUS[key] });

/** In the language of the request. */
export function requestTexts(ctx: Pick<RequestContext, 't' | 'getCurrentLocale'>): Texts {
  return { t: (key, params) => ctx.t(key, { ...options(key), ...params }), language: ours(ctx.getCurrentLocale()) };
}

/** In the language of the system, for what no request asks for: the rows of the notification log. */
export async function systemTexts(app: Application): Promise<Texts> {
  const settings = (await app.db.getRepository('systemSettings')?.findOne()) as SystemSettings | null | undefined;
  const locale = settings?.enabledLanguages?.[0] ?? settings?.appLang ?? app.i18n.language;
  await app.localeManager.loadResourcesByLang(locale);
  return { t: (key, params) => app.i18n.t(key, { lng: locale, ...options(key), ...params }), language: ours(locale) };
}

interface SystemSettings {
  appLang?: string | null;
  enabledLanguages?: string[] | null;
}

function ours(locale: string): Language {
  return locale.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en-US';
}
