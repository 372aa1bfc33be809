import type { ChoiceField } from '@openwecom/client/messages';
import { Form, Select } from 'antd';
import { useT } from '../locale';
import { antdName, type Place } from './form-path';

export function ChoiceItem({ field, place, inList }: { field: ChoiceField; place: Place; inList: boolean }) {
  const { t } = useT();
  return (
    <Form.Item
      name={antdName(place.name)}
      label={t(field.label)}
      // WeCom wants the choice said. New list items bring it along; antd does not want it told there.
      {...(inList ? {} : { initialValue: field.default })}
    >
      <Select options={field.options.map(({ value, label }) => ({ value, label: t(label) }))} />
    </Form.Item>
  );
}
