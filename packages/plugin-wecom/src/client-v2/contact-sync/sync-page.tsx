import { useEffect, useState } from 'react';
import { LeftOutlined } from '@ant-design/icons';
import { Alert, Button, Card, Empty, Flex, Select, Skeleton, Typography } from 'antd';
import { errorText } from '../error-text';
import { hrefOf } from '../host';
import { useT } from '../locale';
import { SourceSync } from './source-sync';
import { listSources, type Source } from './sources-api';
import { putSourceInAddress, sourceInAddress, SOURCES_PAGE } from './sync-page-path';

/** For administrators: how the syncs of contacts go, for which the host's own list has no progress, no cancel and no conflicts. */
export default function SyncPage() {
  const { t } = useT();
  const [sources, setSources] = useState<Source[]>();
  const [chosen, setChosen] = useState(sourceInAddress);
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    listSources()
      .then(setSources)
      .catch((error: unknown) => setProblem(errorText(error)));
  }, []);
  const source = sources?.find(({ name }) => name === chosen) ?? sources?.[0];

  if (problem) return <Alert type="error" showIcon role="alert" message={problem} />;
  if (!sources) return <Skeleton active />;
  if (!source) {
    return (
      <Card>
        <Empty description={t('There is no sync source of type WeCom yet.')}>
          <Button type="primary" href={hrefOf(SOURCES_PAGE)}>
            {t('Open sync sources')}
          </Button>
        </Empty>
      </Card>
    );
  }
  return (
    <Flex vertical gap={16} data-testid="wecom-sync-page">
      <Flex wrap gap={12} align="center">
        <Button href={hrefOf(SOURCES_PAGE)} icon={<LeftOutlined aria-hidden />}>
          {t('Sync sources')}
        </Button>
        {sources.length > 1 ? (
          <Select
            aria-label={t('Sync source')}
            value={source.name}
            style={{ minWidth: 180, maxWidth: '100%' }}
            options={sources.map(({ name }) => ({ value: name, label: name }))}
            onChange={(name) => {
              setChosen(name);
              putSourceInAddress(name);
            }}
          />
        ) : (
          <Typography.Text strong>{source.name}</Typography.Text>
        )}
      </Flex>
      <SourceSync source={source} />
    </Flex>
  );
}
