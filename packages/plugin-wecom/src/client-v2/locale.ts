import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { PKG } from '../constants';

/** Our texts by their English wording, in the language of the interface. */
export function useT() {
  const { t: translate, i18n } = useTranslation([PKG, 'client'], { nsMode: 'fallback' });
  const t = useCallback(
    (key: string, params?: Record<string, string | number>): string =>
      // React escapes what it shows; twice would show the escapes.
      translate(key, { ...params, interpolation: { escapeValue: false } }),
    [translate],
  );
  return { t, language: i18n.language };
}
