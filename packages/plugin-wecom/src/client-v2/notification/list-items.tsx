import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import type { ListField } from '@openwecom/client/messages';
import { Button, Flex, Form, theme, Tooltip, Typography } from 'antd';
import { useT } from '../locale';
import { FieldItems } from './field-item';
import { defaultsOf } from './field-state';
import { antdName, inside, type Place } from './form-path';
import { containsVariable } from './text-length';

type Item = Record<string, unknown>;

interface ListItemsProps {
  field: ListField;
  place: Place;
  /** Inside a group; a list on its own has its title around it. */
  isNested: boolean;
}

/** A list with add, remove and reorder, all of them buttons, so that they work with the keyboard too. */
export function ListItems({ field, place, isNested }: ListItemsProps) {
  const { t } = useT();
  const { token } = theme.useToken();
  const min = field.min ?? 0;
  return (
    <Form.List
      name={antdName(place.name)}
      rules={[
        {
          validator: (_rule, items: Item[] | undefined) =>
            (items?.length ?? 0) >= min
              ? Promise.resolve()
              : Promise.reject(new Error(t('At least {{min}} needed', { min }))),
        },
        ...(field.unique ?? []).map((name) => ({
          validator: (_rule: unknown, items: Item[] | undefined) =>
            repeats(items, name)
              ? Promise.reject(new Error(t('Each must be different: {{field}}', { field: t(labelOf(field, name)) })))
              : Promise.resolve(),
        })),
      ]}
    >
      {(rows, { add, remove, move }, { errors }) => (
        <Flex vertical gap="small" style={{ marginBottom: token.marginSM }}>
          {isNested && <Typography.Text>{t(field.label)}</Typography.Text>}
          {rows.map((row, index) => (
            <div
              key={row.key}
              role="group"
              aria-label={t('{{list}} {{number}}', { list: t(field.label), number: index + 1 })}
              style={{
                border: `1px solid ${token.colorBorderSecondary}`,
                borderRadius: token.borderRadius,
                padding: `${token.paddingXXS}px ${token.paddingSM}px 0`,
              }}
            >
              <Flex justify="space-between" align="center">
                <Typography.Text type="secondary">{index + 1}</Typography.Text>
                <Flex>
                  <RowButton
                    label={t('Move up')}
                    icon={<ArrowUpOutlined />}
                    disabled={index === 0}
                    onClick={() => move(index, index - 1)}
                  />
                  <RowButton
                    label={t('Move down')}
                    icon={<ArrowDownOutlined />}
                    disabled={index === rows.length - 1}
                    onClick={() => move(index, index + 1)}
                  />
                  <RowButton label={t('Remove')} icon={<DeleteOutlined />} onClick={() => remove(row.name)} />
                </Flex>
              </Flex>
              <FieldItems
                fields={field.fields}
                parent={{ name: [row.name], path: inside(place, row.name).path }}
                inList
              />
            </div>
          ))}
          <Button
            type="dashed"
            block
            icon={<PlusOutlined />}
            disabled={rows.length >= field.max}
            onClick={() => add(defaultsOf(field.fields))}
          >
            {t('Add ({{number}} of {{max}})', { number: rows.length, max: field.max })}
          </Button>
          {errors.map((error, index) => (
            <Typography.Text key={index} type="danger" role="alert">
              {error}
            </Typography.Text>
          ))}
        </Flex>
      )}
    </Form.List>
  );
}

interface RowButtonProps {
  label: string;
  icon: React.ReactNode;
  disabled?: boolean;
  onClick: () => void;
}

function RowButton({ label, icon, disabled = false, onClick }: RowButtonProps) {
  return (
    <Tooltip title={label}>
      <Button type="text" size="small" aria-label={label} icon={icon} disabled={disabled} onClick={onClick} />
    </Tooltip>
  );
}

function repeats(items: Item[] | undefined, name: string): boolean {
  const values = (items ?? [])
    .map((item) => item[name])
    .filter((value) => typeof value === 'string' && !containsVariable(value));
  return new Set(values).size < values.length;
}

function labelOf(field: ListField, name: string): string {
  return field.fields.find((inner) => inner.name === name)?.label ?? name;
}
