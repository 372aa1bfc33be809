import type { ReactNode } from 'react';
import { Flex, Typography } from 'antd';
import type { CallbackStatus } from '../../callback-status';
import { useT } from '../locale';
import { PairState } from './pair-state';
import { relativeTime } from './relative-time';
import { StateLine } from './state-line';

interface CallbackStateProps {
  status: CallbackStatus;
  /** When that was so, in milliseconds since 1970. */
  now: number;
  action: ReactNode;
}

/** "Never called", "verified 3 minutes ago", "rejected: wrong Token", with what to do about it; for each pair by itself. */
export function CallbackState({ status: { pairs, refusal }, now, action }: CallbackStateProps) {
  const { t, language } = useT();
  const { app, contacts } = pairs;
  const lastGood = [app, contacts].flatMap((pair) => [pair?.verifiedAt ?? 0, pair?.eventAt ?? 0]);
  const refused = refusal && refusal.at > Math.max(...lastGood) ? refusal : undefined;
  return (
    <Flex wrap justify="space-between" align="flex-start" gap="small">
      <div style={{ flex: '1 1 200px' }}>
        {app && <PairState pair={app} now={now} isRefused={refused !== undefined} />}
        {contacts && (
          <>
            <Typography.Text strong>{t('Contacts sync assistant')}</Typography.Text>
            <PairState pair={contacts} now={now} isRefused={refused !== undefined} />
          </>
        )}
        {refused && (
          <StateLine kind="bad">
            {t('Rejected {{when}}: {{reason}}', {
              when: relativeTime(refused.at, now, language),
              reason: refused.reason,
            })}
            <div>
              <Typography.Text type="secondary">{refused.remedy}</Typography.Text>
            </div>
          </StateLine>
        )}
      </div>
      {action}
    </Flex>
  );
}
