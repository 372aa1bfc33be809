import { EnvVariableInput } from '@nocobase/client-v2';
import { Form } from 'antd';
import { useT } from '../locale';
import { wholeNumber } from './setting-rules';

/** What WeCom's API does not tell about how much the application may send. */
export function SendingItems({ optionsName }: { optionsName: string[] }) {
  const { t } = useT();
  return (
    <Form.Item
      name={[...optionsName, 'accountCap']}
      label={t('Account cap of the corp')}
      extra={t(
        'How many accounts the corp may have in WeCom (账号上限). An application may send 200 messages a day for each of them; what is beyond waits until the next day. Leave it empty when you do not know it: then nothing waits, and WeCom refuses what is too much.',
      )}
      rules={[wholeNumber(t)]}
    >
      <EnvVariableInput placeholder="500" />
    </Form.Item>
  );
}
