import { useState } from 'react';
import { SyncOutlined } from '@ant-design/icons';
import { Alert, Button, Card, Empty, Flex, Skeleton } from 'antd';
import { errorText } from '../error-text';
import { useT } from '../locale';
import { DepartmentsMissing } from './departments-missing';
import { LatestRun } from './latest-run';
import { RunHistory } from './run-history';
import { startSync } from './runs-api';
import type { Source } from './sources-api';
import { UndecidedContacts } from './undecided-contacts';
import { useRuns } from './use-runs';

/** One source: what its sync does, what is to be decided, and what was before. */
export function SourceSync({ source }: { source: Source }) {
  const { t } = useT();
  const { runs, failure, reload } = useRuns(source.name);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [latest, ...earlier] = runs ?? [];

  const act = async (done: Promise<unknown>) => {
    setBusy(true);
    setProblem(undefined);
    try {
      await done;
    } catch (error) {
      setProblem(errorText(error));
    }
    await reload();
    setBusy(false);
  };

  const start = (
    <Button
      type="primary"
      icon={<SyncOutlined aria-hidden />}
      loading={busy}
      disabled={!source.enabled || latest?.status === 'running'}
      onClick={() => void act(startSync(source.name))}
    >
      {t('Sync now')}
    </Button>
  );
  return (
    <Flex vertical gap={16}>
      {!source.enabled && (
        <Alert
          type="warning"
          showIcon
          message={t('This source is disabled')}
          description={t('Enable it in its settings to sync.')}
        />
      )}
      <DepartmentsMissing />
      {(problem ?? failure) && <Alert type="error" showIcon role="alert" message={problem ?? failure} />}
      <Card
        styles={{ header: { paddingBlock: 6 } }}
        title={
          <Flex wrap gap={8} align="center" justify="space-between">
            {t('Sync')}
            {start}
          </Flex>
        }
      >
        {!runs && !failure && <Skeleton active title={false} />}
        {runs && !latest && (
          <Empty
            image={Empty.PRESENTED_IMAGE_SIMPLE}
            description={t('No sync yet. The first one makes departments and users as WeCom has them, and links them.')}
          />
        )}
        {latest && <LatestRun run={latest} onAct={(done) => void act(done)} />}
      </Card>
      <Card title={t('To be decided by hand')} styles={{ title: { whiteSpace: 'normal' } }}>
        <UndecidedContacts key={source.name} source={source.name} version={latest && `${latest.id} ${latest.status}`} />
      </Card>
      {earlier.length > 0 && (
        <Card title={t('Earlier syncs')}>
          <RunHistory runs={earlier} />
        </Card>
      )}
    </Flex>
  );
}
