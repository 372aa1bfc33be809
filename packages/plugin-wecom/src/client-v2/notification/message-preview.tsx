import { useCallback } from 'react';
import { MessageView, type AppMessage } from '@openwecom/message-view';
import { Form, theme } from 'antd';
import { useT } from '../locale';
import { isDark } from './is-dark';
import { useKind } from './kind-context';
import { TextWithVariables } from './text-with-variables';

/** The message as members will see it. Only this box is drawn anew as one types, because it alone watches the content. */
export function MessagePreview({ content }: { content: (string | number)[] }) {
  const { t, language } = useT();
  const { token } = theme.useToken();
  const { kind, variableOptions } = useKind();
  const values = Form.useWatch<Record<string, object> | undefined>(content, Form.useFormInstance());
  const renderText = useCallback(
    (text: string) => <TextWithVariables text={text} variableOptions={variableOptions} />,
    [variableOptions],
  );
  const body = { ...values?.[kind.msgtype], ...(kind.cardType ? { card_type: kind.cardType } : {}) };
  const message = { msgtype: kind.msgtype, [kind.msgtype]: body } as AppMessage;
  return (
    <Form.Item label={t('Preview')}>
      <div
        data-testid="wecom-preview"
        style={{
          background: isDark(token.colorBgContainer) ? '#111111' : '#ededed',
          borderRadius: token.borderRadiusLG,
          padding: token.paddingSM,
        }}
      >
        <MessageView
          message={message}
          locale={language.startsWith('zh') ? 'zh-CN' : 'en-US'}
          theme={isDark(token.colorBgContainer) ? 'dark' : 'light'}
          renderText={renderText}
          onOpenLink={ignore}
        />
      </div>
    </Form.Item>
  );
}

/** A click in a preview leads nowhere: one would leave the form. */
function ignore(): void {
  return;
}
