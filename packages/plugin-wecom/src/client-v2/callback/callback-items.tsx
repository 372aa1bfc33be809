import { Checkbox, Form, Input, theme, Typography } from 'antd';
import type { OwnerKind } from '../../callback-status';
import { SecretItem } from '../auth/secret-item';
import { useT } from '../locale';
import { CallbackAddressItems } from './callback-address-items';
import { usePairComplaints } from './use-pair-complaints';

interface CallbackItemsProps {
  /** Whose settings these are; they stand in the form under the name `name`. */
  kind: OwnerKind;
  corpIdName: string[];
  tokenName: string[];
  encodingAESKeyName: string[];
  /** A checkbox that switches it all on; without one the two secrets may stay empty. */
  enabledName?: string[];
  /** Address of this NocoBase as others reach it: a field of the same form, or what is known from elsewhere. */
  originName?: string[];
  origin?: string | undefined;
}

/** How WeCom's messages and clicks on cards get here: what to do in which order, Token and key, the address, and its state. */
export function CallbackItems({ enabledName, ...props }: CallbackItemsProps) {
  const { t } = useT();
  const enabled = Form.useWatch<boolean | undefined>(enabledName ?? [], Form.useFormInstance());
  if (!enabledName) return <PairItems {...props} required={false} />;
  return (
    <>
      <Form.Item
        name={enabledName}
        valuePropName="checked"
        extra={t(
          'Needed for template cards with a menu: WeCom refuses them (43012) as long as the application has no callback URL.',
        )}
      >
        <Checkbox>{t('Receive messages of members and their clicks on cards')}</Checkbox>
      </Form.Item>
      {enabled ? <PairItems {...props} required /> : <Kept names={[props.tokenName, props.encodingAESKeyName]} />}
    </>
  );
}

/** A form gives back what is in it: switched off and saved, these are still there when it is switched on again. */
function Kept({ names }: { names: string[][] }) {
  return names.map((name) => (
    <Form.Item key={name.join('.')} name={name} hidden>
      <Input />
    </Form.Item>
  ));
}

interface PairItemsProps extends Omit<CallbackItemsProps, 'enabledName'> {
  required: boolean;
}

function PairItems(props: PairItemsProps) {
  const { kind, corpIdName, tokenName, encodingAESKeyName, originName, origin, required } = props;
  const { t } = useT();
  const complaints = usePairComplaints();
  const entered = Form.useWatch<string | undefined>(originName ?? [], Form.useFormInstance());
  return (
    <>
      <Steps />
      <SecretItem
        name={tokenName}
        label={t('Token')}
        purpose="callback-token"
        corpIdName={corpIdName}
        required={required}
        complaint={complaints.token}
      />
      <SecretItem
        name={encodingAESKeyName}
        label={t('EncodingAESKey')}
        purpose="encoding-aes-key"
        corpIdName={corpIdName}
        required={required}
        complaint={complaints.encodingAESKey}
      />
      <CallbackAddressItems kind={kind} origin={originName ? entered : origin} />
    </>
  );
}

/** Address and keys go to and fro between two pages, so their order matters. */
function Steps() {
  const { t } = useT();
  const { token } = theme.useToken();
  const steps = [
    t(
      'In the WeCom console open the application, then "Receive messages" (接收消息) and "Set API reception" (设置API接收). Have Token and EncodingAESKey generated there (随机获取), and leave the page open.',
    ),
    t('Copy both into the fields below, and save these settings.'),
    t('Open these settings again, copy the callback address, and paste it into the field "URL" of that page.'),
    t('Save that page. WeCom verifies the address at this moment.'),
  ];
  return (
    <Typography.Paragraph type="secondary">
      <ol style={{ paddingInlineStart: token.paddingLG, margin: 0 }}>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </Typography.Paragraph>
  );
}
