import { Button, Popconfirm, Space, Switch } from 'antd';
import { useT } from '../../locale';
import { removeLink, setDisabled, type MemberLink } from './members-api';

interface LinkSwitchProps {
  link: MemberLink;
  /** For who does not see what the switch stands beside. */
  label: string;
  onChange: (change: Promise<unknown>) => void;
}

/** Switches a link off and on. */
export function LinkSwitch({ link, label, onChange }: LinkSwitchProps) {
  return (
    <Switch
      size="small"
      checked={!link.disabled}
      aria-label={label}
      onChange={(enabled) => onChange(setDisabled(link, !enabled))}
    />
  );
}

interface LinkActionsProps {
  link: MemberLink | undefined;
  /** What to ask before the link is taken away. */
  question: string;
  onEdit: () => void;
  onChange: (change: Promise<unknown>) => void;
}

/** What an administrator can do about whom a user is in WeCom. */
export function LinkActions({ link, question, onEdit, onChange }: LinkActionsProps) {
  const { t } = useT();
  return (
    <Space>
      <Button type="link" size="small" style={{ padding: 0 }} onClick={onEdit}>
        {link ? t('Edit') : t('Link with a member')}
      </Button>
      {link && (
        <Popconfirm
          title={question}
          description={t('Ends the sessions begun with WeCom. The user stays and can sign in another way.')}
          okText={t('Unlink')}
          cancelText={t('Cancel')}
          onConfirm={() => onChange(removeLink(link))}
        >
          <Button type="link" size="small" danger style={{ padding: 0 }}>
            {t('Unlink')}
          </Button>
        </Popconfirm>
      )}
    </Space>
  );
}
