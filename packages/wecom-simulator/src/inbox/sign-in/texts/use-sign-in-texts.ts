import type { Locale } from '@openwecom/message-view';
import { useLanguage } from '../../texts/use-texts';
import { enUS } from './en-us';
import type { SignInTexts } from './texts';
import { zhCN } from './zh-cn';

const textsByLocale: Readonly<Record<Locale, SignInTexts>> = { 'zh-CN': zhCN, 'en-US': enUS };

export const useSignInTexts = (): SignInTexts => textsByLocale[useLanguage().locale];
