import { useCallback, useEffect, useState } from 'react';
import { Alert, Button, Empty, Flex, Popconfirm, Segmented, Table, Typography } from 'antd';
import type { ConflictCode } from '../../contact-sync-state';
import { errorText } from '../error-text';
import type { Page } from '../host';
import { useT } from '../locale';
import { listContacts, resolveContact, userLabel, type OpenContact } from './contacts-api';
import { DecideDialog } from './decide-dialog';

type View = 'conflict' | 'ignored';

interface UndecidedContactsProps {
  source: string;
  /** Changes when a sync has found out something new. */
  version: unknown;
}

/** Members of whom nobody could tell who they are here: a person says so. */
export function UndecidedContacts({ source, version }: UndecidedContactsProps) {
  const { t } = useT();
  const why = useConflictTexts();
  const [view, setView] = useState<View>('conflict');
  const [place, setPlace] = useState({ page: 1, pageSize: 10 });
  const [shown, setShown] = useState<Page<OpenContact>>();
  const [problem, setProblem] = useState<string>();
  const [deciding, setDeciding] = useState<OpenContact>();

  const load = useCallback(async () => {
    try {
      setShown(await listContacts({ source, state: view, ...place }));
      setProblem(undefined);
    } catch (error) {
      setProblem(errorText(error));
    }
  }, [source, view, place]);
  useEffect(() => void load(), [load, version]);

  const act = async (done: Promise<unknown>) => {
    try {
      await done;
      await load();
    } catch (error) {
      setProblem(errorText(error));
    }
  };

  return (
    <Flex vertical gap={12}>
      <Flex wrap gap={8} align="center" justify="space-between">
        <Typography.Text type="secondary" style={{ flex: '1 1 300px' }}>
          {t(
            'Members whom the rule of the source could not tell safely. Say who they are here; nothing is done about them before.',
          )}
        </Typography.Text>
        <Segmented<View>
          style={{ maxWidth: '100%', overflowX: 'auto' }}
          value={view}
          options={[
            { value: 'conflict', label: t('To be decided') },
            { value: 'ignored', label: t('Ignored') },
          ]}
          onChange={(next) => {
            setShown(undefined);
            setView(next);
            setPlace({ page: 1, pageSize: place.pageSize });
          }}
        />
      </Flex>
      {problem && <Alert type="error" showIcon role="alert" message={problem} />}
      <Table<OpenContact>
        rowKey="key"
        size="small"
        loading={!shown && !problem}
        dataSource={shown?.rows ?? []}
        scroll={{ x: 640 }}
        locale={{
          emptyText: shown ? (
            <Empty
              image={Empty.PRESENTED_IMAGE_SIMPLE}
              description={view === 'ignored' ? t('Nobody is ignored.') : t('Nothing to decide.')}
            />
          ) : (
            ' '
          ),
        }}
        pagination={{
          current: place.page,
          pageSize: place.pageSize,
          total: shown?.total ?? 0,
          hideOnSinglePage: true,
          onChange: (page, pageSize) => setPlace({ page, pageSize }),
        }}
        columns={[
          { title: t('Member'), render: (_, contact) => memberLabel(contact) },
          ...(view === 'conflict'
            ? [
                {
                  title: t('Why'),
                  render: (_: unknown, { conflict }: OpenContact) => conflict && why[conflict.code],
                },
                {
                  title: t('Users in question'),
                  render: (_: unknown, { conflict }: OpenContact) =>
                    conflict?.users.map((user) => (
                      <div key={user.id} style={{ overflowWrap: 'anywhere' }}>
                        {userLabel(user)}
                      </div>
                    )),
                },
              ]
            : []),
          {
            title: t('Actions'),
            render: (_, contact) => {
              const { key, conflict, isWritten } = contact;
              if (isWritten) {
                return t('Written without it; once that user gives it up, the next sync writes it.');
              }
              if (view === 'ignored') {
                return (
                  <Button
                    type="link"
                    size="small"
                    style={{ padding: 0 }}
                    onClick={() => void act(resolveContact(source, key, { as: 'reopen' }))}
                  >
                    {t('Find out again')}
                  </Button>
                );
              }
              return conflict?.code === 'protectedLeaver' || conflict?.code === 'renamed' ? (
                <Popconfirm
                  title={t('Leave this user as they are?')}
                  description={t(
                    'To shut them out, disable the link on the page of WeCom members, or delete the user.',
                  )}
                  okText={t('Leave as they are')}
                  cancelText={t('Back')}
                  onConfirm={() => void act(resolveContact(source, key, { as: 'ignore' }))}
                >
                  <Button type="link" size="small" style={{ padding: 0 }}>
                    {t('Leave as they are')}
                  </Button>
                </Popconfirm>
              ) : (
                <Button type="link" size="small" style={{ padding: 0 }} onClick={() => setDeciding(contact)}>
                  {t('Decide')}
                </Button>
              );
            },
          },
        ]}
      />
      {deciding && (
        <DecideDialog
          source={source}
          contact={deciding}
          title={t('Who is {{member}} here?', { member: memberLabel(deciding) })}
          onDone={() => {
            setDeciding(undefined);
            void load();
          }}
          onClose={() => setDeciding(undefined)}
        />
      )}
    </Flex>
  );
}

const memberLabel = ({ name, key }: OpenContact): string => (name && name !== key ? `${name} (${key})` : key);

function useConflictTexts(): Record<ConflictCode, string> {
  const { t } = useT();
  return {
    ambiguous: t('Several users match.'),
    protectedUser: t('The user that matches may change settings.'),
    userTaken: t('The user that matches is linked to another member.'),
    phoneTaken: t('Somebody else has the phone number.'),
    emailTaken: t('Somebody else has the mail address.'),
    protectedLeaver: t('The member left, and the user may change settings.'),
    renamed: t('The member has another userid now, which belongs to another user.'),
  };
}
