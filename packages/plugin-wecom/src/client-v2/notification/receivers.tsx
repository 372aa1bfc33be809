import { DeleteOutlined } from '@ant-design/icons';
import type { MetaTreeNode } from '@nocobase/flow-engine';
import { UserAddition, UserSelect, type Receiver } from '@nocobase/plugin-notification-manager/client-v2';
import { Button, Flex, Form, Tooltip } from 'antd';
import { useT } from '../locale';
import { antdName, type Path } from './form-path';

interface ReceiversProps {
  path: Path;
  variableOptions: MetaTreeNode[] | undefined;
}

/** Receivers as the host's own channels offer them: users, variables and queries. */
export function Receivers({ path, variableOptions }: ReceiversProps) {
  const { t } = useT();
  const form = Form.useFormInstance();
  const receivers = Form.useWatch<Receiver[] | undefined>(antdName(path), form) ?? [];
  return (
    <Form.List
      name={antdName(path)}
      rules={[
        {
          validator: (_rule, value: Receiver[] | undefined) =>
            value?.some(Boolean) ? Promise.resolve() : Promise.reject(new Error(t('Add at least one receiver'))),
        },
      ]}
    >
      {(rows, { remove }, { errors }) => (
        <Form.Item
          label={t('Receivers')}
          required
          extra={t('A variable must hold the id of a user, or a list of such ids.')}
          {...(errors.length > 0 ? { validateStatus: 'error' as const, help: errors[0] } : {})}
        >
          <Flex vertical gap="small">
            {rows.map((row) => (
              <Flex key={row.key} gap="small" align="center">
                <div style={{ flex: 1, minWidth: 0 }}>
                  <Form.Item name={row.name} noStyle>
                    <UserSelect {...(variableOptions ? { variableOptions } : {})} />
                  </Form.Item>
                </div>
                <Tooltip title={t('Remove')}>
                  <Button
                    type="text"
                    aria-label={t('Remove receiver {{number}}', { number: row.name + 1 })}
                    icon={<DeleteOutlined />}
                    onClick={() => remove(row.name)}
                  />
                </Tooltip>
              </Flex>
            ))}
            <UserAddition value={receivers} onChange={(next) => form.setFieldValue(antdName(path), next)} />
          </Flex>
        </Form.Item>
      )}
    </Form.List>
  );
}
