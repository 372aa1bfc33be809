import enUS from '../../locale/en-US.json';
import zhCN from '../../locale/zh-CN.json';
import type { Language, TextKey, Texts } from '../texts';

/** Our texts without a host. */
export function textsIn(language: Language): Texts {
  const all: Readonly<Record<TextKey, string>> = language === 'zh-CN' ? zhCN : enUS;
  return {
    language,
    t: (key, params = {}) => all[key].replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name] ?? '')),
  };
}
