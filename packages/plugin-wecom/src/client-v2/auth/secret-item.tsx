import { useEffect, useRef, useState } from 'react';
import { LockOutlined } from '@ant-design/icons';
import { EnvVariableInput } from '@nocobase/client-v2';
import { Button, Form, Input, Space } from 'antd';
import { errorText } from '../error-text';
import { sealSecret } from '../host';
import { useT } from '../locale';
import { isSealed } from './sealed';
import { serverOrigin } from './server-origin';
import { isVariable } from './variable';

interface SecretItemProps {
  name: string[];
  label: string;
  /** Fields of the same form that a sealed secret is bound to. */
  corpIdName: string[];
  baseUrlName: string[];
}

/** What a sealed secret was sealed for. With anything else the server cannot open it. */
interface Binding {
  sealed: string;
  corpId: string;
  origin: string;
}

/**
 * A secret in a settings form. The form only ever holds `sealed:v1:…` or `{{ $env.X }}`. Typed text stays in this component until the
 * form is validated, which is the one thing both hosts await before they post: so a submit cannot overtake the sealing.
 */
export function SecretItem({ name, label, corpIdName, baseUrlName }: SecretItemProps) {
  const { t } = useT();
  const form = Form.useFormInstance();
  const value = Form.useWatch<string | undefined>(name, form);
  const corpId = Form.useWatch<string | undefined>(corpIdName, form) ?? '';
  const baseUrl = Form.useWatch<string | undefined>(baseUrlName, form) ?? '';
  const [draft, setDraft] = useState('');
  const [replacing, setReplacing] = useState(false);
  const [binding, setBinding] = useState<Binding>();
  const latestDraft = useRef(''); // The validator may run again before React renders.
  const sealing = useRef<Promise<void> | undefined>(undefined);
  const latestBinding = useRef<Binding | undefined>(undefined);

  const keepDraft = (next: string) => {
    latestDraft.current = next;
    setDraft(next);
  };
  const bind = (next: Binding) => {
    latestBinding.current = next;
    setBinding(next);
  };

  // A stored secret arrives together with the settings it was sealed for.
  useEffect(() => {
    if (value === undefined || !isSealed(value) || latestBinding.current?.sealed === value) return;
    bind({ sealed: value, corpId, origin: serverOrigin(baseUrl) });
  }, [value, corpId, baseUrl]);

  const fits = (bound: Binding | undefined, corp: string, url: string) =>
    !bound || (bound.corpId === corp.trim() && bound.origin === serverOrigin(url));

  const seal = async (clear: string, corp: string, url: string) => {
    let sealed: string;
    try {
      sealed = await sealSecret(clear, { corpId: corp, baseUrl: url });
    } catch (error) {
      throw new Error(t('The secret could not be encrypted: {{reason}}', { reason: errorText(error) }));
    }
    bind({ sealed, corpId: corp, origin: serverOrigin(url) });
    form.setFieldValue(name, sealed);
    keepDraft('');
    setReplacing(false);
  };

  const sealOrComplain = async () => {
    if (sealing.current) return sealing.current;
    const stored = form.getFieldValue(name) as string | undefined;
    const corp = ((form.getFieldValue(corpIdName) as string | undefined) ?? '').trim();
    const url = ((form.getFieldValue(baseUrlName) as string | undefined) ?? '').trim();
    const clear = latestDraft.current.trim() || (isSealed(stored) || isVariable(stored) ? '' : (stored ?? ''));
    if (clear) {
      // Without a corp there is nothing to seal for; that field complains.
      if (!corp) return;
      sealing.current = seal(clear, corp, url).finally(() => (sealing.current = undefined));
      return sealing.current;
    }
    if (!stored) throw new Error(t('Enter the {{field}}', { field: label }));
    if (isSealed(stored) && !fits(latestBinding.current, corp, url)) {
      throw new Error(
        t('Enter the Secret again: a saved one only works with the Company ID and the server it was saved for'),
      );
    }
  };

  const outdated = isSealed(value) && binding?.sealed === value && !fits(binding, corpId, baseUrl);
  return (
    // No validateTrigger: otherwise every key stroke would seal.
    <Form.Item label={label} name={name} required validateTrigger={[]} rules={[{ validator: sealOrComplain }]}>
      {isSealed(value) && !replacing && !outdated ? (
        <SavedSecret onReplace={() => setReplacing(true)} />
      ) : (
        <SecretInput
          draft={draft}
          onDraft={keepDraft}
          onKeep={replacing && !outdated ? () => (keepDraft(''), setReplacing(false)) : undefined}
        />
      )}
    </Form.Item>
  );
}

function SavedSecret({ id, onReplace }: { id?: string; onReplace: () => void }) {
  const { t } = useT();
  return (
    <Space.Compact block>
      <Input id={id} readOnly prefix={<LockOutlined aria-hidden />} value={t('Saved, encrypted')} />
      <Button onClick={onReplace}>{t('Replace')}</Button>
    </Space.Compact>
  );
}

interface SecretInputProps {
  draft: string;
  onDraft: (text: string) => void;
  /** Goes back to the saved secret. */
  onKeep: (() => void) | undefined;
  value?: string;
  onChange?: (value: string | undefined) => void;
}

function SecretInput({ draft, onDraft, onKeep, value, onChange }: SecretInputProps) {
  const { t } = useT();
  const change = (next: string) => {
    if (isVariable(next)) {
      onDraft('');
      onChange?.(next);
    } else {
      onDraft(next);
      if (!isSealed(value)) onChange?.(undefined); // A saved secret stays until a new one replaces it.
    }
  };
  return (
    <div style={{ display: 'flex', gap: 8 }}>
      <div style={{ flex: 1, minWidth: 0 }}>
        <EnvVariableInput password value={draft || (isSealed(value) ? '' : value)} onChange={change} />
      </div>
      {onKeep && <Button onClick={onKeep}>{t('Keep the saved one')}</Button>}
    </div>
  );
}
