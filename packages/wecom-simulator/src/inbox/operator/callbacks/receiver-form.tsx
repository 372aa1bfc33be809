import { useState } from 'react';
import { App, Button, Form, Input, Radio, Space } from 'antd';
import { removeCallback, saveCallback, type CallbackAddress } from '../../api/control-api';
import type { Receiver, Verification } from '../../api/wire';
import { useTexts } from '../../texts/use-texts';
import { randomText } from './random-text';
import { VerificationResult } from './verification-result';

interface ReceiverFormProps {
  receiver: Receiver;
  aheadMs: number;
  onChanged: () => void;
}

/** The address of one receiver. Saving it tries it first, as WeCom's console does. */
export function ReceiverForm({ receiver, aheadMs, onChanged }: ReceiverFormProps) {
  const texts = useTexts();
  const { callbacks } = texts;
  const { message } = App.useApp();
  const [form] = Form.useForm<CallbackAddress>();
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState<Verification | undefined>(receiver.verification);
  const isContacts = receiver.receiver === 'contacts';

  const attempt = async (doing: () => Promise<void>) => {
    setBusy(true);
    try {
      await doing();
      onChanged();
    } catch (error) {
      void message.error(String(error));
    } finally {
      setBusy(false);
    }
  };
  const save = (address: CallbackAddress) =>
    attempt(async () => {
      const verification = await saveCallback(receiver.receiver, address);
      setTried(verification);
      if (verification.ok) void message.success(callbacks.saved);
    });
  const remove = () =>
    attempt(async () => {
      await removeCallback(receiver.receiver);
      form.setFieldValue('url', '');
      setTried(undefined);
      void message.success(callbacks.removed);
    });
  const generated = (name: 'token' | 'encodingAESKey', length: number) => (
    <Button
      size="small"
      type="link"
      aria-label={callbacks.generateFor(callbacks[name])}
      onClick={() => form.setFieldValue(name, randomText(length))}
    >
      {callbacks.generate}
    </Button>
  );
  const required = { required: true, message: texts.faults.required };
  return (
    <Form
      form={form}
      layout="vertical"
      className="receiver-form"
      requiredMark={false}
      initialValues={{
        url: receiver.url ?? '',
        token: receiver.token ?? '',
        encodingAESKey: receiver.encodingAESKey ?? '',
        ...(isContacts && { form: receiver.form ?? 'full' }),
      }}
      onFinish={(address) => void save(address)}
    >
      <Form.Item
        name="url"
        label={callbacks.url}
        rules={[required, { pattern: /^https?:\/\//, message: callbacks.needsScheme }]}
      >
        <Input placeholder="https://" autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="token"
        label={callbacks.token}
        extra={generated('token', 24)}
        rules={[required, { pattern: /^[0-9A-Za-z]{1,32}$/, message: callbacks.tokenRule }]}
      >
        <Input autoComplete="off" spellCheck={false} />
      </Form.Item>
      <Form.Item
        name="encodingAESKey"
        label={callbacks.encodingAESKey}
        extra={generated('encodingAESKey', 43)}
        rules={[required, { pattern: /^[0-9A-Za-z]{43}$/, message: callbacks.keyRule }]}
      >
        <Input autoComplete="off" spellCheck={false} />
      </Form.Item>
      {isContacts && (
        <Form.Item name="form" label={callbacks.form}>
          <Radio.Group>
            <Radio value="full">{callbacks.forms.full}</Radio>
            <Radio value="ids">{callbacks.forms.ids}</Radio>
          </Radio.Group>
        </Form.Item>
      )}
      <Space wrap>
        <Button type="primary" htmlType="submit" loading={busy}>
          {callbacks.save}
        </Button>
        {receiver.url !== undefined && (
          <Button disabled={busy} onClick={() => void remove()}>
            {callbacks.remove}
          </Button>
        )}
      </Space>
      <div role="status" className="verification">
        {tried && <VerificationResult verification={tried} aheadMs={aheadMs} />}
        {!tried && receiver.url !== undefined && <p className="hint">{callbacks.neverTried}</p>}
        {!tried && receiver.url === undefined && <p className="hint">{callbacks.none}</p>}
      </div>
    </Form>
  );
}
