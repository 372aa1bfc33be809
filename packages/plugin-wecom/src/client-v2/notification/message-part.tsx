import { useEffect, useRef } from 'react';
import { DeleteOutlined } from '@ant-design/icons';
import type { Field, GroupField, ListField } from '@openwecom/client/messages';
import { Button, Card, Tooltip } from 'antd';
import { useT } from '../locale';
import { CallbackNeed } from './callback-need';
import { FieldItems } from './field-item';
import { inside, type Place } from './form-path';
import { useKind } from './kind-context';
import { ListItems } from './list-items';

interface MessagePartProps {
  field: GroupField | ListField;
  parent: Place;
  /** For parts the message can do without. */
  onRemove: (() => void) | undefined;
  /** Just added: it takes the focus, because the button that added it stands elsewhere. */
  takesFocus: boolean;
}

/** A group or a list of the message under its own title. */
export function MessagePart({ field, parent, onRemove, takesFocus }: MessagePartProps) {
  const { t } = useT();
  const { kind } = useKind();
  const card = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (takesFocus) card.current?.querySelector<HTMLElement>('.ant-card-body textarea')?.focus();
  }, [takesFocus]);
  const place = inside(parent, field.name);
  const title = t(field.label);
  const removeLabel = t('Remove: {{part}}', { part: title });
  return (
    <Card
      ref={card}
      size="small"
      type="inner"
      title={title}
      role="group"
      aria-label={title}
      style={{ marginBottom: 16 }}
      styles={{ body: { paddingBottom: 0 } }}
      extra={
        onRemove && (
          <Tooltip title={removeLabel}>
            <Button type="text" size="small" aria-label={removeLabel} icon={<DeleteOutlined />} onClick={onRemove} />
          </Tooltip>
        )
      }
    >
      {kind.needsCallbackWith === field.name && <CallbackNeed />}
      {field.control === 'list' ? (
        <ListItems field={field} place={place} isNested={false} />
      ) : (
        <FieldItems fields={field.fields} parent={place} inList={false} />
      )}
    </Card>
  );
}

export const isPart = (field: Field): field is GroupField | ListField =>
  field.control === 'group' || field.control === 'list';
