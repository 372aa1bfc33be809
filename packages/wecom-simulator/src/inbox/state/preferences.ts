import { useCallback, useEffect, useState } from 'react';
import type { Locale } from '@openwecom/message-view';

export type ThemeName = 'light' | 'dark';

export interface Preferences {
  locale: Locale;
  theme: ThemeName;
  setLocale: (locale: Locale) => void;
  setTheme: (theme: ThemeName) => void;
}

/**
 * Language and theme: as chosen here before, else as the browser says.
 *
 * @param asked a language that goes before both, until another is chosen
 */
export function usePreferences(asked?: Locale): Preferences {
  const [locale, setLocale] = useStored<Locale>('openwecom-inbox-locale', ['zh-CN', 'en-US'], browserLocale, asked);
  const [theme, setTheme] = useStored<ThemeName>('openwecom-inbox-theme', ['light', 'dark'], browserTheme);
  useEffect(() => {
    document.documentElement.lang = locale;
    document.documentElement.dataset.theme = theme;
  }, [locale, theme]);
  return { locale, theme, setLocale, setTheme };
}

const browserLocale = (): Locale => (navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en-US');

const browserTheme = (): ThemeName => (window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');

function useStored<Value extends string>(key: string, allowed: readonly Value[], fallback: () => Value, asked?: Value) {
  const [value, setValue] = useState<Value>(() => {
    const stored = localStorage.getItem(key);
    return asked ?? allowed.find((candidate) => candidate === stored) ?? fallback();
  });
  const choose = useCallback(
    (chosen: Value) => {
      localStorage.setItem(key, chosen);
      setValue(chosen);
    },
    [key],
  );
  return [value, choose] as const;
}
