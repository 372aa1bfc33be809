import { useCallback, useEffect, useState } from 'react';
import { Alert, Flex, Typography } from 'antd';
import { errorText, isForbidden } from '../../error-text';
import { listAuthenticators, type AuthenticatorChoice } from '../../host';
import { useT } from '../../locale';
import { LinkActions, LinkSwitch } from './link-controls';
import { MemberDialog } from './member-dialog';
import { listLinksOf, type MemberLink, type User } from './members-api';

/** For administrators, in the host's form of one user: whom that user is in WeCom. Nothing for who may not know. */
export default function UserLinks({ userId }: { userId: User['id'] }) {
  const { t } = useT();
  const [authenticators, setAuthenticators] = useState<AuthenticatorChoice[]>([]);
  const [links, setLinks] = useState<MemberLink[]>();
  const [problem, setProblem] = useState<string>();
  const [editing, setEditing] = useState<string>();

  const load = useCallback(async () => {
    try {
      const [choices, found] = await Promise.all([listAuthenticators(), listLinksOf(userId)]);
      setAuthenticators(choices);
      setLinks(found);
      setProblem(undefined);
    } catch (error) {
      if (!isForbidden(error)) setProblem(errorText(error));
    }
  }, [userId]);
  useEffect(() => void load(), [load]);

  const change = async (act: Promise<unknown>) => {
    try {
      await act;
      await load();
    } catch (error) {
      setProblem(errorText(error));
    }
  };

  const linkWith = (name: string) => links?.find(({ authenticator }) => authenticator === name);

  if (!problem && (!links || authenticators.length === 0)) return null;
  return (
    // What is entered in its dialog must not submit the form that this stands in.
    <section aria-label={t('WeCom member')} onSubmit={(event) => event.stopPropagation()}>
      <Flex vertical gap={8}>
        <Typography.Text strong>{t('WeCom member')}</Typography.Text>
        {problem && <Alert type="error" showIcon role="alert" message={problem} />}
        {authenticators.map(({ name, title }) => {
          const link = linkWith(name);
          return (
            <Flex key={name} wrap gap="4px 12px" align="center">
              {authenticators.length > 1 && <Typography.Text type="secondary">{title || name}</Typography.Text>}
              {link ? (
                <Typography.Text>{link.wecomUserId}</Typography.Text>
              ) : (
                <Typography.Text type="secondary">{t('Not linked')}</Typography.Text>
              )}
              {link && <LinkSwitch link={link} label={t('Enabled')} onChange={(act) => void change(act)} />}
              <LinkActions
                link={link}
                question={t('Unlink from WeCom?')}
                onEdit={() => setEditing(name)}
                onChange={(act) => void change(act)}
              />
            </Flex>
          );
        })}
      </Flex>
      {editing !== undefined && (
        <MemberDialog
          authenticator={editing}
          row={{ user: { id: userId }, link: linkWith(editing) }}
          title={t('WeCom member')}
          onSaved={() => {
            setEditing(undefined);
            void load();
          }}
          onClose={() => setEditing(undefined)}
        />
      )}
    </section>
  );
}
