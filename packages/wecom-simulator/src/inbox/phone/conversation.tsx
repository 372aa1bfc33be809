import { useEffect, useRef } from 'react';
import { AppstoreOutlined, LeftOutlined } from '@ant-design/icons';
import { MessageView } from '@openwecom/message-view';
import { mediaUrl } from '../api/control-api';
import type { Agent, Callback, InboxMessage, Member, Seed } from '../api/wire';
import type { ThemeName } from '../state/preferences';
import type { Conversation as ConversationData } from '../state/selectors';
import { timelineOf, type TimelineItem } from '../state/timeline';
import { useLanguage } from '../texts/use-texts';
import { AppLogo } from './app-logo';
import { Composer } from './composer';
import { messageTime } from './message-time';
import { useAnswering, type Answering } from './use-answering';

/** A time is written above a message that follows the one before by more than this. */
const PAUSE_MS = 5 * 60_000;

interface ConversationProps {
  seed: Seed;
  member: Member;
  conversation: ConversationData;
  callbacks: readonly Callback[];
  now: number;
  theme: ThemeName;
  takeFocus: boolean;
  onBack: () => void;
  onOpenLink: (url: string) => void;
}

export function Conversation(props: ConversationProps) {
  const { seed, member, conversation, callbacks, now, theme, takeFocus, onBack, onOpenLink } = props;
  const { locale, texts } = useLanguage();
  const { agent } = conversation;
  const back = useRef<HTMLButtonElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const items = timelineOf(conversation.messages, callbacks, agent.agentId, member.userid);
  const lastKey = items.at(-1)?.key;
  const answering = useAnswering(seed, agent, member);

  useEffect(() => {
    if (takeFocus) back.current?.focus();
  }, [takeFocus]);
  useEffect(() => {
    // The style sheet lays it out from below, so that the end stays in view while pictures load; 0 is the end.
    if (scroller.current) scroller.current.scrollTop = 0;
  }, [lastKey]);

  const startsNewTime = ({ at }: TimelineItem, index: number): boolean =>
    at - (items[index - 1]?.at ?? -Infinity) > PAUSE_MS;
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
          {items.length === 0 && <p className="phone-empty">{texts.phone.noMessages}</p>}
          <ol>
            {items.map((item, index) => (
              <li key={item.key}>
                {startsNewTime(item, index) && (
                  <div className="message-note">{messageTime(item.at, now, locale, texts.phone.yesterday)}</div>
                )}
                {'message' in item ? (
                  <Received
                    agent={agent}
                    message={item.message}
                    theme={theme}
                    answering={answering}
                    onOpenLink={onOpenLink}
                  />
                ) : (
                  <Said member={member} item={item} />
                )}
              </li>
            ))}
          </ol>
        </div>
      </div>
      {answering && (
        <Composer
          agent={agent}
          onSay={answering.say}
          onTap={(leaf) => {
            answering.tap(leaf);
            if (leaf.url !== undefined) onOpenLink(leaf.url);
          }}
        />
      )}
    </>
  );
}

interface ReceivedProps {
  agent: Agent;
  message: InboxMessage;
  theme: ThemeName;
  answering: Answering | undefined;
  onOpenLink: (url: string) => void;
}

function Received({ agent, message, theme, answering, onOpenLink }: ReceivedProps) {
  const { locale, texts } = useLanguage();
  if (message.state === 'recalled') return <div className="message-note">{texts.phone.recalled(agent.name)}</div>;
  return (
    <div className="message">
      <AppLogo agent={agent} size={36} />
      <div className="message-content">
        <MessageView
          // A card that was replaced begins anew.
          key={JSON.stringify(message.body)}
          message={message.body}
          locale={locale}
          theme={theme}
          mediaUrl={mediaUrl}
          onOpenLink={onOpenLink}
          onCardPress={answering && (({ key, selected }) => answering.press(message, key, selected))}
          onMenuAction={answering && (({ key }) => answering.press(message, key))}
        />
      </div>
    </div>
  );
}

function Said({ member, item }: { member: Member; item: Extract<TimelineItem, { said: string }> }) {
  const { texts } = useLanguage();
  return (
    <div className="message message-said">
      <div className="said">
        <span className="visually-hidden">{texts.phone.saidBy(member.name)}</span>
        {item.said}
      </div>
      {item.state === 'failed' && <div className="said-failed">{texts.phone.notReceived}</div>}
    </div>
  );
}
