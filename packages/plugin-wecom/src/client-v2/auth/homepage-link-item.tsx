import { Form, Input, Typography } from 'antd';
import { useT } from '../locale';
import { homepageLink, type HomepageSettings } from './homepage-link';

/** The homepage address to copy into WeCom's console. It is told from the other settings and never stored. */
export function HomepageLinkItem({ optionsName }: { optionsName: string[] }) {
  const { t } = useT();
  const options = Form.useWatch<HomepageSettings | undefined>(optionsName, Form.useFormInstance()) ?? {};
  const link = homepageLink(options);
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
