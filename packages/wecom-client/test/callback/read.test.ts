import { describe, expect, it } from 'vitest';
import { readCallback } from '../../src/callback';
import { parseXml } from '../../src/callback/xml';
import { vectors, xmlOf } from './wecom';

const base = {
  ToUserName: 'wx5823bf96d3bd56c7',
  FromUserName: 'zhangsan',
  CreateTime: '1700000000',
  AgentID: '1000002',
};

const element = (name: string, content: string) => `<${name}><![CDATA[${content}]]></${name}>`;
const elements = (values: Record<string, string>) =>
  Object.entries(values)
    .map(([name, content]) => element(name, content))
    .join('');

const read = (MsgType: string, rest: string) => readCallback(xmlOf(MsgType, rest));
const readEvent = (Event: string, rest = '') => read('event', element('Event', Event) + rest);
const readChange = (ChangeType: string, rest = '') =>
  readEvent('change_contact', element('ChangeType', ChangeType) + rest);

describe('messages', () => {
  it.each([
    ['text', { Content: 'hello' }],
    ['image', { PicUrl: 'https://p.example/1', MediaId: 'm1' }],
    ['voice', { MediaId: 'm1', Format: 'amr' }],
    ['video', { MediaId: 'm1', ThumbMediaId: 't1' }],
    ['location', { Location_X: '23.134', Location_Y: '113.358', Scale: '20', Label: '位置', AppType: 'wxwork' }],
    ['link', { Title: 't', Description: 'd', Url: 'https://l.example', PicUrl: 'https://p.example' }],
  ])('reads %s with its MsgId digit by digit', (MsgType, fields) => {
    const rest = `<MsgId>4561255354251345929</MsgId>${elements(fields)}`;
    expect(read(MsgType, rest)).toStrictEqual({
      ...base,
      kind: 'message',
      xml: xmlOf(MsgType, rest),
      MsgType,
      MsgId: '4561255354251345929',
      ...fields,
    });
  });

  it('reads a link without a picture', () => {
    const link = read('link', elements({ MsgId: '1', Title: 't', Description: 'd', Url: 'https://l.example' }));
    expect(link).toMatchObject({ kind: 'message', Url: 'https://l.example' });
    expect(link).not.toHaveProperty('PicUrl');
  });

  it('reads the message of the official sample', () => {
    const xml = vectors.decrypt[0]!.expectedPlaintext;
    expect(readCallback(xml)).toStrictEqual({
      kind: 'message',
      xml,
      ToUserName: 'wx5823bf96d3bd56c7',
      FromUserName: 'mycreate',
      CreateTime: '1409659813',
      MsgType: 'text',
      Content: 'hello',
      MsgId: '4561255354251345929',
      AgentID: '218',
    });
  });
});

describe('events', () => {
  const card = { EventKey: 'approve:42', TaskId: 'task_42-1@a', CardType: 'vote_interaction', ResponseCode: 'CODE' };

  it.each([
    ['template_card_event', card],
    ['template_card_menu_event', card],
    ['enter_agent', { EventKey: '' }],
    ['subscribe', { EventKey: '' }],
    ['unsubscribe', {}],
    ['click', { EventKey: 'menu_1' }],
    ['view', { EventKey: 'https://v.example/?a=1&b=2' }],
    ['view_miniprogram', { EventKey: '/pages/index' }],
    ['LOCATION', { Latitude: '23.104', Longitude: '113.320', Precision: '65.000', AppType: 'wxwork' }],
    ['share_agent_change', {}],
    ['share_chain_change', {}],
    ['inactive_alert', { EffectTime: '1764518400' }],
    ['low_active_alert', {}],
    ['close_inactive_agent', {}],
    ['reopen_inactive_agent', {}],
    ['low_active', {}],
    ['active_restored', {}],
  ])('reads %s', (Event, fields) => {
    const rest = elements(fields);
    expect(readEvent(Event, rest)).toStrictEqual({
      ...base,
      kind: 'event',
      xml: xmlOf('event', element('Event', Event) + rest),
      MsgType: 'event',
      Event,
      ...fields,
    });
  });

  const item = (key: string, ids: readonly string[]) =>
    `<SelectedItem>${element('QuestionKey', key)}<OptionIds>${ids.map((id) => element('OptionId', id)).join('')}</OptionIds></SelectedItem>`;

  it('reads choices as lists, whether there are none, one or several', () => {
    const select = (...items: string[]) => {
      const event = readEvent(
        'template_card_event',
        `${elements(card)}<SelectedItems>${items.join('\n')}</SelectedItems>`,
      );
      return 'SelectedItems' in event ? event.SelectedItems : 'missing';
    };
    expect(select()).toEqual([]);
    expect(select(item('q1', ['a']))).toEqual([{ QuestionKey: 'q1', OptionIds: ['a'] }]);
    expect(select(item('q1', ['a', 'b']), item('q2', []))).toEqual([
      { QuestionKey: 'q1', OptionIds: ['a', 'b'] },
      { QuestionKey: 'q2', OptionIds: [] },
    ]);
  });

  it('takes choices whose list is missing for none, and its other spelling for the list', () => {
    const question = element('QuestionKey', 'q1');
    const select = (items: string) =>
      readEvent('template_card_event', `${elements(card)}<SelectedItems>${items}</SelectedItems>`);
    expect(select(`<SelectedItem>${question}</SelectedItem>`)).toMatchObject({
      kind: 'event',
      SelectedItems: [{ QuestionKey: 'q1', OptionIds: [] }],
    });
    const misspelt = `<OpitonIds>${element('OptionId', 'a')}${element('OptionId', 'b')}</OpitonIds>`;
    expect(select(`<SelectedItem>${question}${misspelt}</SelectedItem>`)).toMatchObject({
      kind: 'event',
      SelectedItems: [{ QuestionKey: 'q1', OptionIds: ['a', 'b'] }],
    });
  });

  it.each(['scancode_push', 'scancode_waitmsg'])('reads what was scanned in %s', (Event) => {
    const info = { ScanType: 'qrcode', ScanResult: 'https://q.example' };
    expect(readEvent(Event, `${element('EventKey', '6')}<ScanCodeInfo>${elements(info)}</ScanCodeInfo>`)).toMatchObject(
      { kind: 'event', Event, ScanCodeInfo: info },
    );
  });

  it.each(['pic_sysphoto', 'pic_photo_or_album', 'pic_weixin'])('reads the pictures of %s as a list', (Event) => {
    const pictures = (sums: readonly string[]) =>
      readEvent(
        Event,
        `${element('EventKey', '6')}<SendPicsInfo><Count>${sums.length}</Count>` +
          `<PicList>${sums.map((sum) => `<item>${element('PicMd5Sum', sum)}</item>`).join('')}</PicList></SendPicsInfo>`,
      );
    expect(pictures(['a'])).toMatchObject({ Event, SendPicsInfo: { Count: '1', PicList: [{ PicMd5Sum: 'a' }] } });
    expect(pictures(['a', 'b'])).toMatchObject({ SendPicsInfo: { PicList: [{ PicMd5Sum: 'a' }, { PicMd5Sum: 'b' }] } });
    expect(pictures([])).toMatchObject({ SendPicsInfo: { Count: '0', PicList: [] } });
  });

  it('takes pictures whose list is missing for none', () => {
    const info = `${element('EventKey', '6')}<SendPicsInfo><Count>0</Count></SendPicsInfo>`;
    expect(readEvent('pic_weixin', info)).toMatchObject({ kind: 'event', SendPicsInfo: { Count: '0', PicList: [] } });
  });

  it('reads a chosen place', () => {
    const info = { Location_X: '23', Location_Y: '113', Scale: '15', Label: ' 客村 106号', Poiname: '' };
    expect(
      readEvent('location_select', `${element('EventKey', '6')}<SendLocationInfo>${elements(info)}</SendLocationInfo>`),
    ).toMatchObject({ kind: 'event', SendLocationInfo: info });
  });

  it('reads the result of a job', () => {
    const job = { JobId: 'S0MrnndvRG5f', JobType: 'sync_user', ErrCode: '0', ErrMsg: 'ok' };
    expect(readEvent('batch_job_result', `<BatchJob>${elements(job)}</BatchJob>`)).toMatchObject({
      kind: 'event',
      BatchJob: job,
    });
  });

  it('hands on an approval as it came', () => {
    const node = '<ApprovalNode><NodeStatus>1</NodeStatus></ApprovalNode>';
    const info = `<ApprovalInfo><ThirdNo>30</ThirdNo><ApprovalNodes>${node}${node}</ApprovalNodes></ApprovalInfo>`;
    expect(readEvent('open_approval_change', info)).toMatchObject({
      kind: 'event',
      ApprovalInfo: { ThirdNo: '30', ApprovalNodes: { ApprovalNode: [{ NodeStatus: '1' }, { NodeStatus: '1' }] } },
    });
  });
});

describe('changes in the contacts', () => {
  const member = {
    UserID: 'zhangsan',
    Name: '张三',
    MainDepartment: '1',
    Position: '产品经理',
    Mobile: '13800000000',
    Gender: '1',
    Email: 'z@acme.example',
    BizMail: 'z@corp.example',
    Status: '1',
    Avatar: 'https://a.example/0',
    Alias: 'zhangsan',
    Telephone: '020-123456',
    Address: '广州市',
  };
  const lists = { Department: '1,2,3', IsLeaderInDept: '1,0,0', DirectLeader: 'lisi,wangwu' };
  const readLists = {
    Department: ['1', '2', '3'],
    IsLeaderInDept: ['1', '0', '0'],
    DirectLeader: ['lisi', 'wangwu'],
  };
  const attributes =
    `<ExtAttr><Item><Name><![CDATA[爱好]]></Name><Type>0</Type><Text><Value><![CDATA[旅游]]></Value></Text></Item>` +
    `<Item><Name><![CDATA[卡号]]></Name><Type>1</Type><Web><Title><![CDATA[企业微信]]></Title><Url><![CDATA[https://work.example]]></Url></Web></Item></ExtAttr>`;

  it.each([
    ['create_user', {}],
    ['update_user', { NewUserID: 'zhangsan2' }],
  ])('reads a whole member in %s', (ChangeType, more) => {
    const rest = elements({ ...member, ...lists, ...more }) + attributes;
    expect(readChange(ChangeType, rest)).toStrictEqual({
      ...base,
      kind: 'event',
      xml: xmlOf('event', element('Event', 'change_contact') + element('ChangeType', ChangeType) + rest),
      MsgType: 'event',
      Event: 'change_contact',
      ChangeType,
      ...member,
      ...readLists,
      ...more,
      ExtAttr: [
        { Name: '爱好', Type: '0', Text: { Value: '旅游' } },
        { Name: '卡号', Type: '1', Web: { Title: '企业微信', Url: 'https://work.example' } },
      ],
    });
  });

  it('tells a cleared field from an unchanged one', () => {
    const change = readChange('update_user', elements({ UserID: 'zhangsan', Position: '', Department: '' }));
    expect(change).toMatchObject({ Position: '', Department: [] });
    expect(change).not.toHaveProperty('Mobile');
    expect(change).not.toHaveProperty('ExtAttr');
  });

  it('reads the events that carry ids only', () => {
    expect(readChange('create_user', elements({ UserID: 'zhangsan', Department: '7' }))).toMatchObject({
      kind: 'event',
      Department: ['7'],
    });
    expect(readChange('create_party', elements({ Id: '2', ParentId: '1' }))).toMatchObject({ kind: 'event', Id: '2' });
    expect(readChange('update_party', elements({ Id: '2' }))).toMatchObject({
      kind: 'event',
      ChangeType: 'update_party',
    });
  });

  it.each([
    ['delete_user', { UserID: 'zhangsan' }],
    ['create_party', { Id: '2', Name: '财务', ParentId: '1', Order: '100' }],
    ['update_party', { Id: '2', Name: '财务部', ParentId: '3' }],
    ['delete_party', { Id: '2' }],
  ])('reads %s', (ChangeType, fields) => {
    expect(readChange(ChangeType, elements(fields))).toMatchObject({ kind: 'event', ChangeType, ...fields });
  });

  it('reads the members and departments of a tag as lists', () => {
    expect(
      readChange(
        'update_tag',
        elements({ TagId: '1', AddUserItems: 'zhangsan,lisi', DelUserItems: '', AddPartyItems: '1' }),
      ),
    ).toMatchObject({ TagId: '1', AddUserItems: ['zhangsan', 'lisi'], DelUserItems: [], AddPartyItems: ['1'] });
  });

  it('reads events of contacts sync, which have no agent', () => {
    const xml = xmlOf('event', elements({ Event: 'change_contact', ChangeType: 'delete_party', Id: '2' }));
    const change = readCallback(xml.replace('<AgentID>1000002</AgentID>', ''));
    expect(change).toMatchObject({ kind: 'event', Id: '2' });
    expect(change).not.toHaveProperty('AgentID');
  });
});

describe('what has no type', () => {
  it.each([
    ['a new kind of message', xmlOf('hologram', '<MsgId>1</MsgId>')],
    ['a new event', xmlOf('event', element('Event', 'moon_landing'))],
    ['a new change in the contacts', xmlOf('event', elements({ Event: 'change_contact', ChangeType: 'merge_user' }))],
    ['an event with the name of an object’s method', xmlOf('event', element('Event', 'toString'))],
    ['a message without MsgType', '<xml><InfoType>suite_ticket</InfoType></xml>'],
    ['a known message that lacks a field', xmlOf('text', '<MsgId>1</MsgId>')],
    ['a known field that holds elements', xmlOf('text', '<MsgId>1</MsgId><Content><b>x</b></Content>')],
    [
      'a known list that holds text',
      xmlOf(
        'event',
        `${elements({ Event: 'change_contact', ChangeType: 'create_user', UserID: 'a' })}<ExtAttr>x</ExtAttr>`,
      ),
    ],
  ])('hands on %s with its whole body', (_, xml) => {
    expect(readCallback(xml)).toStrictEqual({ kind: 'unknown', xml, body: parseXml(xml) });
  });
});
