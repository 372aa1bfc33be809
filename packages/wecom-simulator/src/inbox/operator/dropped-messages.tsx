import { summarizeMessage } from '@openwecom/message-view';
import type { Seed } from '../api/wire';
import { findMember, type DroppedMessage } from '../state/selectors';
import { useNow } from '../state/use-now';
import { describeNote } from '../texts/describe-note';
import { useLanguage } from '../texts/use-texts';
import { operatorTime } from './operator-time';

interface DroppedMessagesProps {
  seed: Seed;
  dropped: readonly DroppedMessage[];
  aheadMs: number;
}

export function DroppedMessages({ seed, dropped, aheadMs }: DroppedMessagesProps) {
  const { locale, texts } = useLanguage();
  const now = useNow(aheadMs);
  if (dropped.length === 0) return <p className="hint">{texts.dropped.none}</p>;
  return (
    <>
      <p className="hint">{texts.dropped.explain}</p>
      <ul className="dropped">
        {dropped.map(({ message, userid, reason }) => (
          <li key={`${message.id}/${userid}`}>
            <div className="dropped-head">
              <span className="call-time">{operatorTime(message.sentAt, now, locale)}</span>
              <strong>{seed.agents.find((agent) => agent.agentId === message.agentid)?.name ?? message.agentid}</strong>
              <span>{texts.dropped.to(findMember(seed, userid)?.name ?? userid)}</span>
            </div>
            <div className="dropped-summary">{summarizeMessage(message.body, locale)}</div>
            <div className="dropped-reason">{describeNote(texts, reason)}</div>
          </li>
        ))}
      </ul>
    </>
  );
}
