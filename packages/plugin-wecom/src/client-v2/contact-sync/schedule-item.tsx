import { AutoComplete, Form } from 'antd';
import { useT } from '../locale';

/** Five fields, or six with seconds, of what cron knows. The server looks closer when it is saved. */
const CRON = /^\S+(\s+\S+){4,5}$/;

export function ScheduleItem({ name }: { name: string[] }) {
  const { t } = useT();
  const options = [
    { value: '0 3 * * *', label: t('Every day at 3:00') },
    { value: '0 */6 * * *', label: t('Every six hours') },
    { value: '0 * * * *', label: t('Every hour') },
  ];
  return (
    <Form.Item
      name={name}
      label={t('Schedule')}
      extra={t(
        'Cron expression, in the time zone of the server: minute, hour, day, month, day of the week. Empty: no sync by itself. Choose one where WeCom sends no callbacks about contacts, and once a day otherwise.',
      )}
      rules={[
        {
          validator: (_rule, value: string | undefined) =>
            !value?.trim() || CRON.test(value.trim())
              ? Promise.resolve()
              : Promise.reject(new Error(t('Enter five fields, for example 0 3 * * * for every day at 3:00'))),
        },
      ]}
    >
      <AutoComplete
        allowClear
        placeholder="0 3 * * *"
        options={options.map(({ value, label }) => ({ value, label: `${label} (${value})` }))}
      />
    </Form.Item>
  );
}
