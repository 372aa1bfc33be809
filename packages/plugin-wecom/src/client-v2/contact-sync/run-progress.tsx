import { Progress, Typography } from 'antd';
import type { RunPhase } from '../../contact-sync-state';
import { useT } from '../locale';
import type { Run } from './runs-api';

/** How far a running sync is. What is read aloud is the step, not every number. */
export function RunProgress({ run: { phase, done, total } }: { run: Run }) {
  const { t, language } = useT();
  const format = new Intl.NumberFormat(language);
  const steps: Record<RunPhase, string> = {
    departments: t('Departments'),
    members: t('Reading the members of departments'),
    matching: t('Looking up who is who'),
    writing: t('Writing members'),
    leavers: t('Members who left'),
  };
  const of = total > 0 ? t('{{done}} of {{total}}', { done: format.format(done), total: format.format(total) }) : '';
  return (
    <div>
      <div role="status">{steps[phase]}</div>
      <Progress
        percent={total > 0 ? Math.floor((done * 100) / total) : 0}
        status="active"
        aria-label={steps[phase]}
        aria-valuetext={of || t('Beginning')}
      />
      <Typography.Text type="secondary" data-testid="sync-progress">
        {of || t('Beginning')}
      </Typography.Text>
    </div>
  );
}
