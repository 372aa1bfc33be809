import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { textNotice, type ButtonInteractionBody, type MessageBody } from '@openwecom/client';
import { startCallbackApp, type CallbackApp } from '../src/callback-app';
import { simulate, type Simulated } from '../src/simulated';
import { answerableAgent, noticeAgent } from '../src/targets';

/** What the simulator sends, received with the client. */

const { agentId, token, encodingAESKey } = answerableAgent;
let world: Simulated;
let app: CallbackApp;
beforeAll(async () => {
  world = await simulate({ callbacks: { timeoutMs: 200 } });
  app = await startCallbackApp(world.simulator.seed.corpId, { token, encodingAESKey });
});
beforeEach(async () => {
  world.simulator.reset();
  await world.simulator.saveCallback(agentId, { url: app.url });
  app.received.length = 0;
  app.answerWith(undefined);
});
afterAll(async () => {
  await app.close();
  await world.simulator.close();
});

/** The one callback that arrived. */
async function received() {
  await world.simulator.callbacksSettled();
  expect(app.received).toHaveLength(1);
  return app.received[0];
}

describe('the address', () => {
  it('is verified by the client, for an app and for contacts sync', async () => {
    const { simulator } = world;
    const pair = { url: app.url, token, encodingAESKey };
    expect(await simulator.saveCallback(agentId, { url: app.url })).toMatchObject({ ok: true });
    expect(await simulator.saveCallback('contacts', { ...pair, form: 'ids' })).toMatchObject({ ok: true });
    expect(simulator.seed.contactCallback).toEqual({ ...pair, form: 'ids' });
  });

  it.each([
    ['Token', { token: 'AnotherToken' }],
    ['EncodingAESKey', { encodingAESKey: noticeAgent.encodingAESKey }],
  ])('is not saved with another %s', async (_what, change) => {
    const other = await startCallbackApp(world.simulator.seed.corpId, { token, encodingAESKey, ...change });
    const verification = await world.simulator.saveCallback(agentId, { url: other.url });
    expect(verification).toMatchObject({ ok: false, problem: 'status', status: 403 });
    expect(world.simulator.seed.agents.find((agent) => agent.agentId === agentId)?.callbackUrl).toBe(app.url);
    await other.close();
  });
});

describe('what members do', () => {
  it('arrives as text, with the same id on a repeat', async () => {
    const { simulator } = world;
    const { id } = simulator.act({ userid: 'zhangsan', agentId, action: 'text', content: '在吗 <b>&]]></b>' });
    expect(await received()).toMatchObject({ kind: 'message', MsgType: 'text', Content: '在吗 <b>&]]></b>' });
    simulator.repeatCallback(id);
    await simulator.callbacksSettled();
    expect(app.received[1]).toEqual(app.received[0]);
  });

  it('arrives when they open the app', async () => {
    const { simulator } = world;
    simulator.changeAgent(agentId, { reportEnter: true });
    simulator.act({ userid: 'zhangsan', agentId, action: 'enter' });
    expect(await received()).toMatchObject({
      Event: 'enter_agent',
      FromUserName: 'zhangsan',
      AgentID: String(agentId),
    });
  });

  it('arrives three times when the answer is lost each time', async () => {
    const { simulator } = world;
    const silent = await startCallbackApp('another-corp', { token, encodingAESKey });
    simulator.changeAgent(agentId, { callbackUrl: silent.url });
    simulator.act({ userid: 'zhangsan', agentId, action: 'text', content: 'hello' });
    await simulator.callbacksSettled();
    expect(simulator.callbacks()).toMatchObject([
      { state: 'failed', attempts: [{ status: 403 }, { status: 403 }, { status: 403 }] },
    ]);
    await silent.close();
  });

  it('is answered with a message', async () => {
    const { simulator } = world;
    app.answerWith({ ToUserName: 'zhangsan', MsgType: 'text', Content: '在的' });
    simulator.act({ userid: 'zhangsan', agentId, action: 'text', content: '在吗' });
    await received();
    expect(simulator.callbacks()[0]).toMatchObject({ reply: { applied: true } });
    expect(simulator.inbox('zhangsan').last()).toMatchObject({ agentid: agentId, body: { text: { content: '在的' } } });
  });
});

describe('a click on a card', () => {
  const approval: ButtonInteractionBody = {
    msgtype: 'template_card',
    template_card: {
      card_type: 'button_interaction',
      main_title: { title: 'Order 17' },
      button_selection: {
        question_key: 'when',
        option_list: [
          { id: 'now', text: 'Now' },
          { id: 'later', text: 'Later' },
        ],
      },
      button_list: [{ text: 'Approve', key: 'approve' }],
      task_id: 'order-17',
    },
  };
  const clicked = async (body: MessageBody, key: string, selected: Record<string, string[]> = {}) => {
    const client = world.clientWith(answerableAgent);
    await client.message.send({ touser: ['zhangsan', 'lisi'], ...body });
    world.simulator.click({ userid: 'zhangsan', taskId: 'order-17', key, selected });
    return { client, callback: await received() };
  };
  const cardOf = (userid: string) => world.simulator.inbox(userid).last()?.body.template_card;

  it('is read with what was chosen, and its code updates the card once', async () => {
    const { client, callback } = await clicked(approval, 'approve', { when: ['later'] });
    expect(callback).toMatchObject({
      kind: 'event',
      Event: 'template_card_event',
      EventKey: 'approve',
      TaskId: 'order-17',
      CardType: 'button_interaction',
      SelectedItems: [{ QuestionKey: 'when', OptionIds: ['later'] }],
    });
    if (callback?.kind !== 'event' || callback.Event !== 'template_card_event') throw new Error('no click');
    const update = {
      response_code: callback.ResponseCode,
      userids: [callback.FromUserName],
      button: { replace_name: 'Approved' },
    };
    await client.message.updateTemplateCard(update);
    expect(cardOf('zhangsan')).toMatchObject({ replace_text: 'Approved' });
    expect(cardOf('lisi')).not.toHaveProperty('replace_text');
    await expect(client.message.updateTemplateCard(update)).rejects.toMatchObject({ errcode: 60140 });
  });

  it('on a menu is read, and answered with another card for who clicked', async () => {
    const notice = textNotice({
      main_title: { title: 'Stock is low' },
      action_menu: { action_list: [{ text: 'Mute', key: 'mute' }] },
      card_action: { type: 1, url: 'https://example.com' },
      task_id: 'order-17',
    });
    app.answerWith({
      ToUserName: 'zhangsan',
      MsgType: 'update_template_card',
      TemplateCard: {
        CardType: 'text_notice',
        MainTitle: { Title: 'Muted' },
        JumpList: [{ Type: 1, Title: 'Undo', Url: 'https://example.com/undo' }],
        CardAction: { Type: 1, Url: 'https://example.com' },
      },
    });
    const { callback } = await clicked(notice, 'mute');
    expect(callback).toMatchObject({ Event: 'template_card_menu_event', EventKey: 'mute' });
    await world.simulator.callbacksSettled();
    expect(cardOf('zhangsan')).toEqual({
      card_type: 'text_notice',
      main_title: { title: 'Muted' },
      jump_list: [{ type: 1, title: 'Undo', url: 'https://example.com/undo' }],
      card_action: { type: 1, url: 'https://example.com' },
    });
    expect(cardOf('lisi')).toMatchObject({ main_title: { title: 'Stock is low' } });
  });
});
