import { Form, Input } from 'antd';
import type { Seed, Tag } from '../../api/wire';
import { useTexts } from '../../texts/use-texts';
import { ContactDrawer } from './contact-drawer';
import { DepartmentsSelect, MembersSelect } from './contact-selects';

interface TagFormProps {
  seed: Seed;
  /** Undefined for a new one. */
  tag: Tag | undefined;
  onClose: () => void;
}

type Values = Omit<Tag, 'tagid'>;

export function TagForm({ seed, tag, onClose }: TagFormProps) {
  const texts = useTexts();
  const { contacts } = texts;
  const [form] = Form.useForm<Values>();
  return (
    <ContactDrawer
      kind="tags"
      title={tag ? tag.tagname : contacts.addTag}
      id={tag?.tagid}
      form={form}
      initialValues={{ tagname: '', userlist: [], partylist: [], ...tag }}
      fieldsOf={({ tagname, userlist, partylist }) => ({ tagname, userlist, partylist })}
      onClose={onClose}
    >
      <Form.Item
        name="tagname"
        label={contacts.fields.tagName}
        rules={[{ required: true, message: texts.faults.required }]}
      >
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item name="userlist" label={contacts.kinds.members}>
        <MembersSelect seed={seed} />
      </Form.Item>
      <Form.Item name="partylist" label={contacts.kinds.departments}>
        <DepartmentsSelect seed={seed} mode="multiple" />
      </Form.Item>
    </ContactDrawer>
  );
}
