import { useEffect, useState } from 'react';
import { Alert, Modal, Radio, Select, Space, Typography } from 'antd';
import { debounce } from 'lodash';
import { errorText } from '../error-text';
import { useT } from '../locale';
import { findUsers, resolveContact, userLabel, type OpenContact, type Resolution, type User } from './contacts-api';

interface DecideDialogProps {
  source: string;
  contact: OpenContact;
  title: string;
  onDone: () => void;
  onClose: () => void;
}

/** One of the users in question, somebody else, somebody new, or nobody. */
type Choice = `user ${string}` | 'other' | 'create' | 'ignore';

const SEARCH_AFTER_MS = 300;

/** A person says who a member is here. */
export function DecideDialog({ source, contact, title, onDone, onClose }: DecideDialogProps) {
  const { t } = useT();
  const [choice, setChoice] = useState<Choice>();
  const [other, setOther] = useState<User['id']>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const resolution = resolutionOf(choice, other);

  const save = async () => {
    if (!resolution) return;
    setBusy(true);
    try {
      await resolveContact(source, contact.key, resolution);
      onDone();
    } catch (error) {
      setProblem(errorText(error));
      setBusy(false);
    }
  };

  const note = { display: 'block', paddingInlineStart: 24 };
  return (
    <Modal
      open
      title={title}
      okText={t('Save')}
      cancelText={t('Cancel')}
      confirmLoading={busy}
      okButtonProps={{ disabled: !resolution }}
      onOk={() => void save()}
      onCancel={onClose}
    >
      <Radio.Group
        aria-label={title}
        value={choice}
        onChange={(event) => setChoice(event.target.value as Choice)}
        style={{ width: '100%' }}
      >
        <Space direction="vertical" style={{ width: '100%' }}>
          {(contact.conflict?.users ?? []).map((user) => (
            <Radio key={user.id} value={`user ${user.id}`}>
              {userLabel(user)}
            </Radio>
          ))}
          <Radio value="other">{t('Another user')}</Radio>
          {choice === 'other' && <UserSearch value={other} onChange={setOther} />}
          <Radio value="create">{t('Somebody new')}</Radio>
          <Typography.Text type="secondary" style={note}>
            {t('A user is made. A phone number or mail address that somebody else has is left out.')}
          </Typography.Text>
          <Radio value="ignore">{t('Nobody here')}</Radio>
          <Typography.Text type="secondary" style={note}>
            {t('Later syncs leave this member alone.')}
          </Typography.Text>
        </Space>
      </Radio.Group>
      {problem && <Alert type="error" showIcon role="alert" style={{ marginTop: 12 }} message={problem} />}
    </Modal>
  );
}

function resolutionOf(choice: Choice | undefined, other: User['id'] | undefined): Resolution | undefined {
  switch (choice) {
    case undefined:
      return undefined;
    case 'create':
    case 'ignore':
      return { as: choice };
    case 'other':
      return other === undefined ? undefined : { userId: other };
    default:
      return { userId: choice.slice('user '.length) };
  }
}

interface UserSearchProps {
  value: User['id'] | undefined;
  onChange: (id: User['id']) => void;
}

function UserSearch({ value, onChange }: UserSearchProps) {
  const { t } = useT();
  const [users, setUsers] = useState<User[]>([]);
  const [search, setSearch] = useState('');
  useEffect(() => {
    let isCurrent = true;
    findUsers(search)
      .then((found) => isCurrent && setUsers(found))
      .catch(() => isCurrent && setUsers([]));
    return () => void (isCurrent = false);
  }, [search]);
  return (
    <div style={{ paddingInlineStart: 24 }}>
      <Select
        showSearch
        autoFocus
        aria-label={t('User')}
        placeholder={t('Name, phone or mail')}
        style={{ width: '100%' }}
        filterOption={false}
        value={value ?? null}
        options={users.map((user) => ({ value: user.id, label: userLabel(user) }))}
        onSearch={debounce(setSearch, SEARCH_AFTER_MS)}
        onChange={(id) => id !== null && onChange(id)}
      />
    </div>
  );
}
