import { useState } from 'react';
import { Select } from 'antd';
import type { Callback, Receiver, ReceiverId } from '../../api/wire';
import { useNow } from '../../state/use-now';
import { Tag } from '../../tag';
import { useLanguage } from '../../texts/use-texts';
import { operatorTime } from '../operator-time';
import { CallbackDetails } from './callback-details';
import { callbackKind } from './callback-kind';
import { receiverName } from './receiver-name';

interface SentCallbacksProps {
  callbacks: readonly Callback[];
  receivers: readonly Receiver[];
  aheadMs: number;
}

const tones = { sending: 'plain', delivered: 'good', failed: 'bad' } as const;
const EVERYBODY = 'everybody';

export function SentCallbacks({ callbacks, receivers, aheadMs }: SentCallbacksProps) {
  const { locale, texts } = useLanguage();
  const now = useNow(aheadMs);
  const [wanted, setWanted] = useState<ReceiverId | typeof EVERYBODY>(EVERYBODY);
  const [selected, setSelected] = useState<number>();
  if (callbacks.length === 0) return <p className="hint">{texts.callbacks.noneSent}</p>;

  const shown = callbacks.filter(({ receiver }) => wanted === EVERYBODY || receiver === wanted).reverse();
  const nameOf = (id: ReceiverId) => {
    const receiver = receivers.find((one) => one.receiver === id);
    return receiver ? receiverName(receiver, texts) : String(id);
  };
  return (
    <>
      <Select
        className="receiver-select"
        value={wanted}
        aria-label={texts.callbacks.to}
        options={[
          { value: EVERYBODY, label: texts.callbacks.everybody },
          ...receivers.map((one) => ({ value: one.receiver, label: receiverName(one, texts) })),
        ]}
        onChange={setWanted}
      />
      {shown.length === 0 && <p className="hint">{texts.callbacks.noMatch}</p>}
      <ul className="calls" aria-label={texts.callbacks.list}>
        {shown.map((callback) => {
          const { id, at, receiver, state, attempts } = callback;
          const isOpen = id === selected;
          return (
            <li key={id}>
              <button
                type="button"
                className="call-row"
                aria-expanded={isOpen}
                onClick={() => setSelected(isOpen ? undefined : id)}
              >
                <span className="call-time">{operatorTime(at, now, locale)}</span>
                <span className="call-path">
                  {callbackKind(callback)} <span className="call-method">{nameOf(receiver)}</span>
                </span>
                <span className="call-outcome">
                  {attempts.length > 1 && <Tag tone="warning">{texts.callbacks.attempts(attempts.length)}</Tag>}
                  <Tag tone={tones[state]}>{texts.callbacks.states[state]}</Tag>
                </span>
              </button>
              {isOpen && <CallbackDetails callback={callback} />}
            </li>
          );
        })}
      </ul>
    </>
  );
}
