import { useState } from 'react';
import { Collapse, Divider, Form } from 'antd';
import { CallbackItems } from '../callback/callback-items';
import { useAuthenticatorOrigin } from '../callback/use-authenticator-origin';
import { hasPlugin } from '../host';
import { useT } from '../locale';
import { ContactsAssistantItems } from './contacts-assistant-items';
import { DepartmentsItem } from './departments-item';
import { DepartmentsMissing } from './departments-missing';
import { LeaverItems } from './leaver-items';
import { ScheduleItem } from './schedule-item';
import { SourceAppItems } from './source-app-items';
import { SyncMatchItems } from './sync-match-items';
import { SyncPageLink } from './sync-page-link';

/** Names are absolute paths: both clients keep everything of ours under `options`. */
const at = (...path: string[]) => ['options', ...path];

/** Settings of a sync source of type WeCom: which application reads the contacts, and what becomes of whom it finds. */
export default function SourceSettings() {
  const { t } = useT();
  const form = Form.useFormInstance();
  const shared = Form.useWatch<boolean | undefined>(at('useAuthenticator'), form);
  const contactsSecret = Form.useWatch<string | undefined>(at('contactsSecret'), form);
  const [contactsSecretTyped, setContactsSecretTyped] = useState(false);
  const origin = useAuthenticatorOrigin(Form.useWatch<string | undefined>(at('authenticator'), form));
  return (
    <>
      <SyncPageLink />
      <Divider orientation="left">{t('WeCom application')}</Divider>
      <SourceAppItems
        optionsName={at()}
        shared={shared === true}
        secretRequired={!contactsSecret && !contactsSecretTyped}
      />

      <Divider orientation="left">{t('Members and departments')}</Divider>
      <Form.Item noStyle={hasPlugin('departments')}>
        <DepartmentsMissing />
      </Form.Item>
      <DepartmentsItem name={at('departments')} />
      <SyncMatchItems optionsName={at()} />
      <LeaverItems optionsName={at()} />
      <ScheduleItem name={at('schedule')} />

      <Divider orientation="left">{t('Receive messages (callbacks)')}</Divider>
      <CallbackItems
        kind="source"
        corpIdName={at('corpId')}
        tokenName={at('token')}
        encodingAESKeyName={at('encodingAESKey')}
        origin={origin}
      />
      <Collapse
        style={{ marginBottom: 24 }}
        items={[
          {
            key: 'contacts',
            label: t('Contacts sync assistant'),
            forceRender: true,
            children: <ContactsAssistantItems optionsName={at()} onSecretTyped={setContactsSecretTyped} />,
          },
        ]}
      />
    </>
  );
}
