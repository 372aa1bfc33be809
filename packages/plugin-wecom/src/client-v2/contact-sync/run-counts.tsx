import { Flex, Typography } from 'antd';
import type { RunCounts as Counts } from '../../contact-sync-state';
import { useT } from '../locale';
import type { Run } from './runs-api';

/** What a run has done, without what it did to nobody. */
export function RunCounts({ counts }: Pick<Run, 'counts'>) {
  const { t, language } = useT();
  const texts: Record<keyof Counts, string> = {
    created: t('users created'),
    updated: t('users updated'),
    unchanged: t('unchanged'),
    left: t('left'),
    conflicts: t('to be decided'),
    ignored: t('ignored'),
    waiting: t('waiting for look-ups'),
    failed: t('members failed'),
    departmentsCreated: t('departments created'),
    departmentsUpdated: t('departments updated'),
    departmentsRemoved: t('departments removed'),
  };
  const format = new Intl.NumberFormat(language);
  const shown = (Object.keys(texts) as (keyof Counts)[]).filter((count) => (counts[count] ?? 0) > 0);
  if (shown.length === 0) return null;
  return (
    <Flex wrap component="ul" style={{ listStyle: 'none', margin: 0, padding: 0, columnGap: 16, rowGap: 4 }}>
      {shown.map((count) => (
        <li key={count} data-count={count} style={{ whiteSpace: 'nowrap' }}>
          <Typography.Text strong {...(count === 'failed' && { type: 'danger' as const })}>
            {format.format(counts[count] ?? 0)}
          </Typography.Text>{' '}
          {texts[count]}
        </li>
      ))}
    </Flex>
  );
}
