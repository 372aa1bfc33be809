import { useState } from 'react';
import { PlusOutlined } from '@ant-design/icons';
import type { Field } from '@openwecom/client/messages';
import { Button, Flex, Form } from 'antd';
import { useT } from '../locale';
import { FieldItems } from './field-item';
import { hasContent, isAsked, isOptionalPart, startOf } from './field-state';
import { antdName, placeAt } from './form-path';
import { useKind } from './kind-context';
import { isPart, MessagePart } from './message-part';

/** All inputs of one kind of message, drawn from its description. Optional parts appear when they are added or have content. */
export function KindFields() {
  const { t } = useT();
  const form = Form.useFormInstance();
  const { kind, body } = useKind();
  // Removed parts are no longer registered, so only the store as a whole still tells what a reopened form has.
  const values = Form.useWatch<Record<string, unknown> | undefined>(antdName(body), { form, preserve: true }) ?? {};
  const [added, setAdded] = useState<ReadonlySet<string>>(new Set());

  const isShown = (field: Field) =>
    !isOptionalPart(kind, field) || added.has(field.name) || hasContent(field, values[field.name]);
  const add = (field: Field) => {
    setAdded(new Set([...added, field.name]));
    form.setFieldValue([...body, field.name], startOf(field));
  };
  const remove = (field: Field) => {
    setAdded(new Set([...added].filter((name) => name !== field.name)));
    form.setFieldValue([...body, field.name], undefined);
  };

  const asked = kind.fields.filter(isAsked);
  const missing = asked.filter((field) => !isShown(field));
  const place = placeAt(body);
  return (
    <>
      {asked
        .filter(isShown)
        .map((field) =>
          isPart(field) ? (
            <MessagePart
              key={field.name}
              field={field}
              parent={place}
              takesFocus={added.has(field.name)}
              onRemove={isOptionalPart(kind, field) ? () => remove(field) : undefined}
            />
          ) : (
            <FieldItems key={field.name} fields={[field]} parent={place} inList={false} />
          ),
        )}
      {missing.length > 0 && (
        <Form.Item label={t('Add to the card')}>
          <Flex wrap gap="small">
            {missing.map((field) => (
              <Button key={field.name} size="small" icon={<PlusOutlined />} onClick={() => add(field)}>
                {t(field.label)}
              </Button>
            ))}
          </Flex>
        </Form.Item>
      )}
    </>
  );
}
