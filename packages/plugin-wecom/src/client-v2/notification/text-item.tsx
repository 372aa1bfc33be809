import type { TextField } from '@openwecom/client/messages';
import { Form } from 'antd';
import { useT } from '../locale';
import { antdName, type Place } from './form-path';
import { useKind } from './kind-context';
import { MarkedTextArea } from './marked-text-area';
import { useMarkdownButtons, useTextCardButtons } from './style-buttons';
import { TextCounter } from './text-counter';
import { atLeastOneRule, textRules } from './text-rules';
import { useRuleOf } from './use-rule-of';
import { VariableTextArea } from './variable-text-area';

/** One text of the message, with its counter. */
export function TextItem({ field, place, parent }: { field: TextField; place: Place; parent: Place }) {
  const { t } = useT();
  const form = Form.useFormInstance();
  const { body } = useKind();
  const text = Form.useWatch<string | undefined>(antdName(place.path), form) ?? '';
  const partner = Form.useWatch<string | undefined>(
    antdName(field.requiredWith ? [...parent.path, field.requiredWith] : place.path),
    form,
  );
  const rule = useRuleOf(place);
  const required = field.required ?? (field.requiredWith !== undefined && Boolean(partner));
  const rules = textRules(t, field, required);
  if (rule) rules.push(atLeastOneRule(form, rule.atLeastOne, body, rule.message));
  return (
    <Form.Item
      name={antdName(place.name)}
      label={t(field.label)}
      required={required}
      rules={rules}
      {...(rule ? { dependencies: rule.others.map(antdName) } : {})}
      normalize={(next: string) => (next === '' ? undefined : next)}
      extra={field.limit && <TextCounter text={text} limit={field.limit} />}
    >
      <TextControl control={field.control} />
    </Form.Item>
  );
}

/** One input for each `control` of the field descriptions. antd hands `id`, `value` and `onChange` to it. */
function TextControl({ control, ...input }: { control: TextField['control'] }) {
  const { t } = useT();
  const textCardButtons = useTextCardButtons();
  const markdownButtons = useMarkdownButtons();
  switch (control) {
    case 'textcard':
      return <MarkedTextArea {...input} buttons={textCardButtons} toolbarLabel={t('Text styles')} />;
    case 'markdown':
      return <MarkedTextArea {...input} buttons={markdownButtons} toolbarLabel={t('Text styles')} />;
    case 'paragraph':
      return <VariableTextArea {...input} lines={3} />;
    case 'url':
      return <VariableTextArea {...input} lines={1} placeholder="https://" />;
    case 'line':
    case 'id':
      return <VariableTextArea {...input} lines={1} />;
    default:
      return control satisfies never;
  }
}
