import { EnvVariableInput } from '@nocobase/client-v2';
import { Form } from 'antd';
import { DEFAULT_BASE_URL } from '../../constants';
import { useT } from '../locale';
import { ConnectionCheck } from './connection-check';
import { ForeignServerConsent } from './foreign-server-consent';
import { SecretItem } from './secret-item';
import { address, digits, required } from './setting-rules';

interface WeComAppItemsProps {
  optionsName: string[];
  secretExtra?: string;
  /** @default true */
  secretRequired?: boolean;
}

/** Which application of which corp, and whether it works. */
export function WeComAppItems({ optionsName, secretExtra, secretRequired = true }: WeComAppItemsProps) {
  const { t } = useT();
  const at = (name: string) => [...optionsName, name];
  return (
    <>
      <Form.Item
        name={at('corpId')}
        label={t('Company ID')}
        extra={t('WeCom console: My company, at the bottom of the page')}
        rules={[required(t, t('Company ID'))]}
      >
        <EnvVariableInput placeholder="ww1234567890abcdef" />
      </Form.Item>
      <Form.Item
        name={at('agentId')}
        label={t('AgentId')}
        extra={t('WeCom console: App management, the application')}
        rules={[required(t, t('AgentId')), digits(t)]}
      >
        <EnvVariableInput placeholder="1000002" />
      </Form.Item>
      <SecretItem
        name={at('secret')}
        label={t('Secret')}
        {...(secretExtra && { extra: secretExtra })}
        required={secretRequired}
        corpIdName={at('corpId')}
        baseUrlName={at('baseUrl')}
      />
      <Form.Item
        name={at('baseUrl')}
        label={t('API base URL')}
        extra={t('Leave it empty to use WeCom itself. Only needed for a private deployment, a proxy or a simulator.')}
        rules={[address(t)]}
      >
        <EnvVariableInput placeholder={DEFAULT_BASE_URL} />
      </Form.Item>
      <ForeignServerConsent name={at('baseUrlSeal')} secretName={at('secret')} baseUrlName={at('baseUrl')} />
      <ConnectionCheck optionsName={optionsName} />
    </>
  );
}
