import { useEffect, useRef, useState } from 'react';
import { Checkbox, Form, Spin } from 'antd';
import { errorText } from '../error-text';
import { confirmBaseUrl } from '../host';
import { useT } from '../locale';
import { isForeignServer, serverOrigin } from './server-origin';
import { isVariable } from './variable';

interface ForeignServerConsentProps {
  name: string[];
  secretName: string[];
  baseUrlName: string[];
}

/**
 * A sealed secret is bound to its server. A secret from a variable is not: before it goes to a server that is not WeCom's, an
 * administrator has to say so here, and the server keeps that as a seal.
 */
export function ForeignServerConsent({ name, secretName, baseUrlName }: ForeignServerConsentProps) {
  const { t } = useT();
  const form = Form.useFormInstance();
  const secret = Form.useWatch<string | undefined>(secretName, form);
  const baseUrl = Form.useWatch<string | undefined>(baseUrlName, form);
  const needed = isVariable(secret) && isForeignServer(baseUrl);
  if (!needed) return null;
  const server = serverOrigin(baseUrl);
  return (
    <Form.Item
      name={name}
      rules={[
        {
          validator: (_rule, seal: string | undefined) =>
            seal ? Promise.resolve() : Promise.reject(new Error(t('Confirm where the secret may be sent'))),
        },
      ]}
    >
      <ConsentBox server={server} />
    </Form.Item>
  );
}

interface ConsentBoxProps {
  server: string;
  id?: string;
  value?: string;
  onChange?: (seal: string | undefined) => void;
}

function ConsentBox({ server, id, value, onChange }: ConsentBoxProps) {
  const { t } = useT();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const confirmedFor = useRef<string | undefined>(value ? server : undefined);

  // A consent is for one server: another address needs another one.
  useEffect(() => {
    if (!value) return;
    confirmedFor.current ??= server;
    if (confirmedFor.current !== server) onChange?.(undefined);
  }, [server, value, onChange]);

  const change = async (checked: boolean) => {
    setFailure(undefined);
    if (!checked) return onChange?.(undefined);
    setBusy(true);
    try {
      const seal = await confirmBaseUrl(server);
      confirmedFor.current = server;
      onChange?.(seal);
    } catch (error) {
      setFailure(errorText(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <>
      <Spin spinning={busy} size="small">
        <Checkbox {...(id ? { id } : {})} checked={!!value} onChange={(event) => void change(event.target.checked)}>
          {t('I confirm that the secret in this variable may be sent to {{server}}', { server })}
        </Checkbox>
      </Spin>
      {failure && <div role="alert">{failure}</div>}
    </>
  );
}
