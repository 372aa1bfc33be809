import { useState } from 'react';
import { Alert, Form, Input, Modal } from 'antd';
import { errorText } from '../../error-text';
import { useT } from '../../locale';
import { saveLink, type MemberRow } from './members-api';

interface MemberDialogProps {
  authenticator: string;
  row: MemberRow;
  title: string;
  onSaved: () => void;
  onClose: () => void;
}

/** Says which member a user is. */
export function MemberDialog({ authenticator, row, title, onSaved, onClose }: MemberDialogProps) {
  const { t } = useT();
  const [form] = Form.useForm<{ wecomUserId: string }>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  const save = async ({ wecomUserId }: { wecomUserId: string }) => {
    setBusy(true);
    try {
      await saveLink(authenticator, row, wecomUserId.trim());
      onSaved();
    } catch (error) {
      setProblem(errorText(error));
      setBusy(false);
    }
  };

  return (
    <Modal
      open
      title={title}
      okText={t('Save')}
      cancelText={t('Cancel')}
      confirmLoading={busy}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ wecomUserId: row.link?.wecomUserId ?? '' }}
        onFinish={(values) => void save(values)}
      >
        <Form.Item
          name="wecomUserId"
          label={t('Member id')}
          extra={t('WeCom console: Contacts, the member, "Account" (账号). Upper and lower case do not matter.')}
          rules={[{ required: true, whitespace: true, message: t('Enter the {{field}}', { field: t('Member id') }) }]}
        >
          <Input autoFocus autoComplete="off" />
        </Form.Item>
      </Form>
      {problem && <Alert type="error" showIcon role="alert" message={problem} />}
    </Modal>
  );
}
