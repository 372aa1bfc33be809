import type { NocoBaseApi } from '../nocobase-api';
import { bilingual } from './bilingual';

export const LEAVE_REQUESTS = 'leave_requests';

interface Choice {
  value: string;
  label: string;
  color: string;
}

/** The stored value is what people read: a message prints the value, it cannot look a label up. */
const option = (zh: string, en: string, color: string): Choice => ({
  value: bilingual(zh, en),
  label: bilingual(zh, en),
  color,
});

const annualLeave = option('年假', 'Annual leave', 'blue');
const pending = option('待审批', 'Pending', 'gold');

const leaveTypes = [annualLeave, option('病假', 'Sick leave', 'orange'), option('事假', 'Personal leave', 'purple')];
const leaveStates = [pending, option('已同意', 'Approved', 'green'), option('已拒绝', 'Rejected', 'red')];

/** What the table of requests is made of, in the words of the host's collection manager. */
const fields = [
  {
    name: 'id',
    type: 'snowflakeId',
    interface: 'snowflakeId',
    autoIncrement: false,
    primaryKey: true,
    allowNull: false,
    uiSchema: { type: 'number', title: '{{t("ID")}}', 'x-component': 'InputNumber', 'x-read-pretty': true },
  },
  person('applicant', bilingual('申请人', 'Applicant')),
  choice('type', bilingual('请假类型', 'Type'), leaveTypes, annualLeave),
  day('startDate', bilingual('开始日期', 'Start')),
  day('endDate', bilingual('结束日期', 'End')),
  {
    name: 'days',
    type: 'double',
    interface: 'number',
    uiSchema: {
      type: 'number',
      title: bilingual('天数', 'Days'),
      'x-component': 'InputNumber',
      'x-component-props': { stringMode: true, step: '0.5' },
    },
  },
  {
    name: 'reason',
    type: 'text',
    interface: 'textarea',
    uiSchema: { type: 'string', title: bilingual('请假事由', 'Reason'), 'x-component': 'Input.TextArea' },
  },
  person('approver', bilingual('审批人', 'Approver')),
  choice('status', bilingual('状态', 'Status'), leaveStates, pending),
  {
    name: 'createdAt',
    type: 'date',
    interface: 'createdAt',
    field: 'createdAt',
    uiSchema: {
      type: 'datetime',
      title: '{{t("Created at")}}',
      'x-component': 'DatePicker',
      'x-component-props': {},
      'x-read-pretty': true,
    },
  },
  {
    name: 'createdBy',
    type: 'belongsTo',
    interface: 'createdBy',
    target: 'users',
    foreignKey: 'createdById',
    uiSchema: {
      type: 'object',
      title: '{{t("Created by")}}',
      'x-component': 'AssociationField',
      'x-component-props': { fieldNames: { value: 'id', label: 'nickname' } },
      'x-read-pretty': true,
    },
  },
];

export const leaveFieldNames: string[] = fields.map(({ name }) => name);

/** Makes the collection, unless it is there. */
export async function seedLeaveCollection(api: NocoBaseApi): Promise<void> {
  const existing = await api.call<unknown[]>('collections:list', { params: { filter: { name: LEAVE_REQUESTS } } });
  if (existing.length > 0) return;
  await api.call('collections:create', {
    values: {
      name: LEAVE_REQUESTS,
      title: bilingual('请假申请', 'Leave requests'),
      titleField: 'reason',
      template: 'general',
      autoGenId: false,
      createdAt: true,
      createdBy: true,
      updatedAt: true,
      updatedBy: false,
      fields,
    },
  });
}

function person(name: string, title: string) {
  return {
    name,
    type: 'belongsTo',
    interface: 'm2o',
    target: 'users',
    foreignKey: `${name}Id`,
    targetKey: 'id',
    uiSchema: {
      type: 'object',
      title,
      'x-component': 'AssociationField',
      'x-component-props': { multiple: false, fieldNames: { value: 'id', label: 'nickname' } },
    },
  };
}

function choice(name: string, title: string, choices: Choice[], initial: Choice) {
  return {
    name,
    type: 'string',
    interface: 'select',
    defaultValue: initial.value,
    uiSchema: { type: 'string', title, 'x-component': 'Select', enum: choices },
  };
}

function day(name: string, title: string) {
  return {
    name,
    type: 'dateOnly',
    interface: 'date',
    uiSchema: {
      type: 'string',
      title,
      'x-component': 'DatePicker',
      'x-component-props': { dateOnly: true, showTime: false },
    },
  };
}
