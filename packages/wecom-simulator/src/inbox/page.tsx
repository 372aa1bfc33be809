import { useEffect, useState } from 'react';
import { App as AntApp, Alert, Button, ConfigProvider, Drawer, Segmented, Spin } from 'antd';
import { UserOutlined } from '@ant-design/icons';
import { summarizeMessage } from '@openwecom/message-view';
import { antLocales, antThemes } from './ant-theme';
import { MemberList } from './members/member-list';
import { OperatorPanel } from './operator/operator-panel';
import { PageHeader } from './page-header';
import { BrowserSwitch } from './phone/browser-switch';
import { Phone } from './phone/phone';
import { usePreferences } from './state/preferences';
import { findMember } from './state/selectors';
import { useBrowserMember } from './state/use-browser-member';
import { useInbox } from './state/use-inbox';
import { useMediaQuery } from './state/use-media-query';
import { LanguageProvider, textsByLocale } from './texts/use-texts';

export function Page() {
  const preferences = usePreferences();
  const { locale, theme } = preferences;
  const texts = textsByLocale[locale];
  const { state, failure, reload, show, revision } = useInbox();
  const browser = useBrowserMember();
  const { seed, arrived } = state;
  const wide = useMediaQuery('(min-width: 1080px)');
  const narrow = useMediaQuery('(max-width: 719px)');
  const [view, setView] = useState<'phone' | 'operator'>('phone');
  const [choosing, setChoosing] = useState(false);

  const member = seed && findMember(seed, state.userid);
  const arrivedAgent = seed?.agents.find((agent) => agent.agentId === arrived?.agentid);
  const title = member ? `${member.name} – ${texts.title}` : texts.title;
  useEffect(() => {
    document.title = title;
  }, [title]);
  const choose = (userid: string) => {
    setChoosing(false);
    show(userid);
  };
  const members = seed && <MemberList seed={seed} userid={member?.userid} unread={state.unread} onChoose={choose} />;
  return (
    <LanguageProvider value={{ locale, texts }}>
      <ConfigProvider locale={antLocales[locale]} theme={antThemes[theme]}>
        <AntApp className="page" message={{ maxCount: 1 }}>
          <PageHeader preferences={preferences} connection={state.connection} corpName={seed?.corpName} />
          {failure && (
            <Alert
              type="error"
              showIcon
              message={texts.loadFailed(failure)}
              action={<Button onClick={reload}>{texts.retry}</Button>}
            />
          )}
          {!seed && !failure && <Spin className="page-loading" />}
          {seed && (
            <main className="page-main">
              {narrow && (
                <Segmented
                  block
                  aria-label={texts.views.label}
                  value={view}
                  onChange={setView}
                  options={(['phone', 'operator'] as const).map((value) => ({ value, label: texts.views[value] }))}
                />
              )}
              {wide && members}
              {(!narrow || view === 'phone') && (
                <div className="page-phone">
                  {!wide && (
                    <Button block icon={<UserOutlined aria-hidden />} onClick={() => setChoosing(true)}>
                      {member ? texts.members.chosen(member.name) : texts.members.choose}
                    </Button>
                  )}
                  {member && <BrowserSwitch member={member} browser={browser} />}
                  <Phone
                    key={member?.userid}
                    seed={seed}
                    member={member}
                    inbox={state.inbox}
                    agentId={state.agentId}
                    callbacks={state.callbacks}
                    unread={state.unread}
                    aheadMs={state.aheadMs}
                    theme={theme}
                    isBrowserMember={member !== undefined && browser.userid === member.userid}
                    onOpen={(agentId) => show(member?.userid, agentId)}
                  />
                </div>
              )}
              {(!narrow || view === 'operator') && <OperatorPanel seed={seed} state={state} revision={revision} />}
            </main>
          )}
          <Drawer
            open={choosing && !wide}
            placement="left"
            width={320}
            title={texts.members.choose}
            aria-label={texts.members.choose}
            onClose={() => setChoosing(false)}
          >
            {members}
          </Drawer>
          <div className="visually-hidden" role="status" aria-live="polite">
            {arrived && arrivedAgent && texts.phone.arrived(arrivedAgent.name, summarizeMessage(arrived.body, locale))}
          </div>
        </AntApp>
      </ConfigProvider>
    </LanguageProvider>
  );
}
