import { Alert, Button, Flex, Popconfirm, Typography } from 'antd';
import { useT } from '../locale';
import { MemberFailures } from './member-failures';
import { RunCounts } from './run-counts';
import { RunProgress } from './run-progress';
import { RunStatusTag } from './run-status-tag';
import { RunTime } from './run-time';
import { cancelSync, confirmLeavers, declineLeavers, type Run } from './runs-api';

interface LatestRunProps {
  run: Run;
  /** Does something about the run and shows what came of it. */
  onAct: (act: Promise<unknown>) => void;
}

/** What the sync does now, or what came of the last one, and what is to be done about it. */
export function LatestRun({ run, onAct }: LatestRunProps) {
  const { t } = useT();
  const { status, reason, cancelRequested, counts, failures } = run;
  const isBad = status === 'failed' || status === 'interrupted';
  return (
    <Flex vertical gap={12}>
      <Flex wrap gap={8} align="center" justify="space-between">
        <Flex wrap gap={8} align="center">
          <RunStatusTag status={status} />
          <RunTime run={run} />
        </Flex>
        {status === 'running' && (
          <Popconfirm
            title={t('Cancel the sync?')}
            description={t('What it has written by then stays; the next sync does the rest.')}
            okText={t('Cancel the sync')}
            okButtonProps={{ danger: true }}
            cancelText={t('Go on')}
            onConfirm={() => onAct(cancelSync(run))}
          >
            <Button danger loading={cancelRequested}>
              {cancelRequested ? t('Is being cancelled') : t('Cancel the sync')}
            </Button>
          </Popconfirm>
        )}
      </Flex>
      {status === 'running' && <RunProgress run={run} />}
      {status === 'question' && <LeaversQuestion run={run} onAct={onAct} />}
      {isBad && (
        <Alert
          type="error"
          showIcon
          role="alert"
          message={status === 'failed' ? t('The sync failed') : t('The sync was interrupted')}
          description={
            reason ?? t('NocoBase was stopped or restarted meanwhile. What was written stays. Start the sync again.')
          }
        />
      )}
      {status === 'cancelled' && (
        <Typography.Text type="secondary">
          {t('What it had written by then stays; the next sync does the rest.')}
        </Typography.Text>
      )}
      <RunCounts counts={counts} />
      <MemberFailures failures={failures} />
    </Flex>
  );
}

/** Nobody is let go by so many at once without a person who says that this is right. */
function LeaversQuestion({ run, onAct }: LatestRunProps) {
  const { t, language } = useT();
  const format = new Intl.NumberFormat(language);
  const leavers = format.format(run.leavers ?? 0);
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      message={t('{{leavers}} of {{members}} members are no longer there. Have they left?', {
        leavers,
        members: format.format(run.members ?? 0),
      })}
      description={
        <Flex vertical gap={12}>
          {t(
            'All else is written; nothing was done about these. If the visible range of the application or the departments of the source were changed by mistake, put that right and sync again.',
          )}
          {run.confirmed ? (
            t('Somebody said so. The next sync lets them go.')
          ) : (
            <Flex wrap gap={8}>
              <Popconfirm
                title={t('Have {{leavers}} members left?', { leavers })}
                description={t('Their users become what the settings of the source say.')}
                okText={t('Yes, they left')}
                okButtonProps={{ danger: true }}
                cancelText={t('Back')}
                onConfirm={() => onAct(confirmLeavers(run))}
              >
                <Button danger>{t('Yes, they left')}</Button>
              </Popconfirm>
              <Button onClick={() => onAct(declineLeavers(run))}>{t('No, leave them as they are')}</Button>
            </Flex>
          )}
        </Flex>
      }
    />
  );
}
