import { personnel, unreachable } from '../accounts';
import type { NocoBaseApi } from '../nocobase-api';
import { bilingual } from './bilingual';
import { LEAVE_REQUESTS } from './leave-collection';
import { markdown, textCard, textNotice } from './messages';
import { userId, type UserIds } from './users';
import { WECOM } from './wecom';

/** `mode` of the collection trigger: when a record is created. */
const ON_CREATE = 1;

const requestApprover = '{{$context.data.approver.id}}';
const requestApplicant = '{{$context.data.applicant.id}}';

interface Notice {
  title: string;
  /** Users by id, or a variable that leads to one. */
  receivers: (string | number)[];
  content: object;
}

/** One workflow for each message type; all three reach the approver of a new request. */
export async function seedWorkflows(api: NocoBaseApi, ids: UserIds): Promise<void> {
  const notices: Notice[] = [
    {
      title: bilingual('请假通知：文本卡片', 'Leave notice: text card'),
      receivers: [requestApprover],
      content: textCard,
    },
    {
      title: bilingual('请假通知：Markdown', 'Leave notice: markdown'),
      receivers: [requestApprover, userId(ids, personnel)],
      content: markdown,
    },
    {
      // To people it cannot reach as well: the notification log shows who they were and why.
      title: bilingual('请假通知：模板卡片', 'Leave notice: template card'),
      receivers: [requestApprover, requestApplicant, ...unreachable.map((account) => userId(ids, account))],
      content: textNotice,
    },
  ];
  for (const notice of notices) await seedWorkflow(api, notice);
}

async function seedWorkflow(api: NocoBaseApi, { title, receivers, content }: Notice): Promise<void> {
  const existing = await api.call<unknown[]>('workflows:list', { params: { filter: { title } } });
  if (existing.length > 0) return;
  const { id } = await api.call<{ id: number }>('workflows:create', {
    values: {
      title,
      type: 'collection',
      sync: false,
      enabled: false,
      config: { collection: LEAVE_REQUESTS, mode: ON_CREATE, appends: ['applicant', 'approver'] },
    },
  });
  await api.call(`workflows/${id}/nodes:create`, {
    values: {
      type: 'notification',
      title: bilingual('发送到企业微信', 'Send to WeCom'),
      upstreamId: null,
      config: { channelName: WECOM, receivers, content, ignoreFail: false },
    },
  });
  await api.call('workflows:update', { params: { filterByTk: String(id) }, values: { enabled: true } });
}
