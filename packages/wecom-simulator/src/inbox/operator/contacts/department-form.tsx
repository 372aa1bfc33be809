import { Form, Input, InputNumber } from 'antd';
import type { Department, Seed } from '../../api/wire';
import { useTexts } from '../../texts/use-texts';
import { ContactDrawer } from './contact-drawer';
import { DepartmentsSelect, MembersSelect } from './contact-selects';

interface DepartmentFormProps {
  seed: Seed;
  /** Undefined for a new one. */
  department: Department | undefined;
  onClose: () => void;
}

type Values = Required<Pick<Department, 'name' | 'parentid' | 'order' | 'department_leader'>>;

const ROOT = 1;

export function DepartmentForm({ seed, department, onClose }: DepartmentFormProps) {
  const texts = useTexts();
  const { contacts } = texts;
  const [form] = Form.useForm<Values>();
  const required = { required: true, message: texts.faults.required };
  const isRoot = department?.id === ROOT;
  return (
    <ContactDrawer
      kind="departments"
      title={department ? department.name : contacts.addDepartment}
      id={department?.id}
      form={form}
      initialValues={{ name: '', parentid: ROOT, order: 0, department_leader: [], ...department }}
      fieldsOf={({ parentid, ...values }) => (isRoot ? values : { ...values, parentid })}
      removable={!isRoot}
      onClose={onClose}
    >
      <Form.Item name="name" label={contacts.fields.departmentName} rules={[required]}>
        <Input autoComplete="off" />
      </Form.Item>
      {!isRoot && (
        <Form.Item name="parentid" label={contacts.fields.parent}>
          <DepartmentsSelect seed={seed} among={(id) => id !== department?.id} />
        </Form.Item>
      )}
      <Form.Item name="order" label={contacts.fields.order} extra={contacts.orderHint} rules={[required]}>
        <InputNumber min={0} precision={0} />
      </Form.Item>
      <Form.Item name="department_leader" label={contacts.fields.leaders}>
        <MembersSelect seed={seed} />
      </Form.Item>
    </ContactDrawer>
  );
}
