import { messageKinds, type MessageKind } from '@openwecom/client/messages';
import { Form, Input, Radio } from 'antd';
import { useT } from '../locale';
import { antdName, type Path } from './form-path';

/** The kinds a workflow can send, in the order of the documentation; the first is also what a message without a type is. */
export const offeredKinds = [messageKinds.textcard, messageKinds.markdown, messageKinds.text_notice] as const;

export interface Content {
  msgtype?: string;
  template_card?: { card_type?: string };
}

export function kindOf(content: Content | undefined): MessageKind {
  const chosen = offeredKinds.find(
    ({ msgtype, cardType }) =>
      msgtype === content?.msgtype && (!cardType || (content.template_card?.card_type ?? cardType) === cardType),
  );
  return chosen ?? offeredKinds[0];
}

/** Chooses the kind. Each kind keeps its own branch of the content, so going back finds everything as it was typed. */
export function KindChoice({ content, kind }: { content: Path; kind: MessageKind }) {
  const { t } = useT();
  const form = Form.useFormInstance();
  const labels: Partial<Record<MessageKind['name'], string>> = {
    textcard: t('Text card'),
    markdown: t('Markdown'),
    text_notice: t('Template card: text notice'),
  };
  const choose = (name: string) => {
    const next = offeredKinds.find((offered) => offered.name === name) ?? offeredKinds[0];
    form.setFieldValue(antdName([...content, 'msgtype']), next.msgtype);
    if (next.cardType) form.setFieldValue(antdName([...content, next.msgtype, 'card_type']), next.cardType);
  };
  return (
    <>
      <Form.Item label={t('Message type')}>
        <Radio.Group
          optionType="button"
          value={kind.name}
          onChange={(event) => choose(event.target.value as string)}
          options={offeredKinds.map(({ name }) => ({ value: name, label: labels[name] ?? name }))}
        />
      </Form.Item>
      <Form.Item hidden name={antdName([...content, 'msgtype'])} initialValue={offeredKinds[0].msgtype}>
        <Input />
      </Form.Item>
      {kind.cardType && (
        <Form.Item hidden name={antdName([...content, kind.msgtype, 'card_type'])} initialValue={kind.cardType}>
          <Input />
        </Form.Item>
      )}
    </>
  );
}
