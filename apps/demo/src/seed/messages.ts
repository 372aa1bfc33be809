import { bilingual } from './bilingual';
import { demoAddress } from './demo-address';
import { leavePage } from './leave-page';
import { WECOM } from './wecom';

/**
 * What each workflow sends, as WeCom's wire payload. A field of the request goes in with three braces, because two
 * would escape it for HTML.
 */
const field = (path: string): string => `{{{$context.data.${path}}}}`;

const applicant = field('applicant.nickname');
const type = field('type');
const period = `${field('startDate')} → ${field('endDate')}`;
const reason = field('reason');

/** Through the entry page, so that whoever is not signed in yet signs in with WeCom on the way. */
const entry = (path: string) => `${demoAddress}/wecom/entry?authenticator=${WECOM}&to=${path}`;

const recordLink = entry(`${leavePage.recordPath}/${field('id')}`);

export const textCard = {
  msgtype: 'textcard',
  textcard: {
    title: bilingual('新的请假申请', 'New leave request'),
    description: [
      `<div class="gray">${period}</div>`,
      `<div class="normal">${applicant} · ${type}</div>`,
      `<div class="highlight">${bilingual('等待你审批', 'Waiting for your approval')}</div>`,
    ].join(''),
    url: recordLink,
    // Four characters at most.
    btntxt: '查看',
  },
};

export const markdown = {
  msgtype: 'markdown',
  markdown: {
    content: [
      `# ${bilingual('请假申请', 'Leave request')}`,
      `**${applicant}** <font color="info">${type}</font>`,
      `> ${bilingual('时间', 'When')}：<font color="comment">${period}</font>`,
      `> ${bilingual('天数', 'Days')}：<font color="warning">${field('days')}</font>`,
      `> ${bilingual('事由', 'Reason')}：${reason}`,
      '',
      `[${bilingual('查看申请', 'Open the request')}](${recordLink})`,
    ].join('\n'),
  },
};

export const textNotice = {
  msgtype: 'template_card',
  template_card: {
    card_type: 'text_notice',
    source: { desc: bilingual('请假', 'Leave'), desc_color: 3 },
    main_title: { title: bilingual('请假申请', 'Leave request'), desc: applicant },
    emphasis_content: { title: field('days'), desc: bilingual('天', 'days') },
    quote_area: { type: 1, url: recordLink, title: bilingual('事由', 'Reason'), quote_text: reason },
    sub_title_text: bilingual('请在今天内处理', 'Please decide today'),
    // A key has room for five characters, so there is no English beside these.
    horizontal_content_list: [
      { keyname: '类型', value: type },
      { keyname: '开始', value: field('startDate') },
      { keyname: '结束', value: field('endDate') },
      { keyname: '详情', value: bilingual('打开申请', 'Open'), type: 1, url: recordLink },
    ],
    jump_list: [
      { type: 1, title: bilingual('全部申请', 'All requests'), url: entry(leavePage.path) },
      { type: 1, title: bilingual('查看此申请', 'This request'), url: recordLink },
    ],
    card_action: { type: 1, url: recordLink },
    action_menu: {
      desc: bilingual('更多操作', 'More'),
      action_list: [
        { text: bilingual('稍后提醒我', 'Remind me'), key: 'remind' },
        { text: bilingual('转交他人', 'Hand over'), key: 'hand-over' },
      ],
    },
  },
};
