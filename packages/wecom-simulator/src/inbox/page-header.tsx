import { Badge, Segmented } from 'antd';
import { MoonOutlined, SunOutlined } from '@ant-design/icons';
import type { InboxState } from './state/inbox-state';
import type { Preferences } from './state/preferences';
import { useTexts } from './texts/use-texts';

interface PageHeaderProps {
  preferences: Preferences;
  connection: InboxState['connection'];
  corpName: string | undefined;
}

const dots = { live: 'success', connecting: 'processing', lost: 'error' } as const;

export function PageHeader({ preferences, connection, corpName }: PageHeaderProps) {
  const texts = useTexts();
  return (
    <header className="page-header">
      <h1>
        {texts.title}
        {corpName && <span className="page-corp">{corpName}</span>}
      </h1>
      <span role="status">
        <Badge status={dots[connection]} text={texts.connection[connection]} />
      </span>
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
    </header>
  );
}
