import { Form, Input, Typography } from 'antd';
import { hrefOf } from '../host';
import { useT } from '../locale';
import { homepageLink, type HomepageSettings } from './homepage-link';

/** The homepage address to copy into WeCom's console. It is told from the other settings and never stored. */
export function HomepageLinkItem({ optionsName }: { optionsName: string[] }) {
  const { t } = useT();
  const form = Form.useFormInstance();
  const options = Form.useWatch<HomepageSettings | undefined>(optionsName, form) ?? {};
  const name = Form.useWatch<string | undefined>('name', { form, preserve: true });
  const link = homepageLink(options, name, hrefOf('/wecom/entry'));
  return (
    <Form.Item
      label={t('Workbench application homepage link')}
      extra={
        options.autoLogin
          ? t('Paste it into WeCom as the homepage of the application. Other pages of this site work too.')
          : t('Paste it into WeCom as the homepage of the application.')
      }
    >
      {link ? (
        <Input
          readOnly
          value={link}
          aria-label={t('Workbench application homepage link')}
          suffix={<Typography.Text copyable={{ text: link, tooltips: [t('Copy'), t('Copied')] }} />}
        />
      ) : (
        <Typography.Text type="secondary">
          {t('Shown as soon as the origin is a plain address. With a variable, put the link together by hand.')}
        </Typography.Text>
      )}
    </Form.Item>
  );
}
