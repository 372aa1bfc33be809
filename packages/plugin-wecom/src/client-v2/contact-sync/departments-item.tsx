import { useEffect, useState } from 'react';
import { Form, Select } from 'antd';
import { useT } from '../locale';
import { listKnownDepartments, type KnownDepartment } from './sources-api';

/** Which departments are synced, by their ids in WeCom. Those that a sync has seen are offered by name. */
export function DepartmentsItem({ name }: { name: string[] }) {
  const { t } = useT();
  const form = Form.useFormInstance();
  const source = Form.useWatch<string | undefined>('name', { form, preserve: true });
  const [known, setKnown] = useState<KnownDepartment[]>([]);
  useEffect(() => {
    if (!source) return;
    listKnownDepartments(source)
      .then(setKnown)
      .catch(() => setKnown([])); // Ids can be typed all the same.
  }, [source]);
  return (
    <Form.Item
      name={name}
      label={t('Departments')}
      extra={t(
        'These and all below them; none: all that the application sees. Type the id of a department (WeCom console: Contacts, the department, "…"), or choose one that was synced before. Who is in none of them any more counts as having left.',
      )}
      normalize={(ids: (string | number)[]) => ids.map((id) => (/^\d+$/.test(String(id)) ? Number(id) : id))}
      rules={[
        {
          validator: (_rule, ids: unknown[] | undefined) =>
            (ids ?? []).every((id) => Number.isInteger(id) && Number(id) > 0)
              ? Promise.resolve()
              : Promise.reject(new Error(t('The id of a department is a whole number, for example 2'))),
        },
      ]}
    >
      <Select
        mode="tags"
        allowClear
        tokenSeparators={[',', ' ']}
        placeholder={t('All departments')}
        optionFilterProp="label"
        options={known.map(({ id, name: title }) => ({ value: id, label: title ? `${title} (${id})` : String(id) }))}
      />
    </Form.Item>
  );
}
