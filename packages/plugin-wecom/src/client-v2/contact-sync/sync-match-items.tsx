import { Checkbox, Form, Select } from 'antd';
import { useT } from '../locale';

/** Who a member is whom nobody has linked yet. */
export function SyncMatchItems({ optionsName }: { optionsName: string[] }) {
  const { t } = useT();
  const rule = Form.useWatch<string | undefined>([...optionsName, 'match'], Form.useFormInstance()) ?? 'username';
  const about: Record<string, string> = {
    none: t('A user is made for every member who is not linked.'),
    username: t('A member is the user whose username is the member id; for others a user is made.'),
    phone: t(
      'A member is the user with the same phone number; for others a user is made. When WeCom does not tell the application phone numbers, users are looked up in WeCom instead, a twentieth of the members a day.',
    ),
    email: t(
      'A member is the user with the same mail; for others a user is made. When WeCom does not tell the application mail addresses, users are looked up in WeCom instead, a twentieth of the members a day.',
    ),
  };
  return (
    <>
      <Form.Item
        name={[...optionsName, 'match']}
        label={t('Find the user of a member by')}
        initialValue="username"
        extra={
          <>
            {about[rule]}{' '}
            {rule !== 'none' &&
              t(
                'When several match, or the one that matches is an administrator, nobody is linked: the page of the sync asks who it is.',
              )}
          </>
        }
      >
        <Select
          options={[
            { value: 'username', label: t('Username') },
            { value: 'phone', label: t('Phone number') },
            { value: 'email', label: t('Mail') },
            { value: 'none', label: t('No rule, links only') },
          ]}
        />
      </Form.Item>
      <Form.Item
        name={[...optionsName, 'personalMail']}
        valuePropName="checked"
        extra={t('Otherwise the corporate mail counts. Members can change their personal mail themselves.')}
      >
        <Checkbox>{t('Use the personal mail')}</Checkbox>
      </Form.Item>
    </>
  );
}
