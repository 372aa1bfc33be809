import { Typography } from 'antd';
import { SecretItem } from '../auth/secret-item';
import { usePairComplaints } from '../callback/use-pair-complaints';
import { useT } from '../locale';

interface ContactsAssistantItemsProps {
  optionsName: string[];
  /** Whether a secret is typed that is not saved yet. */
  onSecretTyped: (typed: boolean) => void;
}

/** WeCom's own tool for contacts, which has a secret, a Token and a key of its own. */
export function ContactsAssistantItems({ optionsName, onSecretTyped }: ContactsAssistantItemsProps) {
  const { t } = useT();
  const at = (name: string) => [...optionsName, name];
  const complaints = usePairComplaints();
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
          'Beside the Secret of an application it spares reading departments that add nobody; who is synced is still what the application sees. Alone it sees the whole corp, but WeCom tells ids only: neither names, nor phone numbers, nor mail addresses.',
        )}
        corpIdName={at('corpId')}
        baseUrlName={at('baseUrl')}
        required={false}
        onTyped={onSecretTyped}
      />
      <SecretItem
        name={at('contactsToken')}
        label={t('Token of the event server')}
        purpose="callback-token"
        corpIdName={at('corpId')}
        required={false}
        complaint={complaints.token}
      />
      <SecretItem
        name={at('contactsEncodingAESKey')}
        label={t('EncodingAESKey of the event server')}
        purpose="encoding-aes-key"
        corpIdName={at('corpId')}
        required={false}
        complaint={complaints.encodingAESKey}
      />
    </>
  );
}
