import { Checkbox, Form, Select } from 'antd';
import { useT } from '../locale';

/** Who a member is who is not linked yet. */
export function MatchRuleItems({ optionsName }: { optionsName: string[] }) {
  const { t } = useT();
  const form = Form.useFormInstance();
  const rule = Form.useWatch<string | undefined>([...optionsName, 'match'], form) ?? 'none';
  const about: Record<string, string> = {
    none: t('Only members who are linked already can sign in, unless new users are signed up.'),
    username: t('A member is the user whose username is the member id.'),
    phone: t(
      'A member is the user with the same phone number. WeCom gives it only when the member agrees, inside WeCom: a first sign-in by QR code is refused.',
    ),
    email: t(
      'A member is the user with the same mail. WeCom gives it only when the member agrees, inside WeCom: a first sign-in by QR code is refused.',
    ),
  };
  return (
    <>
      <Form.Item
        name={[...optionsName, 'match']}
        label={t('Find the user of a member by')}
        initialValue="none"
        extra={
          <>
            {about[rule]}{' '}
            {rule !== 'none' &&
              t('Administrators are never found this way: they link their account themselves, or are linked by hand.')}
          </>
        }
      >
        <Select
          options={[
            { value: 'none', label: t('No rule, links only') },
            { value: 'username', label: t('Username') },
            { value: 'phone', label: t('Phone number') },
            { value: 'email', label: t('Mail') },
          ]}
        />
      </Form.Item>
      {rule === 'email' && (
        <Form.Item
          name={[...optionsName, 'personalMail']}
          valuePropName="checked"
          extra={t('Otherwise the corporate mail counts. Members can change their personal mail themselves.')}
        >
          <Checkbox>{t('Use the personal mail')}</Checkbox>
        </Form.Item>
      )}
    </>
  );
}
