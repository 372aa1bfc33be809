import { Alert } from 'antd';
import type { PairStatus } from '../../callback-status';
import { useT } from '../locale';
import { relativeTime } from './relative-time';
import { StateLine } from './state-line';

interface PairStateProps {
  pair: PairStatus;
  /** When that was so, in milliseconds since 1970. */
  now: number;
  /** The address has rejected something since WeCom was there the last time, so it was called. */
  isRefused: boolean;
}

/** When WeCom was last at an address with one of its pairs. */
export function PairState({ pair: { problem, verifiedAt, eventAt, previousAt }, now, isRefused }: PairStateProps) {
  const { t, language } = useT();
  const ago = (at: number) => ({ when: relativeTime(at, now, language) });
  if (problem) return <Alert type="error" showIcon message={problem} />;
  const isOutdated = previousAt !== null && previousAt > Math.max(verifiedAt ?? 0, eventAt ?? 0);
  const isNew = verifiedAt === null && eventAt === null && previousAt === null;
  return (
    <>
      {isNew && !isRefused && (
        <StateLine kind="waiting">
          {t('Never called. WeCom calls the address when it is saved in its console.')}
        </StateLine>
      )}
      {verifiedAt !== null && <StateLine kind="good">{t('Verified {{when}}', ago(verifiedAt))}</StateLine>}
      {eventAt !== null && <StateLine kind="good">{t('Last message {{when}}', ago(eventAt))}</StateLine>}
      {isOutdated && (
        <StateLine kind="warning">
          {t(
            'Called {{when}} with the previous Token or EncodingAESKey, which is accepted for ten minutes after a change. Save in the WeCom console with the ones entered here.',
            ago(previousAt),
          )}
        </StateLine>
      )}
    </>
  );
}
