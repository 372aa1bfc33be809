import { Segmented } from 'antd';
import { MoonOutlined, SunOutlined } from '@ant-design/icons';
import type { Preferences } from './state/preferences';
import { useTexts } from './texts/use-texts';

/** Language and theme. */
export function PreferenceSwitches({ preferences }: { preferences: Preferences }) {
  const texts = useTexts();
  return (
    <>
      <Segmented
        aria-label={texts.language}
        value={preferences.locale}
        onChange={preferences.setLocale}
        options={[
          { value: 'en-US' as const, label: <span lang="en">EN</span> },
          { value: 'zh-CN' as const, label: <span lang="zh-CN">中文</span> },
        ]}
      />
      <Segmented
        aria-label={texts.theme.label}
        value={preferences.theme}
        onChange={preferences.setTheme}
        options={[
          { value: 'light' as const, icon: <SunOutlined aria-label={texts.theme.light} /> },
          { value: 'dark' as const, icon: <MoonOutlined aria-label={texts.theme.dark} /> },
        ]}
      />
    </>
  );
}
