import { EnvVariableInput } from '@nocobase/client-v2';
import { Checkbox, Collapse, Divider, Form } from 'antd';
import { CallbackItems } from '../callback/callback-items';
import { useT } from '../locale';
import { DomainFileItems } from './domain-file-items';
import { HomepageLinkItem } from './homepage-link-item';
import { MatchRuleItems } from './match-rule-items';
import { PrivateDeploymentItems } from './private-deployment-items';
import { SendingItems } from './sending-items';
import { localPath, originOnly, required } from './setting-rules';
import { WeComAppItems } from './wecom-app-items';

/** Names are absolute paths: both clients keep everything of ours under `options`. */
const at = (...path: string[]) => ['options', ...path];

/** Settings of an authenticator of type WeCom: which application of which corp, and how signing in works. */
export default function AuthenticatorSettings() {
  const { t } = useT();
  return (
    <>
      <Divider orientation="left">{t('WeCom application')}</Divider>
      <WeComAppItems optionsName={at()} />

      <Divider orientation="left">{t('Sign-in')}</Divider>
      <Form.Item
        name={at('origin')}
        label={t('Origin')}
        extra={t('Address of this NocoBase as WeCom users reach it')}
        initialValue={window.location.origin}
        rules={[required(t, t('Origin')), originOnly(t)]}
      >
        <EnvVariableInput placeholder="https://nocobase.example.com" />
      </Form.Item>
      <Form.Item
        name={at('redirectLink')}
        label={t('Workbench application redirect link')}
        extra={t('Path to open after signing in')}
        rules={[localPath(t)]}
      >
        <EnvVariableInput placeholder="/admin" />
      </Form.Item>
      <Form.Item
        name={at('autoLogin')}
        valuePropName="checked"
        extra={t('Signs in without a click when the page is opened inside WeCom. Only one authenticator may have it.')}
      >
        <Checkbox>{t('Automatic login')}</Checkbox>
      </Form.Item>
      <MatchRuleItems optionsName={at()} />
      <Form.Item
        name={at('autoSignup')}
        valuePropName="checked"
        extra={t('The new user gets the name of the member and the default role.')}
      >
        <Checkbox>{t('Sign up automatically when no user matches')}</Checkbox>
      </Form.Item>
      <Form.Item name={at('buttonText')} label={t('Sign-in button text')}>
        <EnvVariableInput placeholder={t('Sign in with WeCom')} />
      </Form.Item>
      <Form.Item name={at('tooltip')} label={t('Sign-in button tooltip')}>
        <EnvVariableInput />
      </Form.Item>
      <HomepageLinkItem optionsName={at()} />

      <Divider orientation="left">{t('Receive messages (callbacks)')}</Divider>
      <CallbackItems
        kind="authenticator"
        corpIdName={at('corpId')}
        tokenName={at('callback', 'token')}
        encodingAESKeyName={at('callback', 'encodingAESKey')}
        enabledName={at('callback', 'enabled')}
        originName={at('origin')}
      />
      <Collapse
        items={[
          {
            key: 'sending',
            label: t('Sending messages'),
            forceRender: true,
            children: <SendingItems optionsName={at()} />,
          },
          {
            key: 'domain',
            label: t('Trusted domain'),
            forceRender: true,
            children: <DomainFileItems optionsName={at()} />,
          },
          {
            key: 'private',
            label: t('Private deployment'),
            forceRender: true,
            children: <PrivateDeploymentItems optionsName={at()} />,
          },
        ]}
      />
    </>
  );
}
