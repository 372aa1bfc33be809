import { EnvVariableInput } from '@nocobase/client-v2';
import { Checkbox, Form } from 'antd';
import { useT } from '../locale';
import { WEB_SIGN_IN_ORIGIN } from './sign-in/panel-origin';
import { originOnly } from './setting-rules';

const OAUTH_ORIGIN = 'https://open.weixin.qq.com';

/** Where WeCom's sign-in pages are when they are not WeCom's own. */
export function PrivateDeploymentItems({ optionsName }: { optionsName: string[] }) {
  const { t } = useT();
  return (
    <>
      <Form.Item
        name={[...optionsName, 'oauthBaseUrl']}
        label={t('Address for signing in inside WeCom')}
        extra={t('Leave it empty to use WeCom itself.')}
        rules={[originOnly(t)]}
      >
        <EnvVariableInput placeholder={OAUTH_ORIGIN} />
      </Form.Item>
      <Form.Item
        name={[...optionsName, 'webSignInBaseUrl']}
        label={t('Address for signing in by QR code')}
        extra={t(
          'Leave it empty to use WeCom itself. With another address the browser goes to that page instead of showing the QR code in a dialog.',
        )}
        rules={[originOnly(t)]}
      >
        <EnvVariableInput placeholder={WEB_SIGN_IN_ORIGIN} />
      </Form.Item>
      <Form.Item
        name={[...optionsName, 'legacyUserInfo']}
        valuePropName="checked"
        extra={t('For private deployments that do not know /cgi-bin/auth/getuserinfo.')}
      >
        <Checkbox>{t('Ask who signs in at the older API path')}</Checkbox>
      </Form.Item>
    </>
  );
}
