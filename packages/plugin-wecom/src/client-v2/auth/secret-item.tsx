import { useEffect, useRef, useState } from 'react';
import { LockOutlined } from '@ant-design/icons';
import { EnvVariableInput } from '@nocobase/client-v2';
import { Button, Form, Input, Space } from 'antd';
import { errorText } from '../error-text';
import { sealSecret, type SecretPurpose } from '../host';
import { useT } from '../locale';
import { isSealed } from './sealed';
import { serverOrigin } from './server-origin';
import { isVariable } from './variable';

interface SecretItemProps {
  name: string[];
  label: string;
  extra?: string;
  /** @default 'agent-secret' */
  purpose?: SecretPurpose;
  /** Fields of the same form that a sealed secret is bound to; a secret that is sent nowhere has no base URL. */
  corpIdName: string[];
  baseUrlName?: string[];
  /** @default true */
  required?: boolean;
  /** What is wrong with a typed secret, before it is sealed and nobody can look at it any more. */
  complaint?: (clear: string) => string | undefined;
  /** Told whether something is typed that is not sealed yet: the form does not hold it. */
  onTyped?: (typed: boolean) => void;
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
export function SecretItem(props: SecretItemProps) {
  const { name, label, extra, corpIdName, baseUrlName, purpose = 'agent-secret', required = true } = props;
  const { complaint, onTyped } = props;
  const { t } = useT();
  const form = Form.useFormInstance();
  const value = Form.useWatch<string | undefined>(name, form);
  const corpId = Form.useWatch<string | undefined>(corpIdName, form) ?? '';
  const watchedBaseUrl = Form.useWatch<string | undefined>(baseUrlName ?? corpIdName, form) ?? '';
  const baseUrl = baseUrlName ? watchedBaseUrl : '';
  const [draft, setDraft] = useState('');
  const [replacing, setReplacing] = useState(false);
  const [binding, setBinding] = useState<Binding>();
  const latestDraft = useRef(''); // The validator may run again before React renders.
  const sealing = useRef<Promise<void> | undefined>(undefined);
  const latestBinding = useRef<Binding | undefined>(undefined);

  const keepDraft = (next: string) => {
    latestDraft.current = next;
    setDraft(next);
    onTyped?.(next !== '');
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
      sealed = await sealSecret(clear, { purpose, corpId: corp, baseUrl: url });
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
    const url = baseUrlName ? ((form.getFieldValue(baseUrlName) as string | undefined) ?? '').trim() : '';
    const clear = latestDraft.current.trim() || (isSealed(stored) || isVariable(stored) ? '' : (stored ?? ''));
    if (clear) {
      const wrong = complaint?.(clear);
      if (wrong) throw new Error(wrong);
      // Without a corp there is nothing to seal for; that field complains.
      if (!corp) return;
      sealing.current = seal(clear, corp, url).finally(() => (sealing.current = undefined));
      return sealing.current;
    }
    if (!stored && required) throw new Error(t('Enter the {{field}}', { field: label }));
    if (isSealed(stored) && !fits(latestBinding.current, corp, url)) {
      throw new Error(
        baseUrlName
          ? t('Enter the {{field}} again: a saved one only works with the Company ID and the server it was saved for', {
              field: label,
            })
          : t('Enter the {{field}} again: a saved one only works with the Company ID it was saved for', {
              field: label,
            }),
      );
    }
  };

  const remove = required ? undefined : () => form.setFieldValue(name, undefined);
  const outdated = isSealed(value) && binding?.sealed === value && !fits(binding, corpId, baseUrl);
  return (
    // No validateTrigger: otherwise every key stroke would seal.
    <Form.Item
      label={label}
      name={name}
      extra={extra}
      required={required}
      validateTrigger={[]}
      rules={[{ validator: sealOrComplain }]}
    >
      {isSealed(value) && !replacing && !outdated ? (
        <SavedSecret onReplace={() => setReplacing(true)} onRemove={remove} />
      ) : (
        <SecretInput
          draft={draft}
          onDraft={keepDraft}
          onKeep={replacing && !outdated ? () => (keepDraft(''), setReplacing(false)) : undefined}
          onRemove={outdated ? remove : undefined}
        />
      )}
    </Form.Item>
  );
}

interface SavedSecretProps {
  id?: string;
  onReplace: () => void;
  /** For secrets the settings can do without. */
  onRemove: (() => void) | undefined;
}

function SavedSecret({ id, onReplace, onRemove }: SavedSecretProps) {
  const { t } = useT();
  return (
    <Space.Compact block>
      <Input id={id} readOnly prefix={<LockOutlined aria-hidden />} value={t('Saved, encrypted')} />
      <Button onClick={onReplace}>{t('Replace')}</Button>
      {onRemove && <Button onClick={onRemove}>{t('Remove')}</Button>}
    </Space.Compact>
  );
}

interface SecretInputProps {
  draft: string;
  onDraft: (text: string) => void;
  /** Goes back to the saved secret. */
  onKeep: (() => void) | undefined;
  onRemove: (() => void) | undefined;
  value?: string;
  onChange?: (value: string | undefined) => void;
}

function SecretInput({ draft, onDraft, onKeep, onRemove, value, onChange }: SecretInputProps) {
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
      {onRemove && <Button onClick={onRemove}>{t('Remove')}</Button>}
    </div>
  );
}
