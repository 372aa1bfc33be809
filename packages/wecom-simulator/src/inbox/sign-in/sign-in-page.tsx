import { App as AntApp, ConfigProvider } from 'antd';
import { antLocales, antThemes } from '../ant-theme';
import { PreferenceSwitches } from '../preference-switches';
import { usePreferences } from '../state/preferences';
import { LanguageProvider, textsByLocale } from '../texts/use-texts';
import { localeOf } from './address';
import type { PageName } from './sign-in-api';
import { SignIn } from './sign-in';

interface SignInPageProps {
  page: PageName;
  /** As in the address, with or without the question mark. */
  query: string;
}

/** WeCom's page inside its own browser, and its QR page. */
export function SignInPage({ page, query }: SignInPageProps) {
  const preferences = usePreferences(localeOf(query));
  const { locale, theme } = preferences;
  const texts = textsByLocale[locale];
  return (
    <LanguageProvider value={{ locale, texts }}>
      <ConfigProvider locale={antLocales[locale]} theme={antThemes[theme]}>
        <AntApp className="sign-in-page">
          <header className="sign-in-bar">
            <span>{texts.title}</span>
            <PreferenceSwitches preferences={preferences} />
          </header>
          <SignIn page={page} query={query} />
        </AntApp>
      </ConfigProvider>
    </LanguageProvider>
  );
}
