import enUS from '../../locale/en-US.json';

const texts = enUS as Record<string, string>;

/** Stands in for the host's translations: our texts, in English. */
const t = (key: string, params: Record<string, unknown> = {}) =>
  (texts[key] ?? `missing: ${key}`).replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name]));

export const useTranslation = () => ({ t, i18n: { language: 'en-US' } });
