import { useEffect, useRef } from 'react';
import { summarizeMessage } from '@openwecom/message-view';
import { unreadKey } from '../state/inbox-state';
import type { Conversation } from '../state/selectors';
import { useLanguage } from '../texts/use-texts';
import { AppLogo } from './app-logo';
import { messageTime } from './message-time';

interface ConversationListProps {
  conversations: readonly Conversation[];
  userid: string;
  unread: Readonly<Record<string, number>>;
  now: number;
  takeFocus: boolean;
  onOpen: (agentId: number) => void;
}

export function ConversationList({ conversations, userid, unread, now, takeFocus, onOpen }: ConversationListProps) {
  const { locale, texts } = useLanguage();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takeFocus) heading.current?.focus();
  }, [takeFocus]);

  const summary = ({ agent, messages }: Conversation): string => {
    const last = messages.at(-1);
    if (!last) return texts.phone.noMessagesHint;
    return last.state === 'recalled' ? texts.phone.recalled(agent.name) : summarizeMessage(last.body, locale);
  };
  return (
    <>
      <header className="phone-bar phone-bar-list">
        <h2 ref={heading} tabIndex={-1}>
          {texts.phone.conversations}
        </h2>
      </header>
      {conversations.length === 0 && <p className="phone-empty">{texts.phone.noApps}</p>}
      <ul className="conversations">
        {conversations.map((conversation) => {
          const { agent, messages } = conversation;
          const count = unread[unreadKey(userid, agent.agentId)] ?? 0;
          const last = messages.at(-1);
          return (
            <li key={agent.agentId}>
              <button type="button" className="conversation-row" onClick={() => onOpen(agent.agentId)}>
                <span className="conversation-logo">
                  <AppLogo agent={agent} size={46} />
                  {count > 0 && (
                    <span className="unread" role="img" aria-label={texts.members.unread(count)}>
                      {count > 99 ? '99+' : count}
                    </span>
                  )}
                </span>
                <span className="conversation-text">
                  <span className="conversation-head">
                    <span className="conversation-name">{agent.name}</span>
                    {last && (
                      <span className="conversation-time">
                        {messageTime(last.sentAt, now, locale, texts.phone.yesterday)}
                      </span>
                    )}
                  </span>
                  <span className="conversation-summary">{summary(conversation)}</span>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </>
  );
}
