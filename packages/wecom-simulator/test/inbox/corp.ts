import type { Call, Callback, InboxMessage, Member, OperatorMessage, Seed } from '../../src/inbox/api/wire';

const member = (userid: string, name: string, department: number, changes: Partial<Member> = {}): Member => ({
  userid,
  name,
  department: [department],
  status: 1,
  licensed: true,
  ...changes,
});

/** Two apps: Notices reaches department 2 and everything below, Approvals the tag "board" alone. */
export const seed: Seed = {
  corpId: 'wwtest0001',
  corpName: 'Test corp',
  contactSecret: 'contact-secret',
  agents: [
    {
      agentId: 1000002,
      name: 'Notices',
      secret: 'notices-secret',
      visibleRange: { users: [], departments: [2], tags: [] },
    },
    {
      agentId: 1000003,
      name: 'Approvals',
      secret: 'approvals-secret',
      visibleRange: { users: [], departments: [], tags: [1] },
    },
  ],
  departments: [
    { id: 1, name: 'Corp', parentid: 0 },
    { id: 2, name: 'Research', parentid: 1 },
    { id: 3, name: 'Frontend', parentid: 2 },
    { id: 4, name: 'Sales', parentid: 1 },
  ],
  tags: [{ tagid: 1, tagname: 'board', userlist: ['LiSi'], partylist: [] }],
  members: [
    member('zhangsan', 'Zhang San', 3),
    member('lisi', 'Li Si', 2, { licensed: false }),
    member('wangwu', 'Wang Wu', 4),
    member('zhaoliu', 'Zhao Liu', 3, { status: 2 }),
  ],
};

export const at = Date.UTC(2026, 0, 5, 8, 0, 0);

export function inboxMessage(id: number, changes: Partial<InboxMessage> = {}): InboxMessage {
  return {
    id,
    msgid: `msg-${id}`,
    agentid: 1000002,
    sentAt: at + id * 1000,
    msgtype: 'text',
    body: { msgtype: 'text', text: { content: `message ${id}` } },
    state: 'delivered',
    ...changes,
  };
}

export function operatorMessage(
  id: number,
  recipients: OperatorMessage['recipients'],
  changes: Partial<OperatorMessage> = {},
): OperatorMessage {
  const { state: _state, ...head } = inboxMessage(id);
  return { ...head, recipients, ...changes };
}

export function call(id: number, changes: Partial<Call> = {}): Call {
  return {
    id,
    at: at + id * 1000,
    method: 'POST',
    path: '/cgi-bin/message/send',
    caller: '127.0.0.1',
    query: {},
    request: { touser: 'zhangsan' },
    answer: { errcode: 0, errmsg: 'ok' },
    status: 200,
    durationMs: 1.25,
    notes: [],
    fault: null,
    ...changes,
  };
}

export function callback(id: number, changes: Partial<Callback> = {}): Callback {
  return {
    id,
    at: at + id * 1000,
    receiver: 1000002,
    url: 'http://127.0.0.1:13000/wecom',
    message: { FromUserName: 'zhangsan', MsgType: 'event', Event: 'enter_agent' },
    state: 'delivered',
    attempts: [{ at: at + id * 1000, durationMs: 12, outcome: 'delivered', status: 200 }],
    ...changes,
  };
}
