import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { text, type ButtonInteractionBody } from '@openwecom/client';
import { simulate, type Simulated } from '../src/simulated';
import { answerableAgent } from '../src/targets';

/** What can be done to a message that was sent. */

let world: Simulated;
beforeAll(async () => {
  world = await simulate();
});
beforeEach(() => world.simulator.reset());
afterAll(() => world.simulator.close());

const HOUR_MS = 3_600_000;

describe('a recalled message', () => {
  it('is gone from the inbox, and only once more than 24 hours old refused', async () => {
    const { client, simulator } = world;
    const { msgid } = await client.message.send({ touser: ['zhangsan', 'lisi'], ...text('Lunch at noon') });
    await client.message.recall({ msgid });
    expect(simulator.inbox('zhangsan').last()).toBeUndefined();
    expect(simulator.messages()[0]?.recipients).toMatchObject([{ state: 'recalled' }, { state: 'recalled' }]);

    const later = await client.message.send({ touser: 'zhangsan', ...text('Lunch at one') });
    simulator.advanceClock(24 * HOUR_MS);
    await expect(client.message.recall({ msgid: later.msgid })).rejects.toMatchObject({ errcode: 42052 });
    expect(simulator.inbox('zhangsan').last()).toMatchObject({ body: { text: { content: 'Lunch at one' } } });
  });

  it('belongs to the app that sent it', async () => {
    const { client, clientWith } = world;
    const { msgid } = await client.message.send({ touser: 'zhangsan', ...text('Lunch') });
    const other = clientWith(answerableAgent);
    await expect(other.message.recall({ msgid })).rejects.toMatchObject({ errcode: 40058 });
  });
});

describe('an updated card', () => {
  let sent = 0;
  const approval = (): ButtonInteractionBody => ({
    msgtype: 'template_card',
    template_card: {
      card_type: 'button_interaction',
      main_title: { title: 'Order 17' },
      button_list: [{ text: 'Approve', key: 'approve' }],
      task_id: `order-17-${(sent += 1)}`,
    },
  });
  const cardOf = (userid: string) => world.simulator.inbox(userid).last()?.body.template_card;
  const send = async (touser: string[]) => {
    const client = world.clientWith(answerableAgent);
    const { response_code = '' } = await client.message.send({ touser, ...approval() });
    return { client, response_code };
  };

  it('turns grey for those who are named, and names who never had it as they are spelled by WeCom', async () => {
    const { client, response_code } = await send(['zhangsan', 'lisi']);
    const answer = await client.message.updateTemplateCard({
      response_code,
      userids: ['ZhangSan', 'WangWu'],
      button: { replace_name: 'Approved' },
    });
    expect(answer).toEqual({ invaliduser: ['wangwu'] });
    expect(cardOf('zhangsan')).toMatchObject({ replace_text: 'Approved' });
    expect(cardOf('lisi')).not.toHaveProperty('replace_text');
  });

  it('becomes another card for everybody', async () => {
    const { client, response_code } = await send(['zhangsan', 'lisi']);
    const template_card = {
      card_type: 'text_notice',
      main_title: { title: 'Order 17 is done' },
      card_action: { type: 1, url: 'https://example.com/17' },
    } as const;
    await client.message.updateTemplateCard({ response_code, atall: 1, template_card });
    for (const userid of ['zhangsan', 'lisi']) expect(cardOf(userid)).toEqual(template_card);
  });

  it('needs a fresh code of its own app, and somebody who received it', async () => {
    const { client, response_code } = await send(['zhangsan']);
    const button = { replace_name: 'Approved' };
    const update = (params: object) => client.message.updateTemplateCard({ response_code, button, ...params });
    await expect(update({})).rejects.toMatchObject({ errcode: 82101 });
    await expect(update({ userids: ['lisi'] })).rejects.toMatchObject({ errcode: 82102 });
    await expect(world.client.message.updateTemplateCard({ response_code, button, atall: 1 })).rejects.toMatchObject({
      errcode: 42015,
    });
    await update({ atall: 1 });
    await expect(update({ atall: 1 })).rejects.toMatchObject({ errcode: 60140 });

    const late = await send(['zhangsan']);
    world.simulator.advanceClock(72 * HOUR_MS);
    const expired = { response_code: late.response_code, button, atall: 1 } as const;
    await expect(client.message.updateTemplateCard(expired)).rejects.toMatchObject({ errcode: 60140 });
  });
});
