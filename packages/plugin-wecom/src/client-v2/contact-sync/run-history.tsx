import { Table, Typography } from 'antd';
import { useT } from '../locale';
import { MemberFailures } from './member-failures';
import { RunCounts } from './run-counts';
import { RunStatusTag } from './run-status-tag';
import { RunTime } from './run-time';
import type { Run } from './runs-api';

/** The syncs before the last one. */
export function RunHistory({ runs }: { runs: Run[] }) {
  const { t } = useT();
  return (
    <Table<Run>
      size="small"
      rowKey="id"
      dataSource={runs}
      pagination={{ pageSize: 5, hideOnSinglePage: true }}
      scroll={{ x: 560 }}
      expandable={{
        rowExpandable: ({ reason, failures }) => Boolean(reason) || failures.length > 0,
        expandedRowRender: ({ reason, failures }) => (
          <>
            {reason && <Typography.Paragraph>{reason}</Typography.Paragraph>}
            <MemberFailures failures={failures} />
          </>
        ),
      }}
      columns={[
        { title: t('Status'), render: (_, { status }) => <RunStatusTag status={status} /> },
        { title: t('Began'), render: (_, run) => <RunTime run={run} /> },
        { title: t('Result'), render: (_, { counts }) => <RunCounts counts={counts} /> },
      ]}
    />
  );
}
