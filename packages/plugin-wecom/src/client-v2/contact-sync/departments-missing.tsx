import { Alert } from 'antd';
import { hasPlugin } from '../host';
import { useT } from '../locale';

/** The host's plugin for departments is off unless somebody switches it on. */
export function DepartmentsMissing() {
  const { t } = useT();
  if (hasPlugin('departments')) return null;
  return (
    <Alert
      type="info"
      showIcon
      message={t('Only users are synced')}
      description={t(
        'NocoBase keeps departments in a plugin of its own, "Departments", which is not enabled. Enable it in the plugin manager and sync once more: then departments are synced too, and who is in them.',
      )}
    />
  );
}
