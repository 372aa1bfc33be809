import { ReloadOutlined } from '@ant-design/icons';
import { Alert, Button, Form, Input, Skeleton, Typography } from 'antd';
import type { OwnerKind } from '../../callback-status';
import { apiUrl } from '../host';
import { useT } from '../locale';
import { callbackAddress } from './callback-address';
import { CallbackState } from './callback-state';
import { useCallbackStatus } from './use-callback-status';

interface CallbackAddressItemsProps {
  kind: OwnerKind;
  /** Address of this NocoBase as others reach it, when it is known. */
  origin: string | undefined;
}

/** The address to copy into WeCom's console, and what WeCom has made of it. Both are there once the settings are saved. */
export function CallbackAddressItems({ kind, origin }: CallbackAddressItemsProps) {
  const { t } = useT();
  const form = Form.useFormInstance();
  const name = Form.useWatch<string | undefined>('name', { form, preserve: true });
  const { loaded, load } = useCallbackStatus(kind, name);
  const { status, failure, at = 0 } = loaded ?? {};
  const address = status && callbackAddress(status.path, apiUrl(), origin);
  const lookAgain = (
    <Button type="link" size="small" icon={<ReloadOutlined />} onClick={() => void load()}>
      {t('Look again')}
    </Button>
  );
  return (
    <>
      <Form.Item
        label={t('Callback address (URL)')}
        extra={
          address &&
          t(
            'Paste it into the field "URL" of the page "Receive messages" in the WeCom console. WeCom must be able to reach it from the internet.',
          )
        }
      >
        {address ? (
          <Input
            readOnly
            value={address}
            aria-label={t('Callback address (URL)')}
            suffix={<Typography.Text copyable={{ text: address, tooltips: [t('Copy'), t('Copied')] }} />}
          />
        ) : (
          <Typography.Text type="secondary">
            {t('Shown here when these settings are saved and opened again.')}
          </Typography.Text>
        )}
      </Form.Item>
      {failure && (
        <Alert
          type="error"
          showIcon
          style={{ marginBottom: 16 }}
          message={t('The state of the address could not be loaded')}
          description={failure}
          action={lookAgain}
        />
      )}
      {name && !loaded && <Skeleton active title={false} paragraph={{ rows: 1 }} />}
      {status && (
        <Form.Item label={t('State of the address')}>
          <CallbackState status={status} now={at} action={lookAgain} />
        </Form.Item>
      )}
    </>
  );
}
