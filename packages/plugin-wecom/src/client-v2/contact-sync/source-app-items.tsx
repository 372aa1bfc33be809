import { useEffect, useState } from 'react';
import { Alert, Checkbox, Descriptions, Form, Input, Select } from 'antd';
import { DEFAULT_BASE_URL } from '../../constants';
import { required } from '../auth/setting-rules';
import { WeComAppItems } from '../auth/wecom-app-items';
import { errorText } from '../error-text';
import { hrefOf } from '../host';
import { useT } from '../locale';
import { listAuthenticatorApps, type AuthenticatorApp } from './sources-api';

interface SourceAppItemsProps {
  optionsName: string[];
  /** The settings of the application are those of the authenticator. */
  shared: boolean;
  /** There is none that does as well. */
  secretRequired: boolean;
}

/** With which application WeCom is read, and with which authenticator members are linked. */
export function SourceAppItems({ optionsName, shared, secretRequired }: SourceAppItemsProps) {
  const { t } = useT();
  const at = (name: string) => [...optionsName, name];
  const { authenticators, failure } = useAuthenticators(at('authenticator'));
  return (
    <>
      <Form.Item
        name={at('authenticator')}
        label={t('Authenticator')}
        extra={t('Members are linked with it: through these links they sign in and are notified.')}
        rules={[required(t, t('Authenticator'))]}
      >
        <Select
          loading={!authenticators && !failure}
          placeholder={t('Choose an authenticator')}
          options={(authenticators ?? []).map(({ name, title }) => ({ value: name, label: title || name }))}
        />
      </Form.Item>
      {(failure || authenticators?.length === 0) && (
        <Alert
          type={failure ? 'error' : 'warning'}
          showIcon
          style={{ marginBottom: 24 }}
          message={failure ?? t('There is no authenticator of type WeCom yet.')}
          action={
            !failure && (
              <a href={hrefOf('/admin/settings/auth/authenticators')} target="_blank" rel="noreferrer">
                {t('Open authenticators')}
              </a>
            )
          }
        />
      )}
      <Form.Item
        name={at('useAuthenticator')}
        valuePropName="checked"
        extra={t('Company ID, AgentId, Secret and API base URL are then kept in one place.')}
      >
        <Checkbox>{t('Take the basic settings from this authenticator')}</Checkbox>
      </Form.Item>
      {shared ? (
        <SharedApp optionsName={optionsName} authenticators={authenticators} />
      ) : (
        <WeComAppItems
          optionsName={optionsName}
          secretExtra={t(
            'Members and departments in the visible range of this application are synced. Position, avatar, telephone and alias are written where users have a field of that name.',
          )}
          secretRequired={secretRequired}
        />
      )}
    </>
  );
}

interface SharedAppProps {
  optionsName: string[];
  authenticators: AuthenticatorApp[] | undefined;
}

/** What the authenticator says. Company ID and address are kept in the form too: the other secrets in it are sealed for them. */
function SharedApp({ optionsName, authenticators }: SharedAppProps) {
  const { t } = useT();
  const form = Form.useFormInstance();
  const chosen = Form.useWatch<string | undefined>([...optionsName, 'authenticator'], form);
  const app = authenticators?.find(({ name }) => name === chosen);
  const path = optionsName.join('.');
  useEffect(() => {
    if (!app) return;
    const { corpId, agentId, baseUrl } = app.options;
    for (const [name, value] of Object.entries({ corpId, agentId, baseUrl })) {
      form.setFieldValue([...path.split('.'), name], value);
    }
  }, [app, form, path]);
  return (
    <>
      {['corpId', 'agentId', 'baseUrl'].map((name) => (
        <Form.Item key={name} name={[...optionsName, name]} hidden>
          <Input />
        </Form.Item>
      ))}
      {app && (
        <Descriptions
          size="small"
          column={1}
          bordered
          style={{ marginBottom: 24 }}
          items={[
            { key: 'corpId', label: t('Company ID'), children: app.options.corpId },
            { key: 'agentId', label: t('AgentId'), children: app.options.agentId },
            { key: 'baseUrl', label: t('API base URL'), children: app.options.baseUrl || DEFAULT_BASE_URL },
          ]}
        />
      )}
    </>
  );
}

/** All of our authenticators. The only one there is is chosen. */
function useAuthenticators(name: string[]): { authenticators?: AuthenticatorApp[]; failure?: string } {
  const form = Form.useFormInstance();
  const [found, setFound] = useState<{ authenticators?: AuthenticatorApp[]; failure?: string }>({});
  const path = name.join('.');
  useEffect(() => {
    listAuthenticatorApps()
      .then((authenticators) => {
        setFound({ authenticators });
        const [first, ...others] = authenticators;
        const field = path.split('.');
        if (first && others.length === 0 && !form.getFieldValue(field)) form.setFieldValue(field, first.name);
      })
      .catch((error: unknown) => setFound({ failure: errorText(error) }));
  }, [form, path]);
  return found;
}
