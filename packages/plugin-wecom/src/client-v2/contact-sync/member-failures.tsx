import { Collapse, Table } from 'antd';
import { useT } from '../locale';
import type { MemberFailure } from '../../contact-sync-state';

/** Members that could not be written, or not wholly, each with the reason. */
export function MemberFailures({ failures }: { failures: MemberFailure[] }) {
  const { t } = useT();
  if (failures.length === 0) return null;
  return (
    <Collapse
      defaultActiveKey="failures"
      items={[
        {
          key: 'failures',
          label: t('Not written, or not wholly (the first hundred)'),
          children: (
            <Table<MemberFailure>
              size="small"
              rowKey="userId"
              dataSource={failures}
              pagination={{ pageSize: 10, hideOnSinglePage: true }}
              scroll={{ x: 480 }}
              columns={[
                { title: t('Member'), render: (_, { name, userId }) => (name ? `${name} (${userId})` : userId) },
                { title: t('Reason'), dataIndex: 'reason' },
              ]}
            />
          ),
        },
      ]}
    />
  );
}
