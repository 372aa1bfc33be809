import { Form, InputNumber, Select } from 'antd';
import { DEFAULT_LEAVER_LIMIT } from '../../contact-sync-state';
import { useT } from '../locale';

/** What becomes of the users of members who left. */
export function LeaverItems({ optionsName }: { optionsName: string[] }) {
  const { t } = useT();
  const choice = Form.useWatch<string | undefined>([...optionsName, 'leavers'], Form.useFormInstance()) ?? 'disable';
  const about: Record<string, string> = {
    keep: t(
      'Nothing happens to them: they can still sign in with WeCom as long as WeCom lets them, and are still notified.',
    ),
    disable: t(
      'They can no longer sign in with WeCom and are no longer notified, and their sessions end. Signing in with a password still works. Who comes back is enabled again.',
    ),
    remove: t(
      'The user is deleted for good, and records may lose whom they belong to. Administrators are never deleted: the page of the sync lists them.',
    ),
  };
  return (
    <>
      <Form.Item
        name={[...optionsName, 'leavers']}
        label={t('Users of members who left')}
        initialValue="disable"
        extra={about[choice]}
      >
        <Select
          options={[
            { value: 'disable', label: t('are disabled') },
            { value: 'keep', label: t('stay as they are') },
            { value: 'remove', label: t('are deleted') },
          ]}
        />
      </Form.Item>
      {choice !== 'keep' && (
        <Form.Item
          name={[...optionsName, 'leaverLimit']}
          label={t('Ask when more than so many leave at once')}
          initialValue={DEFAULT_LEAVER_LIMIT}
          extra={t(
            'Share of the members. When a sync finds more gone, for example because the visible range was changed by mistake, it leaves them alone and asks on its page.',
          )}
          rules={[{ required: true, message: t('Enter a share from 0 to 100 %') }]}
        >
          <InputNumber min={0} max={100} addonAfter="%" style={{ width: 140 }} />
        </Form.Item>
      )}
    </>
  );
}
