import { Form, Input, Radio, Switch } from 'antd';
import type { Member, Seed } from '../../api/wire';
import { findMember } from '../../state/selectors';
import { useTexts } from '../../texts/use-texts';
import { ContactDrawer } from './contact-drawer';
import { DepartmentsSelect } from './contact-selects';

interface MemberFormProps {
  seed: Seed;
  /** Undefined for a new one. */
  member: Member | undefined;
  onClose: () => void;
}

type Values = Required<
  Pick<Member, 'userid' | 'name' | 'department' | 'position' | 'alias' | 'mobile' | 'email' | 'biz_mail' | 'gender'>
> &
  Pick<Member, 'main_department' | 'status' | 'licensed'>;

const genders = [0, 1, 2] as const;
const statuses = [1, 2, 4, 5] as const;

export function MemberForm({ seed, member, onClose }: MemberFormProps) {
  const texts = useTexts();
  const { fields } = texts.contacts;
  const [form] = Form.useForm<Values>();
  const chosen = Form.useWatch('department', form) ?? member?.department ?? [];
  const required = { required: true, message: texts.faults.required };
  const isFree = (_rule: unknown, userid: string) => {
    const owner = findMember(seed, userid);
    return owner && owner !== member ? Promise.reject(new Error(texts.contacts.taken)) : Promise.resolve();
  };
  return (
    <ContactDrawer
      kind="members"
      title={member ? member.name : texts.contacts.addMember}
      id={member?.userid}
      form={form}
      initialValues={{
        userid: '',
        name: '',
        department: [1],
        position: '',
        alias: '',
        mobile: '',
        email: '',
        biz_mail: '',
        gender: 0,
        status: 1,
        licensed: true,
        ...member,
      }}
      fieldsOf={(values) => fieldsOf(values, member === undefined)}
      onClose={onClose}
    >
      <Form.Item
        name="userid"
        label={fields.userid}
        rules={[
          required,
          { pattern: /^[0-9A-Za-z][0-9A-Za-z_\-@.]{0,63}$/, message: texts.contacts.useridRule },
          { validator: isFree },
        ]}
      >
        <Input autoComplete="off" spellCheck={false} />
      </Form.Item>
      <Form.Item name="name" label={fields.name} rules={[required]}>
        <Input autoComplete="off" />
      </Form.Item>
      {/* Not marked as required: antd would put aria-required where it is not allowed. */}
      <Form.Item name="department" label={fields.department} rules={[required]} required={false}>
        <DepartmentsSelect seed={seed} mode="multiple" />
      </Form.Item>
      <Form.Item name="main_department" label={fields.mainDepartment}>
        <DepartmentsSelect
          seed={seed}
          allowClear
          placeholder={texts.contacts.firstDepartment}
          among={(id) => chosen.includes(id)}
        />
      </Form.Item>
      <Form.Item name="status" label={fields.status}>
        <Radio.Group>
          {statuses.map((status) => (
            <Radio key={status} value={status}>
              {texts.members.status[status] ?? texts.contacts.active}
            </Radio>
          ))}
        </Radio.Group>
      </Form.Item>
      <Form.Item name="licensed" label={fields.licensed} valuePropName="checked">
        <Switch />
      </Form.Item>
      {(['position', 'alias', 'mobile', 'email'] as const).map((name) => (
        <Form.Item key={name} name={name} label={fields[name]}>
          <Input autoComplete="off" />
        </Form.Item>
      ))}
      <Form.Item name="biz_mail" label={fields.bizMail}>
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item name="gender" label={fields.gender}>
        <Radio.Group>
          {genders.map((gender) => (
            <Radio key={gender} value={gender}>
              {texts.contacts.genders[gender]}
            </Radio>
          ))}
        </Radio.Group>
      </Form.Item>
    </ContactDrawer>
  );
}

/** An emptied choice is taken away; of a new member it is left out. */
function fieldsOf({ main_department, alias, department, ...values }: Values, isNew: boolean): object {
  const main = main_department !== undefined && department.includes(main_department) ? main_department : null;
  const optional = { main_department: main, alias: alias || null };
  const given = Object.fromEntries(Object.entries(optional).filter(([, value]) => !isNew || value !== null));
  return { ...values, department, ...given };
}
