import { useCallback, useEffect, useState } from 'react';
import { ReloadOutlined } from '@ant-design/icons';
import { Alert, Button, Card, Empty, Flex, Input, Segmented, Select, Table, Typography } from 'antd';
import { errorText } from '../../error-text';
import { hrefOf, listAuthenticators, type AuthenticatorChoice, type Page } from '../../host';
import { useT } from '../../locale';
import { LinkActions, LinkSwitch } from './link-controls';
import { MemberDialog } from './member-dialog';
import { listEverybody, listLinked, type MemberRow } from './members-api';

type View = 'linked' | 'everybody';

/** For administrators: which user is which WeCom member. */
export default function MembersPage() {
  const { t } = useT();
  const [authenticators, setAuthenticators] = useState<AuthenticatorChoice[]>();
  const [authenticator, setAuthenticator] = useState<string>();
  const [view, setView] = useState<View>('everybody');
  const [search, setSearch] = useState('');
  const [place, setPlace] = useState({ page: 1, pageSize: 20 });
  const [shown, setShown] = useState<Page<MemberRow>>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [editing, setEditing] = useState<MemberRow>();

  useEffect(() => {
    listAuthenticators()
      .then((found) => {
        setAuthenticators(found);
        setAuthenticator(found[0]?.name);
      })
      .catch((error: unknown) => setProblem(errorText(error)));
  }, []);

  const load = useCallback(async () => {
    if (authenticator === undefined) return;
    setBusy(true);
    try {
      const list = view === 'linked' ? listLinked : listEverybody;
      setShown(await list({ authenticator, search, ...place }));
      setProblem(undefined);
    } catch (error) {
      setProblem(errorText(error));
    } finally {
      setBusy(false);
    }
  }, [authenticator, view, search, place]);
  useEffect(() => void load(), [load]);

  const toFirstPage = () => setPlace(({ pageSize }) => ({ page: 1, pageSize }));

  const change = async (act: Promise<unknown>) => {
    setBusy(true);
    try {
      await act;
      await load();
    } catch (error) {
      setProblem(errorText(error));
      setBusy(false);
    }
  };

  if (authenticators?.length === 0) {
    return (
      <Card>
        <Empty description={t('There is no authenticator of type WeCom yet.')}>
          <Button type="primary" href={hrefOf('/admin/settings/auth/authenticators')}>
            {t('Open authenticators')}
          </Button>
        </Empty>
      </Card>
    );
  }

  return (
    <Card>
      <Flex vertical gap={16}>
        <Typography.Text type="secondary">
          {t(
            'Links decide who may sign in with WeCom and who can be notified. Administrators are never linked automatically: link them here, or let them do it in their own user menu.',
          )}
        </Typography.Text>
        <Flex wrap gap={8} justify="space-between">
          <Flex wrap gap={8} style={{ maxWidth: '100%' }}>
            <Segmented<View>
              style={{ maxWidth: '100%', overflowX: 'auto' }}
              value={view}
              options={[
                { value: 'everybody', label: t('All users') },
                { value: 'linked', label: t('Linked users') },
              ]}
              onChange={(next) => {
                setView(next);
                toFirstPage();
              }}
            />
            {authenticators && authenticators.length > 1 && (
              <Select
                aria-label={t('Authenticator')}
                value={authenticator ?? null}
                style={{ width: 180, maxWidth: '100%' }}
                options={authenticators.map(({ name, title }) => ({ value: name, label: title || name }))}
                onChange={(name) => {
                  setAuthenticator(name ?? undefined);
                  toFirstPage();
                }}
              />
            )}
          </Flex>
          <Flex wrap gap={8} style={{ maxWidth: '100%' }}>
            <Input.Search
              allowClear
              aria-label={t('Search')}
              placeholder={view === 'linked' ? t('Name, phone or member id') : t('Name or phone')}
              style={{ width: 260, maxWidth: '100%' }}
              onSearch={(text) => {
                setSearch(text.trim());
                toFirstPage();
              }}
            />
            <Button icon={<ReloadOutlined />} onClick={() => void load()}>
              {t('Refresh')}
            </Button>
          </Flex>
        </Flex>
        {problem && <Alert type="error" showIcon role="alert" message={problem} />}
        <Table<MemberRow>
          rowKey={({ user }) => user.id}
          loading={busy}
          dataSource={shown?.rows ?? []}
          scroll={{ x: 'max-content' }}
          locale={{
            emptyText: busy ? ' ' : <Empty description={search ? t('Nobody matches') : t('Nobody is linked yet.')} />,
          }}
          pagination={{
            current: place.page,
            pageSize: place.pageSize,
            total: shown?.total ?? 0,
            showSizeChanger: true,
            showTotal: (total) => t('{{total}} in all', { total }),
            onChange: (page, pageSize) => setPlace({ page, pageSize }),
          }}
          columns={[
            { title: t('Nickname'), render: (_, { user }) => user.nickname || '–' },
            { title: t('Username'), render: (_, { user }) => user.username || '–' },
            { title: t('Phone'), render: (_, { user }) => user.phone || '–' },
            {
              title: t('WeCom member'),
              render: (_, { link }) =>
                link?.wecomUserId ?? <Typography.Text type="secondary">{t('Not linked')}</Typography.Text>,
            },
            {
              title: t('Enabled'),
              render: (_, { user, link }) =>
                link && (
                  <LinkSwitch
                    link={link}
                    label={t('Link of {{user}} enabled', { user: nameOf(user) })}
                    onChange={(act) => void change(act)}
                  />
                ),
            },
            {
              title: t('Actions'),
              render: (_, row) => (
                <LinkActions
                  link={row.link}
                  question={t('Unlink {{user}} from WeCom?', { user: nameOf(row.user) })}
                  onEdit={() => setEditing(row)}
                  onChange={(act) => void change(act)}
                />
              ),
            },
          ]}
        />
        <Typography.Text type="secondary">
          {t(
            'Switching a link off ends WeCom sessions and stops WeCom sign-in and notifications. Signing in with a password still works.',
          )}
        </Typography.Text>
      </Flex>
      {editing && authenticator !== undefined && (
        <MemberDialog
          authenticator={authenticator}
          row={editing}
          title={t('WeCom member of {{user}}', { user: nameOf(editing.user) })}
          onSaved={() => {
            setEditing(undefined);
            void load();
          }}
          onClose={() => setEditing(undefined)}
        />
      )}
    </Card>
  );
}

const nameOf = ({ nickname, username, id }: MemberRow['user']): string => nickname || username || String(id);
