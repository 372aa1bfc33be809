import { useCallback, useEffect, useState } from 'react';
import { ReloadOutlined } from '@ant-design/icons';
import { Alert, Button, Form, Select, Space } from 'antd';
import { errorText } from '../error-text';
import { hrefOf, listAuthenticators, type AuthenticatorChoice } from '../host';
import { useT } from '../locale';

const AUTHENTICATORS_PAGE = '/admin/settings/auth/authenticators';

interface Loaded {
  authenticators?: AuthenticatorChoice[];
  failure?: string;
}

/** Settings of a notification channel of type WeCom: which authenticator's application sends. */
export default function ChannelSettings() {
  const { t } = useT();
  const name = ['options', 'authenticator'];
  const chosen = Form.useWatch<string | undefined>(name, Form.useFormInstance());
  const [{ authenticators, failure }, setLoaded] = useState<Loaded>({});
  const load = useCallback(async () => {
    setLoaded({});
    try {
      setLoaded({ authenticators: await listAuthenticators() });
    } catch (error) {
      setLoaded({ failure: errorText(error) });
    }
  }, []);
  useEffect(() => void load(), [load]);

  const titleOf = ({ name, title, enabled }: AuthenticatorChoice) =>
    enabled ? title || name : t('{{title}} (disabled)', { title: title || name });
  const none = authenticators?.length === 0;
  return (
    <>
      {failure && (
        <Alert
          type="error"
          showIcon
          style={{ marginBottom: 16 }}
          message={t('The authenticators could not be loaded')}
          description={failure}
          action={<Button onClick={() => void load()}>{t('Try again')}</Button>}
        />
      )}
      {none && (
        <Alert
          type="info"
          showIcon
          style={{ marginBottom: 16 }}
          message={t('There is no authenticator of type WeCom yet')}
          description={t(
            'It holds the Company ID, AgentId and Secret that messages are sent with. Add one, then come back.',
          )}
          action={
            <Space direction="vertical">
              <Button type="primary" href={hrefOf(AUTHENTICATORS_PAGE)} target="_blank">
                {t('Open authenticators')}
              </Button>
              <Button block icon={<ReloadOutlined />} onClick={() => void load()}>
                {t('Look again')}
              </Button>
            </Space>
          }
        />
      )}
      <Form.Item
        name={name}
        label={t('Authenticator')}
        extra={t('Messages are sent by the WeCom application of this authenticator, to users linked through it.')}
        rules={[{ required: true, message: t('Choose an authenticator') }]}
      >
        <Select
          loading={!authenticators && !failure}
          disabled={none && !chosen}
          placeholder={t('Choose an authenticator')}
          options={(authenticators ?? []).map((choice) => ({ value: choice.name, label: titleOf(choice) }))}
        />
      </Form.Item>
      {authenticators && chosen && <ChosenState authenticators={authenticators} chosen={chosen} />}
    </>
  );
}

/** A channel outlives its authenticator, and then sends nothing. */
function ChosenState({ authenticators, chosen }: { authenticators: AuthenticatorChoice[]; chosen: string }) {
  const { t } = useT();
  const authenticator = authenticators.find(({ name }) => name === chosen);
  if (authenticator?.enabled) return null;
  return (
    <Alert
      type="warning"
      showIcon
      style={{ marginBottom: 16 }}
      message={
        authenticator
          ? t('This authenticator is disabled: the channel sends nothing until it is enabled')
          : t('The authenticator "{{name}}" no longer exists: choose another one', { name: chosen })
      }
    />
  );
}
