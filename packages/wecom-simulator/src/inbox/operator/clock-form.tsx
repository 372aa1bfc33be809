import { useState } from 'react';
import { App, Button, InputNumber, Select, Space } from 'antd';
import { advanceClock } from '../api/control-api';
import { useNow } from '../state/use-now';
import { useLanguage } from '../texts/use-texts';

const unitMs = { minutes: 60_000, hours: 3_600_000, days: 86_400_000 };
type Unit = keyof typeof unitMs;

export function ClockForm({ aheadMs }: { aheadMs: number }) {
  const { locale, texts } = useLanguage();
  const { message } = App.useApp();
  const now = useNow(aheadMs);
  const [amount, setAmount] = useState(10);
  const [unit, setUnit] = useState<Unit>('minutes');
  const advance = () => {
    advanceClock(Math.round(amount * unitMs[unit])).then(
      () => void message.success(texts.clock.advanced),
      (error: unknown) => void message.error(String(error)),
    );
  };
  const time = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(now);
  return (
    <section className="operator-section">
      <h3>{texts.clock.title}</h3>
      <p className="hint">{texts.clock.explain}</p>
      <p>{texts.clock.now(time)}</p>
      <Space wrap>
        <InputNumber
          min={1}
          max={10_000}
          precision={0}
          value={amount}
          aria-label={texts.clock.amount}
          onChange={(value) => setAmount(value ?? 1)}
        />
        <Select
          value={unit}
          aria-label={texts.clock.unit}
          style={{ width: 120 }}
          options={(['minutes', 'hours', 'days'] as const).map((value) => ({ value, label: texts.clock.units[value] }))}
          onChange={setUnit}
        />
        <Button type="primary" onClick={advance}>
          {texts.clock.advance}
        </Button>
      </Space>
    </section>
  );
}
