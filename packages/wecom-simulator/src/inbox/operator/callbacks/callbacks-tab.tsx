import { useCallback, useEffect, useState } from 'react';
import { Alert, Select } from 'antd';
import { readReceivers } from '../../api/control-api';
import type { Callback, Receiver, ReceiverId } from '../../api/wire';
import { useTexts } from '../../texts/use-texts';
import { ReceiverForm } from './receiver-form';
import { receiverName } from './receiver-name';
import { SentCallbacks } from './sent-callbacks';

interface CallbacksTabProps {
  callbacks: readonly Callback[];
  aheadMs: number;
  /** Grows when the corp was changed, and with it perhaps an address. */
  revision: number;
}

/** Who is called back and where, and what was sent. */
export function CallbacksTab({ callbacks, aheadMs, revision }: CallbacksTabProps) {
  const texts = useTexts();
  const [receivers, setReceivers] = useState<readonly Receiver[]>([]);
  const [failure, setFailure] = useState<string>();
  const [chosen, setChosen] = useState<ReceiverId>();

  const read = useCallback(
    () =>
      readReceivers().then(
        (all) => {
          setReceivers(all);
          setFailure(undefined);
        },
        (error: unknown) => setFailure(String(error)),
      ),
    [],
  );
  useEffect(() => void read(), [read, revision]);

  const receiver = receivers.find((one) => one.receiver === chosen) ?? receivers[0];
  if (failure !== undefined) return <Alert type="error" showIcon message={texts.loadFailed(failure)} />;
  if (!receiver) return null;
  return (
    <>
      <p className="hint">{texts.callbacks.explain}</p>
      <section className="operator-section">
        <h3>{texts.callbacks.address}</h3>
        <Select
          className="receiver-select"
          value={receiver.receiver}
          aria-label={texts.callbacks.receiver}
          options={receivers.map((one) => ({ value: one.receiver, label: receiverName(one, texts) }))}
          onChange={setChosen}
        />
        <ReceiverForm key={receiver.receiver} receiver={receiver} aheadMs={aheadMs} onChanged={() => void read()} />
      </section>
      <section className="operator-section">
        <h3>{texts.callbacks.sent}</h3>
        <SentCallbacks callbacks={callbacks} receivers={receivers} aheadMs={aheadMs} />
      </section>
    </>
  );
}
