import { Badge } from 'antd';
import { PreferenceSwitches } from './preference-switches';
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
      <PreferenceSwitches preferences={preferences} />
    </header>
  );
}
