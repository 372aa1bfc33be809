import { useEffect, useRef } from 'react';
import { AppstoreOutlined, LeftOutlined } from '@ant-design/icons';
import { MessageView } from '@openwecom/message-view';
import { mediaUrl } from '../api/control-api';
import type { InboxMessage } from '../api/wire';
import type { ThemeName } from '../state/preferences';
import type { Conversation as ConversationData } from '../state/selectors';
import { useLanguage } from '../texts/use-texts';
import { AppLogo } from './app-logo';
import { messageTime } from './message-time';

/** A time is written above a message that follows the one before by more than this. */
const PAUSE_MS = 5 * 60_000;

interface ConversationProps {
  conversation: ConversationData;
  now: number;
  theme: ThemeName;
  takeFocus: boolean;
  onBack: () => void;
  onOpenLink: (url: string) => void;
}

export function Conversation({ conversation, now, theme, takeFocus, onBack, onOpenLink }: ConversationProps) {
  const { locale, texts } = useLanguage();
  const { agent, messages } = conversation;
  const back = useRef<HTMLButtonElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const lastId = messages.at(-1)?.id;

  useEffect(() => {
    if (takeFocus) back.current?.focus();
  }, [takeFocus]);
  useEffect(() => {
    // The style sheet lays it out from below, so that the end stays in view while pictures load; 0 is the end.
    if (scroller.current) scroller.current.scrollTop = 0;
  }, [lastId]);

  const startsNewTime = (message: InboxMessage, index: number): boolean =>
    message.sentAt - (messages[index - 1]?.sentAt ?? -Infinity) > PAUSE_MS;
  return (
    <>
      <header className="phone-bar">
        <button ref={back} type="button" className="phone-back" aria-label={texts.phone.back} onClick={onBack}>
          <LeftOutlined aria-hidden />
        </button>
        <h2>{agent.name}</h2>
        {agent.homeUrl !== undefined && (
          <button
            type="button"
            className="phone-home-link"
            aria-label={texts.phone.home(agent.name)}
            onClick={() => onOpenLink(agent.homeUrl ?? '')}
          >
            <AppstoreOutlined aria-hidden />
          </button>
        )}
      </header>
      <div ref={scroller} className="messages" role="region" aria-label={agent.name} tabIndex={0}>
        <div className="messages-content">
          {messages.length === 0 && <p className="phone-empty">{texts.phone.noMessages}</p>}
          <ol>
            {messages.map((message, index) => (
              <li key={message.id}>
                {startsNewTime(message, index) && (
                  <div className="message-note">{messageTime(message.sentAt, now, locale, texts.phone.yesterday)}</div>
                )}
                {message.state === 'recalled' ? (
                  <div className="message-note">{texts.phone.recalled(agent.name)}</div>
                ) : (
                  <div className="message">
                    <AppLogo agent={agent} size={36} />
                    <div className="message-content">
                      <MessageView
                        message={message.body}
                        locale={locale}
                        theme={theme}
                        mediaUrl={mediaUrl}
                        onOpenLink={onOpenLink}
                      />
                    </div>
                  </div>
                )}
              </li>
            ))}
          </ol>
        </div>
      </div>
    </>
  );
}
