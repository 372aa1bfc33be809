import { useState, type ReactNode } from 'react';
import { Alert, App, Button, Drawer, Form, Popconfirm, type FormInstance } from 'antd';
import { addContact, changeContact, removeContact, type ContactKind } from '../../api/control-api';
import { useTexts } from '../../texts/use-texts';

interface ContactDrawerProps<Values extends object> {
  kind: ContactKind;
  title: string;
  /** Undefined for a new one. */
  id: string | number | undefined;
  form: FormInstance<Values>;
  initialValues: Partial<Values>;
  /** What is sent; undefined removes a field of what is there. */
  fieldsOf: (values: Values) => object;
  removable?: boolean;
  children: ReactNode;
  onClose: () => void;
}

/** The form of a member, department or tag, with buttons to save, delete and leave. */
export function ContactDrawer<Values extends object>(props: ContactDrawerProps<Values>) {
  const { kind, title, id, form, initialValues, fieldsOf, removable = true, children, onClose } = props;
  const { contacts, cancel } = useTexts();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();

  const attempt = async (doing: () => Promise<unknown>, done: string) => {
    setBusy(true);
    setFailure(undefined);
    try {
      await doing();
      void message.success(done);
      onClose();
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  const save = (values: Values) => {
    const fields = fieldsOf(values);
    void attempt(() => (id === undefined ? addContact(kind, fields) : changeContact(kind, id, fields)), contacts.saved);
  };
  return (
    <Drawer
      open
      width="min(440px, 100vw)"
      title={title}
      aria-label={title}
      onClose={onClose}
      footer={
        <div className="contact-footer">
          <Button type="primary" loading={busy} onClick={() => form.submit()}>
            {contacts.save}
          </Button>
          <Button disabled={busy} onClick={onClose}>
            {cancel}
          </Button>
          {id !== undefined && removable && (
            <Popconfirm
              title={contacts.confirmDelete}
              okText={contacts.remove}
              cancelText={cancel}
              okButtonProps={{ danger: true }}
              onConfirm={() => void attempt(() => removeContact(kind, id), contacts.removed)}
            >
              <Button danger disabled={busy} className="contact-delete">
                {contacts.remove}
              </Button>
            </Popconfirm>
          )}
        </div>
      }
    >
      {failure !== undefined && <Alert type="error" showIcon message={failure} className="contact-failure" />}
      <Form form={form} layout="vertical" initialValues={initialValues} scrollToFirstError onFinish={save}>
        {children}
      </Form>
    </Drawer>
  );
}
