import { useTranslation } from 'react-i18next';
import { PKG } from '../constants';

/** Our texts by their English wording, in the language of the interface. */
export function useT() {
  const { t, i18n } = useTranslation([PKG, 'client'], { nsMode: 'fallback' });
  return { t: t as (key: string, params?: Record<string, string | number>) => string, language: i18n.language };
}
