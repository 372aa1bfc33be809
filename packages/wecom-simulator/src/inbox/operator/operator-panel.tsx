import type { InboxState } from '../state/inbox-state';
import type { Seed } from '../api/wire';
import { droppedOf } from '../state/selectors';
import { useTexts } from '../texts/use-texts';
import { AgentSettings } from './agent-settings';
import { CallbacksTab } from './callbacks/callbacks-tab';
import { CallLog } from './call-log';
import { ClockForm } from './clock-form';
import { ContactsTab } from './contacts/contacts-tab';
import { DroppedMessages } from './dropped-messages';
import { FaultForm } from './fault-form';
import { ResetButton } from './reset-button';
import { Tabs } from './tabs';

interface OperatorPanelProps {
  seed: Seed;
  state: InboxState;
  /** Grows whenever the corp was read again. */
  revision: number;
}

/** What only the operator of WeCom would see and do. */
export function OperatorPanel({ seed, state, revision }: OperatorPanelProps) {
  const { operator } = useTexts();
  const dropped = droppedOf(state.messages);
  const tabs = [
    { key: 'calls', label: operator.calls, content: <CallLog calls={state.calls} aheadMs={state.aheadMs} /> },
    {
      key: 'callbacks',
      label: operator.callbacks,
      content: <CallbacksTab callbacks={state.callbacks} aheadMs={state.aheadMs} revision={revision} />,
    },
    {
      key: 'dropped',
      label: operator.dropped,
      count: dropped.length,
      content: <DroppedMessages seed={seed} dropped={dropped} aheadMs={state.aheadMs} />,
    },
    { key: 'contacts', label: operator.contacts, content: <ContactsTab seed={seed} /> },
    {
      key: 'faults',
      label: operator.faults,
      content: <FaultForm agents={seed.agents} lastCall={state.calls.at(-1)} />,
    },
    {
      key: 'actions',
      label: operator.actions,
      content: (
        <>
          <ClockForm aheadMs={state.aheadMs} />
          <ResetButton />
        </>
      ),
    },
    { key: 'settings', label: operator.settings, content: <AgentSettings seed={seed} /> },
  ];
  return (
    <section className="operator" aria-label={operator.label}>
      <h2 className="visually-hidden">{operator.label}</h2>
      <Tabs label={operator.label} tabs={tabs} />
    </section>
  );
}
