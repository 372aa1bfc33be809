import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { acme } from '../../src/acme';
import { textAt } from '../../src/callbacks/xml';
import { inboxOf } from '../../src/controls/history';
import { NOTICE } from '../try-out';
import { Receiver } from './receiver';
import { calledBack, messageOf } from './world';

let receiver: Receiver;
beforeAll(async () => {
  receiver = await Receiver.start(acme.corpId);
});
beforeEach(() => receiver.forget());
afterAll(() => receiver.close());

const main_title = { title: 'Order 17' };
const options = (...ids: string[]) => ids.map((id) => ({ id, text: `Option ${id}` }));
const card_action = { type: 1, url: 'https://example.com/17' };

const cards = {
  buttons: {
    card_type: 'button_interaction',
    main_title,
    action_menu: { action_list: [{ text: 'Mute', key: 'mute' }] },
    button_selection: { question_key: 'when', option_list: options('today', 'tomorrow') },
    button_list: [
      { text: 'Approve', key: 'approve' },
      { text: 'Open', type: 1, url: 'https://example.com/17' },
    ],
    task_id: 'buttons',
  },
  vote: {
    card_type: 'vote_interaction',
    main_title,
    checkbox: { question_key: 'lunch', mode: 1, option_list: options('noodles', 'rice', 'soup') },
    submit_button: { text: 'Vote', key: 'vote' },
    task_id: 'vote',
  },
  lists: {
    card_type: 'multiple_interaction',
    main_title,
    select_list: [
      { question_key: 'room', option_list: options('402', '403') },
      { question_key: 'size', selected_id: 'large', option_list: options('small', 'large') },
    ],
    submit_button: { text: 'Book', key: 'book' },
    task_id: 'lists',
  },
  notice: {
    card_type: 'text_notice',
    main_title,
    action_menu: { action_list: [{ text: 'Mute', key: 'mute' }] },
    card_action,
    task_id: 'notice',
  },
};

async function withCards(...kinds: (keyof typeof cards)[]) {
  const simulator = calledBack(receiver);
  for (const kind of kinds)
    await simulator.send({ touser: 'zhangsan|lisi', msgtype: 'template_card', template_card: cards[kind] });
  const click = (taskId: string, key: string, more: object = {}) =>
    simulator.control('POST', 'click', { userid: 'zhangsan', taskId, key, ...more });
  return { ...simulator, click, lastMessage: async () => messageOf((await simulator.sent()).at(-1)) };
}

describe('a click on a card', () => {
  it('tells which button, of which card, and what stood in the list above it', async () => {
    const { click, lastMessage } = await withCards('buttons');
    expect((await click('buttons', 'approve', { selected: { when: ['tomorrow'] } })).status).toBe(202);
    expect(await lastMessage()).toMatchObject({
      FromUserName: 'zhangsan',
      MsgType: 'event',
      Event: 'template_card_event',
      EventKey: 'approve',
      TaskId: 'buttons',
      CardType: 'button_interaction',
      SelectedItems: { SelectedItem: [{ QuestionKey: 'when', OptionIds: { OptionId: ['tomorrow'] } }] },
      AgentID: NOTICE,
    });
    expect(receiver.seen[0]?.message).toMatchObject({
      SelectedItems: { SelectedItem: { QuestionKey: 'when', OptionIds: { OptionId: 'tomorrow' } } },
    });
  });

  it('carries a code of its own that updates the card once, within 72 hours', async () => {
    const { click, lastMessage, call, simulation } = await withCards('buttons');
    const update = async () => {
      const response_code = (await lastMessage()).ResponseCode;
      const button = { replace_name: 'Approved' };
      return call('message/update_template_card', { agentid: NOTICE, userids: ['zhangsan'], response_code, button });
    };
    await click('buttons', 'approve');
    expect((await update()).errcode).toBe(0);
    expect((await update()).errcode).toBe(60140);
    expect(inboxOf(simulation, 'zhangsan').messages[0]?.body.template_card).toMatchObject({ replace_text: 'Approved' });
    expect(inboxOf(simulation, 'lisi').messages[0]?.body.template_card).not.toHaveProperty('replace_text');
    await click('buttons', 'mute');
    simulation.clock.advance(72 * 3_600_000);
    expect((await update()).errcode).toBe(60140);
  });

  it('on the menu is an event of its own, also of a notice', async () => {
    const { click, lastMessage } = await withCards('notice');
    await click('notice', 'mute');
    const message = await lastMessage();
    expect(message).toMatchObject({ Event: 'template_card_menu_event', EventKey: 'mute', CardType: 'text_notice' });
    expect(message.ResponseCode).toEqual(expect.stringMatching(/^.{40,}$/));
    expect(message).not.toHaveProperty('SelectedItems');
  });

  it('submits a vote and lists, with what the card had chosen where nothing is said', async () => {
    const { click, lastMessage } = await withCards('vote', 'lists');
    await click('vote', 'vote', { selected: { lunch: ['rice', 'soup'] } });
    expect(await lastMessage()).toMatchObject({
      SelectedItems: { SelectedItem: [{ QuestionKey: 'lunch', OptionIds: { OptionId: ['rice', 'soup'] } }] },
    });
    await click('lists', 'book', { selected: { room: ['403'] } });
    expect(await lastMessage()).toMatchObject({
      EventKey: 'book',
      SelectedItems: {
        SelectedItem: [
          { QuestionKey: 'room', OptionIds: { OptionId: ['403'] } },
          { QuestionKey: 'size', OptionIds: { OptionId: ['large'] } },
        ],
      },
    });
  });

  it('changes the card of the member who clicked when the answer to a menu event says so', async () => {
    const reply = (message: object) =>
      receiver.reply({ ToUserName: 'zhangsan', FromUserName: acme.corpId, CreateTime: 1, ...message });
    const { click, sent, simulation } = await withCards('buttons', 'notice');
    const cardOf = (userid: string, index: number) => inboxOf(simulation, userid).messages[index]?.body.template_card;
    receiver.behave((_seen, response) =>
      response.end(reply({ MsgType: 'update_button', Button: { ReplaceName: 'Muted' } })),
    );
    await click('buttons', 'mute');
    await sent();
    expect(cardOf('zhangsan', 0)).toMatchObject({ replace_text: 'Muted' });
    expect(cardOf('lisi', 0)).not.toHaveProperty('replace_text');

    const TemplateCard = {
      CardType: 'text_notice',
      MainTitle: { Title: 'Muted' },
      HorizontalContentList: [
        { KeyName: 'By', Value: 'Zhang San' },
        { KeyName: 'Link', Value: 'Open', Type: 1, Url: 'https://example.com' },
      ],
      CardAction: { Type: 1, Url: 'https://example.com/17' },
    };
    receiver.behave((_seen, response) => response.end(reply({ MsgType: 'update_template_card', TemplateCard })));
    await click('notice', 'mute');
    expect((await sent()).at(-1)?.reply?.applied).toBe(true);
    expect(cardOf('zhangsan', 1)).toEqual({
      card_type: 'text_notice',
      main_title: { title: 'Muted' },
      horizontal_content_list: [
        { keyname: 'By', value: 'Zhang San' },
        { keyname: 'Link', value: 'Open', type: 1, url: 'https://example.com' },
      ],
      card_action,
    });
  });

  it('does not take an answer to a button, on which WeCom’s documents disagree', async () => {
    receiver.behave((_seen, response) =>
      response.end(receiver.reply({ ToUserName: 'zhangsan', MsgType: 'update_button', Button: { ReplaceName: 'x' } })),
    );
    const { click, sent } = await withCards('buttons');
    await click('buttons', 'approve');
    const [callback] = await sent();
    expect(callback?.reply).toMatchObject({ applied: false });
    expect(callback?.reply?.detail).toContain('message/update_template_card');
  });

  it.each([
    ['a card nobody sent', { taskId: 'other' }, 'zhangsan has no card with task id'],
    ['a key the card does not have', { key: 'reject' }, 'the card has the keys approve, mute'],
    ['an option there is not', { selected: { when: ['never'] } }, 'has the options today, tomorrow and no'],
    ['two options of a list', { selected: { when: ['today', 'tomorrow'] } }, 'takes one option'],
    ['a question the card does not ask', { selected: { where: ['here'] } }, 'does not ask'],
    ['somebody who cannot open WeCom', { userid: 'huanghe' }, 'no active member'],
  ])('is refused for %s', async (_what, changes, reason) => {
    const { control, sent } = await withCards('buttons');
    const input = { userid: 'zhangsan', taskId: 'buttons', key: 'approve', ...changes };
    const { status, body } = await control('POST', 'click', input);
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toContain(reason);
    expect(await sent()).toEqual([]);
  });

  it('is refused on a card that is recalled or has grey buttons', async () => {
    const simulator = await withCards('vote');
    const sendButtons = () => simulator.send({ msgtype: 'template_card', template_card: cards.buttons });
    const { msgid, response_code } = await sendButtons();
    const button = { replace_name: 'Done' };
    await simulator.call('message/update_template_card', { agentid: NOTICE, atall: 1, response_code, button });
    expect(JSON.stringify((await simulator.click('buttons', 'approve')).body)).toContain('the card has the keys mute');
    await simulator.call('message/recall', { msgid });
    expect((await simulator.click('buttons', 'mute')).status).toBe(400);
  });
});

describe('what a member does in an app', () => {
  it('arrives as a text with an id that no JavaScript number can hold', async () => {
    const { control, sent } = calledBack(receiver);
    await control('POST', 'act', { userid: 'ZHANGSAN', agentId: NOTICE, action: 'text', content: '<你好> & ]]>' });
    const message = messageOf((await sent())[0]);
    expect(message).toMatchObject({ FromUserName: 'zhangsan', MsgType: 'text', Content: '<你好> & ]]>' });
    expect(BigInt(textAt(message, 'MsgId'))).toBeGreaterThan(BigInt(Number.MAX_SAFE_INTEGER));
    expect(receiver.seen[0]?.message).toMatchObject({ Content: '<你好> & ]]>', MsgId: message.MsgId });
  });

  it('arrives as a tap on the menu', async () => {
    const { control, sent } = calledBack(receiver);
    for (const key of ['help', 'https://example.com/home'])
      await control('POST', 'act', { userid: 'zhangsan', agentId: NOTICE, action: 'menu', key });
    expect((await sent()).map(messageOf)).toMatchObject([
      { Event: 'click', EventKey: 'help' },
      { Event: 'view', EventKey: 'https://example.com/home' },
    ]);
  });

  it.each([
    ['somebody outside the visible range', { userid: 'zhouwei', action: 'enter' }, 'outside the visible range'],
    ['an app there is not', { agentId: 1, action: 'enter' }, 'there is no agent 1'],
    ['an app that is not told who enters', { agentId: 1000003, action: 'enter' }, 'set reportEnter'],
    ['a menu without such a button', { action: 'menu', key: 'x' }, 'has no'],
    ['an empty text', { action: 'text', content: '' }, 'must not be empty'],
  ])('is refused for %s', async (_what, changes, reason) => {
    const { control } = calledBack(receiver);
    const { status, body } = await control('POST', 'act', { userid: 'zhangsan', agentId: NOTICE, ...changes });
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toContain(reason);
  });
});
