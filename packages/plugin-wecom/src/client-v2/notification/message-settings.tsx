import { useMemo } from 'react';
import type { MessageConfigFormProps } from '@nocobase/plugin-notification-manager/client-v2';
import { Form } from 'antd';
import { antdName } from './form-path';
import { KindChoice, kindOf, type Content } from './kind-choice';
import { KindContext } from './kind-context';
import { KindFields } from './kind-fields';
import { MessagePreview } from './message-preview';
import { Receivers } from './receivers';

/**
 * The message of a workflow's notification node. Everything with variables lives under `content`: the host compiles that once and
 * the rest twice, so that text elsewhere could be read as a template again.
 */
export default function MessageSettings({ namePrefix, variableOptions }: MessageConfigFormProps) {
  const form = Form.useFormInstance();
  const content = useMemo(() => [...(namePrefix ?? []), 'content'], [namePrefix]);
  const msgtype = Form.useWatch<string | undefined>([...content, 'msgtype'], { form, preserve: true });
  const cardType = Form.useWatch<string | undefined>([...content, 'template_card', 'card_type'], {
    form,
    preserve: true,
  });
  const channelName = [...(namePrefix ?? []), 'channelName'];
  const channel = Form.useWatch<string | undefined>(channelName, { form, preserve: true });
  const kind = useMemo(() => {
    const chosen: Content = {};
    if (msgtype) chosen.msgtype = msgtype;
    if (cardType) chosen.template_card = { card_type: cardType };
    return kindOf(chosen);
  }, [msgtype, cardType]);
  const context = useMemo(
    () => ({ kind, body: [...content, kind.msgtype], variableOptions, channel }),
    [kind, content, variableOptions, channel],
  );
  return (
    <>
      <Receivers path={[...(namePrefix ?? []), 'receivers']} variableOptions={variableOptions} />
      <KindChoice content={content} kind={kind} />
      <KindContext.Provider value={context}>
        {/* Wraps by the width there is, not by the window: the drawer is half of the window. */}
        <div style={{ display: 'flex', flexWrap: 'wrap', columnGap: 24, alignItems: 'flex-start' }}>
          <div style={{ flex: '3 1 300px', minWidth: 0 }}>
            <KindFields key={kind.name} />
          </div>
          <div style={{ flex: '2 1 240px', minWidth: 0, position: 'sticky', top: 0 }}>
            <MessagePreview content={antdName(content)} />
          </div>
        </div>
      </KindContext.Provider>
    </>
  );
}
