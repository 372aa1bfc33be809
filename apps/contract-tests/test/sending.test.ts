import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { markdown, text, textCard, textNotice, type MessageBody } from '@openwecom/client';
import { simulate, type Simulated } from '../src/simulated';
import { answerableAgent } from '../src/targets';

const card_action = { type: 1, url: 'https://example.com/orders/17' } as const;
const submit_button = { text: '提交', key: 'submit' };

/** Kinds that need no uploaded file. */
const bodies: [string, MessageBody][] = [
  ['text', text('你好 <a href="https://example.com">链接</a>')],
  [
    'text card',
    textCard({
      title: '新的待办',
      description: '<div class="gray">7月1日</div>',
      url: 'https://example.com',
      btntxt: '去处理',
    }),
  ],
  ['markdown', markdown('# 标题\n> <font color="warning">注意</font>')],
  [
    'news',
    {
      msgtype: 'news',
      news: { articles: [{ title: '周报', url: 'https://example.com', picurl: 'https://example.com/a.png' }] },
    },
  ],
  [
    'mini program notice',
    {
      msgtype: 'miniprogram_notice',
      miniprogram_notice: {
        appid: 'wxdemo00000000000a',
        title: '会议室预订成功',
        content_item: [{ key: '地点', value: '402' }],
      },
    },
  ],
  [
    'text notice',
    textNotice({
      source: { desc: '采购', desc_color: 1 },
      main_title: { title: '库存低于安全线', desc: '一号仓' },
      quote_area: { type: 1, url: 'https://example.com', title: '备注', quote_text: '请尽快补货' },
      emphasis_content: { title: '12', desc: '剩余件数' },
      sub_title_text: 'A4 复印纸',
      horizontal_content_list: [
        { keyname: '金额', value: '1,200.00' },
        { type: 1, keyname: '单据', value: '查看', url: 'https://example.com' },
        { type: 3, keyname: '负责人', value: '李四', userid: 'lisi' },
      ],
      jump_list: [{ type: 1, title: '打开单据', url: 'https://example.com' }],
      card_action,
    }),
  ],
  [
    'news notice',
    {
      msgtype: 'template_card',
      template_card: {
        card_type: 'news_notice',
        main_title: { title: '月度通报' },
        card_image: { url: 'https://example.com/a.png', aspect_ratio: 2 },
        vertical_content_list: [{ title: '要点', desc: '内容' }],
        card_action,
      },
    },
  ],
];

/** Kinds that need an app with a callback URL. */
const answerable: [string, MessageBody][] = [
  [
    'text notice with a menu',
    textNotice({
      main_title: { title: '提醒' },
      action_menu: { action_list: [{ text: '不再提醒', key: 'mute' }] },
      card_action,
    }),
  ],
  [
    'button card',
    {
      msgtype: 'template_card',
      template_card: {
        card_type: 'button_interaction',
        main_title: { title: '采购单 PO-17' },
        button_list: [
          { text: '同意', style: 1, key: 'approve' },
          { text: '驳回', style: 2, key: 'reject' },
        ],
        task_id: 'contract_button_1',
      },
    },
  ],
  [
    'vote card',
    {
      msgtype: 'template_card',
      template_card: {
        card_type: 'vote_interaction',
        main_title: { title: '午餐' },
        checkbox: {
          question_key: 'q',
          mode: 0,
          option_list: [
            { id: 'a', text: '面' },
            { id: 'b', text: '饭' },
          ],
        },
        submit_button,
        task_id: 'contract_vote_1',
      },
    },
  ],
  [
    'multiple choice card',
    {
      msgtype: 'template_card',
      template_card: {
        card_type: 'multiple_interaction',
        main_title: { title: '登记' },
        select_list: [{ question_key: 'size', title: '尺码', option_list: [{ id: 'm', text: 'M' }] }],
        submit_button,
        task_id: 'contract_multiple_1',
      },
    },
  ],
];

describe('sending', () => {
  let simulated: Simulated;

  beforeAll(async () => {
    simulated = await simulate();
  });

  beforeEach(() => simulated.simulator.reset());

  afterAll(() => simulated.simulator.close());

  it.each(bodies)('delivers a %s as it was written', async (_, body) => {
    const { client, simulator } = simulated;
    const answer = await client.message.send({ touser: 'zhangsan', ...body });
    expect(answer).toMatchObject({ accepted: ['zhangsan'], invaliduser: [] });
    expect(simulator.inbox('zhangsan').last()).toMatchObject({ msgid: answer.msgid, agentid: 1000002, body });
  });

  it.each(answerable)('delivers a %s of an app with a callback URL and gets a response code', async (_, body) => {
    const { simulator, clientWith } = simulated;
    const { agentId, secret } = answerableAgent;
    const client = clientWith({ agentId, secret });
    const answer = await client.message.send({ touser: 'zhangsan', ...body });
    expect(answer.response_code).toBeTypeOf('string');
    expect(simulator.inbox('zhangsan').last()).toMatchObject({ body });

    // A task_id is used once, whatever became of the card.
    await expect(client.message.send({ touser: 'lisi', ...body })).rejects.toMatchObject({ errcode: 42014 });
  });

  it.each(answerable)('is told that a %s needs a callback URL', async (_, body) => {
    const sending = simulated.client.message.send({ touser: 'zhangsan', ...body });
    await expect(sending).rejects.toMatchObject({ errcode: 43012 });
  });

  it.each([
    ['image', 'photo.png', 'image'],
    ['file', '报价单 “最终”.pdf', 'file'],
    ['video', 'clip.mp4', 'video'],
    ['voice', 'note.amr', 'voice'],
  ] as const)('uploads and delivers %s', async (type, filename, msgtype) => {
    const { client, simulator } = simulated;
    const { media_id } = await client.media.upload({ type, filename, data: sample(type) });
    const body = { msgtype, [msgtype]: { media_id } } as unknown as MessageBody;
    await client.message.send({ touser: 'zhangsan', ...body });
    expect(simulator.inbox('zhangsan').last()).toMatchObject({ msgtype, body: { [msgtype]: { media_id } } });
    const kept = await fetch(`${simulator.url}/_simulator/media/${media_id}`);
    expect(new Uint8Array(await kept.arrayBuffer())).toEqual(sample(type));
    expect(kept.headers.get('content-disposition')).toContain(encodeURIComponent(filename));
  });

  it('delivers articles that WeCom keeps', async () => {
    const { client, simulator } = simulated;
    const { media_id } = await client.media.upload({ type: 'image', filename: 'a.png', data: sample('image') });
    const articles = [{ title: '制度', thumb_media_id: media_id, content: '<p>正文</p>', author: '人事' }];
    await client.message.send({ touser: 'zhangsan', msgtype: 'mpnews', mpnews: { articles }, safe: 1 });
    expect(simulator.inbox('zhangsan').last()).toMatchObject({ msgtype: 'mpnews' });
  });

  it('reaches the rest when some recipients are wrong, and names these as they were asked for', async () => {
    const { client, simulator } = simulated;
    const answer = await client.message.send({
      touser: ['ZhangSan', 'ZhouWei', 'Nobody', 'XuLei', 'LiSi'],
      toparty: [4, 99],
      totag: '1|77',
      ...text('部分成功'),
    });
    expect(answer.accepted).toEqual(['ZhangSan', 'LiSi']);
    expect([...answer.invaliduser].sort()).toEqual(['Nobody', 'ZhouWei']);
    expect(answer.unlicenseduser).toEqual(['XuLei']);
    expect(answer.invalidparty).toEqual(['99']);
    expect(answer.invalidtag).toEqual(['77']);
    expect(simulator.inbox('zhangsan').last()).toMatchObject({ msgtype: 'text' });
    expect(simulator.inbox('zhaomin').last()).toMatchObject({ msgtype: 'text' });
    expect(simulator.inbox('zhouwei').messages).toEqual([]);
  });

  it('reaches everybody in the visible range', async () => {
    const { client, simulator } = simulated;
    expect(await client.message.send({ touser: '@all', ...text('全员通知') })).toMatchObject({ accepted: ['@all'] });
    expect(simulator.inbox('wangwu').last()).toMatchObject({ msgtype: 'text' });
    expect(simulator.inbox('zhouwei').messages).toEqual([]);
  });

  it('is told when nobody can be reached', async () => {
    const sending = simulated.client.message.send({ touser: ['zhouwei', 'nobody'], ...text('无人') });
    await expect(sending).rejects.toMatchObject({
      code: 'ERR_WECOM_API',
      errcode: 81013,
      path: '/cgi-bin/message/send',
    });
  });

  it('has its text cut by WeCom where the measure says so', async () => {
    const { client, simulator } = simulated;
    await client.message.send({ touser: 'zhangsan', ...text('汉'.repeat(700)) });
    expect(simulator.inbox('zhangsan').last()?.body).toEqual(text('汉'.repeat(682)));
  });
});

/** The smallest data each kind of file is recognised by. */
function sample(type: 'image' | 'file' | 'video' | 'voice'): Uint8Array {
  const heads = {
    image: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    video: [0, 0, 0, 0x18, 0x66, 0x74, 0x79, 0x70, 0x6d, 0x70, 0x34, 0x32],
    voice: [...Buffer.from('#!AMR\n')],
    file: [...Buffer.from('%PDF-1.4\n')],
  };
  return Uint8Array.from([...heads[type], ...Array<number>(32).fill(0)]);
}
