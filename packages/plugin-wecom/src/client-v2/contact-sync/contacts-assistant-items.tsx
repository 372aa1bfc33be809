import { Typography } from 'antd';
import { CALLBACK_TOKEN, ENCODING_AES_KEY } from '../../constants';
import { SecretItem } from '../auth/secret-item';
import { useT } from '../locale';

/** WeCom's own tool for contacts, which has a secret, a Token and a key of its own. */
export function ContactsAssistantItems({ optionsName }: { optionsName: string[] }) {
  const { t } = useT();
  const at = (name: string) => [...optionsName, name];
  const complaint = (pattern: RegExp, text: string) => (clear: string) => (pattern.test(clear) ? undefined : text);
  return (
    <>
      <Typography.Paragraph type="secondary">
        {t(
          'Optional. WeCom console: Security and management (安全与管理), Management tools (管理工具), Contacts sync (通讯录同步). WeCom sends changes of contacts to the event server (接收事件服务器) that is set there: paste the same callback address, and enter its Token and EncodingAESKey here.',
        )}
      </Typography.Paragraph>
      <SecretItem
        name={at('contactsSecret')}
        label={t('Secret of contacts sync')}
        extra={t(
          'It sees the whole corp, also beyond the visible range of the application; WeCom then tells ids only, and names where the application may see them.',
        )}
        corpIdName={at('corpId')}
        baseUrlName={at('baseUrl')}
        required={false}
      />
      <SecretItem
        name={at('contactsToken')}
        label={t('Token of the event server')}
        purpose="callback-token"
        corpIdName={at('corpId')}
        required={false}
        complaint={complaint(CALLBACK_TOKEN, t('A Token has 1 to 32 letters and digits and nothing else'))}
      />
      <SecretItem
        name={at('contactsEncodingAESKey')}
        label={t('EncodingAESKey of the event server')}
        purpose="encoding-aes-key"
        corpIdName={at('corpId')}
        required={false}
        complaint={complaint(ENCODING_AES_KEY, t('An EncodingAESKey has exactly 43 letters and digits'))}
      />
    </>
  );
}
