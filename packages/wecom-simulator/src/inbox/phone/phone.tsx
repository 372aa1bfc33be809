import { useRef, useState, type ReactNode } from 'react';
import type { Callback, InboxMessage, Member, Seed } from '../api/wire';
import { conversationsOf } from '../state/selectors';
import type { ThemeName } from '../state/preferences';
import { useNow } from '../state/use-now';
import { useLanguage } from '../texts/use-texts';
import { Conversation } from './conversation';
import { ConversationList } from './conversation-list';
import { LinkSheet } from './link-sheet';
import { clockTime } from './message-time';

interface PhoneProps {
  seed: Seed;
  member: Member | undefined;
  inbox: readonly InboxMessage[] | undefined;
  agentId: number | undefined;
  callbacks: readonly Callback[];
  unread: Readonly<Record<string, number>>;
  aheadMs: number;
  theme: ThemeName;
  /** Whether this browser is the member's WeCom: links then open without a question. */
  isBrowserMember: boolean;
  onOpen: (agentId: number | undefined) => void;
}

/** One member's phone: the list of conversations, or one of them. */
export function Phone(props: PhoneProps) {
  const { seed, member, inbox, agentId, callbacks, unread, aheadMs, theme, isBrowserMember, onOpen } = props;
  const { locale, texts } = useLanguage();
  const now = useNow(aheadMs);
  /** After a tap the tapped thing is gone, so the next screen takes the focus; when the page opens it does not. */
  const tapped = useRef(false);
  const open = (chosen: number | undefined) => {
    tapped.current = true;
    onOpen(chosen);
  };
  const [link, setLink] = useState<string>();
  const openLink = (url: string) => {
    if (isBrowserMember) window.open(url, '_blank', 'noopener,noreferrer');
    else setLink(url);
  };
  const screen = (): ReactNode => {
    if (!member)
      return <p className="phone-empty">{seed.members.length > 0 ? texts.phone.noMember : texts.phone.noMembers}</p>;
    if (!inbox) return null;
    const conversations = conversationsOf(seed, member, inbox);
    const opened = conversations.find(({ agent }) => agent.agentId === agentId);
    if (opened) {
      return (
        <Conversation
          key={`${member.userid}/${opened.agent.agentId}`}
          seed={seed}
          member={member}
          conversation={opened}
          callbacks={callbacks}
          now={now}
          theme={theme}
          takeFocus={tapped.current}
          onBack={() => open(undefined)}
          onOpenLink={openLink}
        />
      );
    }
    return (
      <ConversationList
        conversations={conversations}
        userid={member.userid}
        unread={unread}
        now={now}
        takeFocus={tapped.current}
        onOpen={open}
      />
    );
  };
  return (
    <section className="phone" aria-label={texts.phone.label(member?.name ?? '–')}>
      <div className="phone-status" aria-hidden="true">
        <span>{clockTime(now, locale)}</span>
        <span className="phone-island" />
        <span className="phone-signals">
          <svg viewBox="0 0 18 12" width="18" height="12" fill="currentColor">
            <rect x="0" y="8" width="3" height="4" rx="1" />
            <rect x="5" y="5.5" width="3" height="6.5" rx="1" />
            <rect x="10" y="3" width="3" height="9" rx="1" />
            <rect x="15" y="0" width="3" height="12" rx="1" />
          </svg>
          <svg viewBox="0 0 26 12" width="26" height="12" fill="none" stroke="currentColor">
            <rect x=".5" y=".5" width="22" height="11" rx="3.5" opacity=".5" />
            <rect x="2" y="2" width="17" height="8" rx="2" fill="currentColor" stroke="none" />
            <path d="M24.5 4.2v3.6" strokeWidth="1.6" strokeLinecap="round" opacity=".5" />
          </svg>
        </span>
      </div>
      <div className="phone-screen">{screen()}</div>
      <div className="phone-home" aria-hidden="true" />
      {link !== undefined && member && <LinkSheet url={link} member={member} onClose={() => setLink(undefined)} />}
    </section>
  );
}
