import { Form, Input, Typography } from 'antd';
import { apiUrl } from '../host';
import { useT } from '../locale';
import { domainFileProxyLine, isDomainFileName } from './domain-file';

/** The file WW_verify_….txt, and the line with which a proxy hands it out at the root of the domain. */
export function DomainFileItems({ optionsName }: { optionsName: string[] }) {
  const { t } = useT();
  const form = Form.useFormInstance();
  const fileName = [...optionsName, 'domainFile', 'name'];
  const contentName = [...optionsName, 'domainFile', 'content'];
  const name = (Form.useWatch<string | undefined>(fileName, form) ?? '').trim();
  return (
    <>
      <Form.Item
        name={fileName}
        label={t('Name of the trusted-domain file')}
        extra={t(
          'WeCom console: the application, "Web authorization and JS-SDK", "Apply for domain verification". Download the file and enter its name and content here.',
        )}
        normalize={(text: string) => text.trim()}
        rules={[
          {
            validator: (_rule, value?: string) =>
              !value || isDomainFileName(value)
                ? Promise.resolve()
                : Promise.reject(new Error(t('The name looks like WW_verify_AbCdEf0123456789.txt'))),
          },
        ]}
      >
        <Input placeholder="WW_verify_AbCdEf0123456789.txt" autoComplete="off" />
      </Form.Item>
      <Form.Item
        name={contentName}
        label={t('Content of the trusted-domain file')}
        dependencies={[fileName]}
        rules={[
          {
            validator: (_rule, value?: string) =>
              name && !value?.trim() ? Promise.reject(new Error(t('Enter the content, too'))) : Promise.resolve(),
          },
        ]}
      >
        <Input placeholder="AbCdEf0123456789" autoComplete="off" />
      </Form.Item>
      {isDomainFileName(name) && (
        <Form.Item
          label={t('Line for the proxy')}
          extra={t(
            'WeCom looks for the file at the root of the domain. Put this line into the server block of nginx in front of NocoBase, then save here. "Check connection" tells whether it works.',
          )}
        >
          <Typography.Paragraph
            code
            copyable={{ tooltips: [t('Copy'), t('Copied')] }}
            style={{ marginBottom: 0, overflowWrap: 'anywhere' }}
          >
            {domainFileProxyLine(name, apiUrl())}
          </Typography.Paragraph>
        </Form.Item>
      )}
    </>
  );
}
