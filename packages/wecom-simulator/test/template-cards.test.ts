import { describe, expect, it } from 'vitest';
import { inboxOf } from '../src/controls/history';
import { buttonInteraction, multipleInteraction, newsNotice, newTaskId, textNotice, voteInteraction } from './cards';
import { APPROVAL, NOTICE, tryOut } from './try-out';

const card = (template_card: object) => ({ msgtype: 'template_card', template_card });
const menu = { desc: '更多', action_list: [{ text: '不再提醒', key: 'mute' }] };
const items = (count: number, item: object) => Array.from({ length: count }, () => item);

/** The approval agent has a callback URL. */
const sendAsApproval = async (template_card: object) => {
  const simulator = tryOut();
  return simulator.send({ ...card(template_card), agentid: APPROVAL }, APPROVAL);
};

describe('template cards', () => {
  it.each([
    ['text_notice', textNotice()],
    ['news_notice', newsNotice()],
  ])('delivers %s without a callback URL and without a response code', async (_type, template_card) => {
    const simulator = tryOut();
    const answer = await simulator.send(card(template_card));
    expect(answer).toMatchObject({ errcode: 0 });
    expect(answer.response_code).toBeUndefined();
    expect(inboxOf(simulator.simulation, 'zhangsan').messages[0]?.body).toEqual(card(template_card));
  });

  it.each([
    ['button_interaction', buttonInteraction()],
    ['vote_interaction', voteInteraction()],
    ['multiple_interaction', multipleInteraction()],
    ['text_notice with a menu', textNotice({ action_menu: menu, task_id: newTaskId() })],
    ['news_notice with a menu', newsNotice({ action_menu: menu, task_id: newTaskId() })],
  ])('gives %s a response code, and refuses it with 43012 without a callback URL', async (_type, template_card) => {
    const simulator = tryOut();
    const accepted = await simulator.send({ ...card(template_card), agentid: APPROVAL }, APPROVAL);
    expect(accepted).toMatchObject({ errcode: 0 });
    expect(accepted.response_code).toEqual(expect.any(String));
    expect((await simulator.send(card(template_card))).errcode).toBe(43012);
  });

  it('takes every part of a text notice', async () => {
    const full = textNotice({
      source: { icon_url: 'https://example.com/i.png', desc: '工作流', desc_color: 3 },
      main_title: { title: '标题', desc: '说明' },
      emphasis_content: { title: '12', desc: '剩余件数' },
      quote_area: { type: 1, url: 'https://example.com/q', title: '引用', quote_text: '原文' },
      sub_title_text: '办公用品',
      horizontal_content_list: [
        { keyname: '金额', value: '1,200.00' },
        { type: 1, keyname: '单据', value: '查看', url: 'https://example.com/po' },
        { type: 3, keyname: '提交人', value: '张三', userid: 'ZhangSan' },
      ],
      jump_list: [{ type: 1, title: '官网', url: 'https://example.com' }, { title: '无链接' }],
      card_action: { type: 1, url: 'https://example.com' },
    });
    expect((await sendAsApproval(full)).errcode).toBe(0);
  });

  it.each([
    ['no type', {}, 42031],
    ['an unknown type', { card_type: 'letter' }, 42031],
    ['no title and no sub title', textNotice({ main_title: { desc: 'x' } }), 42033],
    ['no card action', textNotice({ card_action: undefined }), 42045],
    ['a card action of type 0', textNotice({ card_action: { type: 0 } }), 42045],
    ['a card action without its link', textNotice({ card_action: { type: 1 } }), 42028],
    ['a card action without its mini program', textNotice({ card_action: { type: 2 } }), 42030],
    ['a link without a scheme', textNotice({ card_action: { type: 1, url: 'example.com' } }), 45034],
    ['seven key-values', textNotice({ horizontal_content_list: items(7, { keyname: 'k' }) }), 42035],
    ['a key-value without a key', textNotice({ horizontal_content_list: [{ value: 'v' }] }), 42027],
    ['a key-value link without a link', textNotice({ horizontal_content_list: [{ type: 1, keyname: 'k' }] }), 42028],
    ['a key-value file without a file', textNotice({ horizontal_content_list: [{ type: 2, keyname: 'k' }] }), 42029],
    [
      'a key-value member who is unknown',
      textNotice({ horizontal_content_list: [{ type: 3, keyname: 'k', userid: 'x' }] }),
      42050,
    ],
    ['four jumps', textNotice({ jump_list: items(4, { title: 't' }) }), 42042],
    ['a jump without a title', textNotice({ jump_list: [{}] }), 42033],
    ['a quoted link without a link', textNotice({ quote_area: { type: 1 } }), 42028],
    [
      'menu keys that repeat',
      textNotice({ task_id: newTaskId(), action_menu: { action_list: items(2, { text: 't', key: 'k' }) } }),
      42051,
    ],
    ['a menu without a task id', textNotice({ action_menu: menu }), 42014],
    ['a news notice without a title', newsNotice({ main_title: {} }), 42033],
    ['a news notice without a picture', newsNotice({ card_image: undefined }), 42044],
    ['five vertical contents', newsNotice({ vertical_content_list: items(5, { title: 't' }) }), 42036],
    ['a button without a text', buttonInteraction({ button_list: [{ key: 'k' }] }), 42038],
    ['a button without a key', buttonInteraction({ button_list: [{ text: 't' }] }), 42039],
    ['buttons with one key', buttonInteraction({ button_list: items(2, { text: 't', key: 'k' }) }), 42039],
    ['a button key of 1025 bytes', buttonInteraction({ button_list: [{ text: 't', key: 'k'.repeat(1025) }] }), 42039],
    [
      'eleven options',
      buttonInteraction({ button_selection: { question_key: 'q', option_list: items(11, { id: '1', text: 't' }) } }),
      42037,
    ],
    [
      'options with one id',
      buttonInteraction({ button_selection: { question_key: 'q', option_list: items(2, { id: '1', text: 't' }) } }),
      42040,
    ],
    [
      'an option without a text',
      voteInteraction({ checkbox: { question_key: 'q', option_list: [{ id: '1' }] } }),
      42041,
    ],
    ['a checkbox without a key', voteInteraction({ checkbox: { option_list: [{ id: '1', text: 't' }] } }), 42043],
    ['no submit button', voteInteraction({ submit_button: undefined }), 42046],
    ['a submit button without a key', multipleInteraction({ submit_button: { text: 't' } }), 42046],
    ['four selections', multipleInteraction({ select_list: items(4, {}) }), 42047],
    ['no task id', buttonInteraction({ task_id: undefined }), 42014],
    ['a task id with a blank', buttonInteraction({ task_id: 'a b' }), 42014],
    ['a task id of 129 bytes', buttonInteraction({ task_id: 'a'.repeat(129) }), 42014],
  ])('refuses a card with %s', async (_what, template_card, errcode) => {
    expect((await sendAsApproval(template_card)).errcode).toBe(errcode);
  });
});

describe('task ids', () => {
  it('are unique in an agent for good, and free for another agent', async () => {
    const simulator = tryOut();
    const notice = card(textNotice({ task_id: 'once' }));
    expect((await simulator.send(notice)).errcode).toBe(0);
    simulator.simulation.clock.advance(365 * 86_400_000);
    expect((await simulator.send(notice)).errcode).toBe(42014);
    expect((await simulator.send({ ...notice, agentid: APPROVAL }, APPROVAL)).errcode).toBe(0);
  });

  it('are checked before the duplicate check', async () => {
    const simulator = tryOut();
    const notice = { ...card(textNotice({ task_id: 'once' })), enable_duplicate_check: 1 };
    expect((await simulator.send(notice)).errcode).toBe(0);
    expect((await simulator.send(notice)).errcode).toBe(42014);
  });

  it('are spent by a failed attempt too', async () => {
    const simulator = tryOut();
    const notice = card(textNotice({ task_id: 'once' }));
    expect((await simulator.send({ ...notice, touser: 'nobody' })).errcode).toBe(81013);
    expect((await simulator.send(notice)).errcode).toBe(42014);
  });
});

describe('updating a card', () => {
  async function sent(touser = 'zhangsan|lisi') {
    const simulator = tryOut();
    const answer = await simulator.send({ ...card(buttonInteraction()), touser, agentid: APPROVAL }, APPROVAL);
    const update = (fields: object) =>
      simulator.call(
        'message/update_template_card',
        { agentid: APPROVAL, response_code: answer.response_code, ...fields },
        APPROVAL,
      );
    const bodyOf = (userid: string) => inboxOf(simulator.simulation, userid).messages[0]?.body.template_card;
    return { ...simulator, update, bodyOf };
  }

  it('turns the buttons of the named receivers into one grey one, once', async () => {
    const { update, bodyOf } = await sent();
    const fields = { userids: ['ZhangSan', 'wangwu'], button: { replace_name: '已同意' } };
    expect(await update(fields)).toMatchObject({ errcode: 0, invaliduser: ['wangwu'] });
    expect(bodyOf('zhangsan')).toMatchObject({ card_type: 'button_interaction', replace_text: '已同意' });
    expect(bodyOf('lisi')).not.toHaveProperty('replace_text');
    expect((await update(fields)).errcode).toBe(60140);
  });

  it('replaces the whole card for every receiver', async () => {
    const { update, bodyOf } = await sent();
    const replacement = textNotice({ main_title: { title: '已由李四处理' } });
    expect(await update({ atall: 1, template_card: replacement })).toEqual({ errcode: 0, errmsg: 'ok' });
    expect(bodyOf('zhangsan')).toEqual(replacement);
    expect(bodyOf('lisi')).toEqual(replacement);
  });

  it('lets a vote be replaced by a read-only one without a submit button', async () => {
    const { update } = await sent();
    const { submit_button: _button, task_id: _id, ...vote } = voteInteraction();
    const closed = { ...vote, replace_text: '已投票', checkbox: { ...vote.checkbox, disable: true } };
    expect((await update({ atall: 1, template_card: closed })).errcode).toBe(0);
  });

  it('refuses a code after 72 hours', async () => {
    const { update, simulation } = await sent();
    simulation.clock.advance(72 * 3_600_000);
    expect((await update({ atall: 1, button: { replace_name: 'x' } })).errcode).toBe(60140);
  });

  it.each([
    [{ button: { replace_name: 'x' } }, 82101],
    [{ userids: ['wangwu'], button: { replace_name: 'x' } }, 82102],
    [{ atall: 1 }, 40063],
    [{ atall: 1, template_card: { card_type: 'letter' } }, 42031],
    [{ atall: 1, response_code: 'made-up', button: { replace_name: 'x' } }, 60140],
    [{ atall: 1, agentid: NOTICE, button: { replace_name: 'x' } }, 301002],
  ])('refuses %j with %i and keeps the code', async (fields, errcode) => {
    const { update } = await sent();
    expect((await update(fields)).errcode).toBe(errcode);
    expect((await update({ atall: 1, button: { replace_name: 'x' } })).errcode).toBe(0);
  });

  it('refuses the code of another agent with 42015', async () => {
    const simulator = tryOut();
    const { response_code } = await simulator.send({ ...card(buttonInteraction()), agentid: APPROVAL }, APPROVAL);
    const body = { agentid: NOTICE, response_code, atall: 1, button: { replace_name: 'x' } };
    expect((await simulator.call('message/update_template_card', body)).errcode).toBe(42015);
  });
});

describe('recalling a message', () => {
  it('takes it out of the inbox within 24 hours, for the agent that sent it', async () => {
    const simulator = tryOut();
    const { msgid } = await simulator.send();
    expect((await simulator.call('message/recall', { msgid }, APPROVAL)).errcode).toBe(40058);
    expect((await simulator.call('message/recall', { msgid })).errcode).toBe(0);
    expect(inboxOf(simulator.simulation, 'zhangsan').messages[0]?.state).toBe('recalled');
  });

  it('refuses an older message with 42052 and an unknown one with 40058', async () => {
    const simulator = tryOut();
    const { msgid } = await simulator.send();
    simulator.simulation.clock.advance(86_400_000);
    expect((await simulator.call('message/recall', { msgid })).errcode).toBe(42052);
    expect((await simulator.call('message/recall', { msgid: 'unknown' })).errcode).toBe(40058);
  });
});
