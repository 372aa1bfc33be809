import { Badge, Tabs } from 'antd';
import type { InboxState } from '../state/inbox-state';
import type { Seed } from '../api/wire';
import { droppedOf } from '../state/selectors';
import { useTexts } from '../texts/use-texts';
import { AgentSettings } from './agent-settings';
import { CallLog } from './call-log';
import { ClockForm } from './clock-form';
import { DroppedMessages } from './dropped-messages';
import { FaultForm } from './fault-form';
import { ResetButton } from './reset-button';

interface OperatorPanelProps {
  seed: Seed;
  state: InboxState;
}

/** What only the operator of WeCom would see and do. */
export function OperatorPanel({ seed, state }: OperatorPanelProps) {
  const { operator } = useTexts();
  const dropped = droppedOf(state.messages);
  const items = [
    { key: 'calls', label: operator.calls, children: <CallLog calls={state.calls} aheadMs={state.aheadMs} /> },
    {
      key: 'dropped',
      label: (
        <Badge count={dropped.length} size="small" offset={[8, -2]} color="var(--badge)">
          {operator.dropped}
        </Badge>
      ),
      children: <DroppedMessages seed={seed} dropped={dropped} aheadMs={state.aheadMs} />,
    },
    { key: 'faults', label: operator.faults, children: <FaultForm lastCall={state.calls.at(-1)} /> },
    {
      key: 'actions',
      label: operator.actions,
      children: (
        <>
          <ClockForm aheadMs={state.aheadMs} />
          <ResetButton />
        </>
      ),
    },
    { key: 'settings', label: operator.settings, children: <AgentSettings seed={seed} /> },
  ];
  return (
    <section className="operator" aria-label={operator.label}>
      <Tabs items={items} />
    </section>
  );
}
