import { Typography } from 'antd';
import { useT } from '../locale';
import type { Run } from './runs-api';

/** When a run began, by whom, and how long it took. */
export function RunTime({ run: { startedAt, endedAt, trigger } }: { run: Run }) {
  const { t, language } = useT();
  const began = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' }).format(startedAt);
  const parts = [
    began,
    trigger === 'schedule' ? t('by schedule') : t('by hand'),
    ...(endedAt === null ? [] : [t('took {{duration}}', { duration: durationText(endedAt - startedAt, language) })]),
  ];
  return <Typography.Text type="secondary">{parts.join(' · ')}</Typography.Text>;
}

/** In the two largest units, such as "2 min 5 s". */
function durationText(ms: number, language: string): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const minutes = Math.floor(seconds / 60);
  const unit = (value: number, name: 'minute' | 'second') =>
    new Intl.NumberFormat(language, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value);
  return minutes > 0 ? `${unit(minutes, 'minute')} ${unit(seconds % 60, 'second')}` : unit(seconds, 'second');
}
