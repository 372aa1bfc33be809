import { createContext, useContext } from 'react';
import type { Locale } from '@openwecom/message-view';
import { enUS } from './en-us';
import type { Texts } from './texts';
import { zhCN } from './zh-cn';

export const textsByLocale: Readonly<Record<Locale, Texts>> = { 'zh-CN': zhCN, 'en-US': enUS };

export interface Language {
  locale: Locale;
  texts: Texts;
}

const LanguageContext = createContext<Language>({ locale: 'en-US', texts: enUS });

export const LanguageProvider = LanguageContext.Provider;

export const useLanguage = (): Language => useContext(LanguageContext);

export const useTexts = (): Texts => useLanguage().texts;
