import { describe, expect, it } from 'vitest';
import { prepareMessage, text, textCard, type SendMessageParams, type UpdatedCard } from '../../src/index';
import { RECALL, scriptedClient, SEND, UPDATE } from '../support/client';
import { failure, ok } from '../support/scripted-fetch';

const hello = text('Hello');

async function sent(params: SendMessageParams): Promise<unknown> {
  const { client, network } = scriptedClient({ [SEND]: ok({ msgid: 'm1' }) });
  await client.message.send(params);
  return JSON.parse(network.to(SEND)[0]?.body ?? '');
}

describe('message.send', () => {
  it('joins lists and fills in the agent', async () => {
    expect(await sent({ touser: ['zhangsan', 'LiSi'], toparty: [1, 2], totag: 7, ...hello, safe: 0 })).toEqual({
      touser: 'zhangsan|LiSi',
      toparty: '1|2',
      totag: '7',
      msgtype: 'text',
      text: { content: 'Hello' },
      safe: 0,
      agentid: 1000002,
    });
  });

  it('names each recipient once and nobody who is empty', async () => {
    expect(await sent({ touser: 'a|b||A| c ', toparty: [], ...hello })).toMatchObject({ touser: 'a|b|c' });
    expect(await sent({ touser: ['a|b', 'B', ''], ...hello })).toMatchObject({ touser: 'a|b' });
  });

  it('reports everybody as asked for, without regard to case', async () => {
    const answer = ok({
      msgid: 'm1',
      invaliduser: 'lisi|u7',
      unlicenseduser: 'wangwu',
      invalidparty: '12',
      invalidtag: '3|4',
    });
    const { client } = scriptedClient({ [SEND]: answer });
    const touser = ['ZhangSan', 'LiSi', 'WangWu', 'zhaoliu'];
    expect(await client.message.send({ touser, ...hello })).toEqual({
      msgid: 'm1',
      accepted: ['ZhangSan', 'zhaoliu'],
      invaliduser: ['LiSi', 'u7'],
      invalidparty: ['12'],
      invalidtag: ['3', '4'],
      unlicenseduser: ['WangWu'],
    });
  });

  it('reports nobody as refused when the answer has empty or no lists', async () => {
    const { client } = scriptedClient({
      [SEND]: [ok({ msgid: 'm1', invaliduser: '' }), ok({ msgid: 'm2', response_code: 'rc' })],
    });
    expect(await client.message.send({ touser: '@all', ...hello })).toMatchObject({
      accepted: ['@all'],
      invaliduser: [],
    });
    expect(await client.message.send({ toparty: 1, ...hello })).toMatchObject({ response_code: 'rc', accepted: [] });
  });

  it.each([
    [{}, '"touser", "toparty" or "totag" must name somebody'],
    [{ touser: ' | ' }, 'must name somebody'],
    [{ touser: Array.from({ length: 1001 }, (_, i) => `u${i}`) }, '"touser" must name at most 1000, got 1001'],
    [{ touser: 'a', toparty: Array.from({ length: 101 }, (_, i) => i) }, '"toparty" must name at most 100, got 101'],
    [{ totag: Array.from({ length: 101 }, (_, i) => i) }, '"totag" must name at most 100, got 101'],
  ])('refuses recipients WeCom would not take (case %#)', async (recipients, problem) => {
    const { client, network } = scriptedClient({});
    await expect(client.message.send({ ...recipients, ...hello })).rejects.toMatchObject({
      code: 'ERR_WECOM_CONFIG',
      issues: [expect.stringContaining(problem)],
    });
    expect(network.requests).toEqual([]);
  });

  it('takes a thousand members', async () => {
    const touser = Array.from({ length: 1000 }, (_, i) => `u${i}`);
    expect(await sent({ touser, ...hello })).toMatchObject({ touser: touser.join('|') });
  });

  it('writes the same text for the same params', async () => {
    const { client, network } = scriptedClient({ [SEND]: ok({ msgid: 'm1' }) });
    const params = { touser: ['a', 'b'], ...textCard({ title: 't', description: 'd', url: 'https://example.com' }) };
    await client.message.send(params);
    await client.message.send(structuredClone(params));
    const [first, second] = network.to(SEND);
    expect(first?.body).toBe(second?.body);
  });
});

describe('message.sendPrepared', () => {
  const params: SendMessageParams = { touser: ['ZhangSan', 'lisi'], ...hello, enable_duplicate_check: 1 };

  it('sends the prepared text byte for byte, with the agent in front', async () => {
    const { client, network } = scriptedClient({ [SEND]: ok({ msgid: 'm1' }) });
    const prepared = prepareMessage(params);
    await client.message.sendPrepared(prepared);
    await client.message.sendPrepared(prepared);
    const [first, second] = network.to(SEND);
    expect(first?.body).toBe(`{"agentid":1000002,${prepared.slice(1)}`);
    expect(second?.body).toBe(first?.body);
    expect(JSON.parse(first?.body ?? '')).toEqual({ ...params, touser: 'ZhangSan|lisi', agentid: 1000002 });
  });

  it('reports everybody as asked for', async () => {
    const { client } = scriptedClient({ [SEND]: ok({ msgid: 'm1', invaliduser: 'zhangsan' }) });
    expect(await client.message.sendPrepared(prepareMessage(params))).toMatchObject({
      accepted: ['lisi'],
      invaliduser: ['ZhangSan'],
    });
  });

  it('prepares nothing WeCom would not take', () => {
    expect(() => prepareMessage(hello)).toThrow('must name somebody');
  });

  it.each(['', '[]', 'null', '{"touser":"a"}'])('sends no other text: %j', async (prepared) => {
    const { client, network } = scriptedClient({});
    await expect(client.message.sendPrepared(prepared)).rejects.toMatchObject({ code: 'ERR_WECOM_CONFIG' });
    expect(network.requests).toEqual([]);
  });
});

describe('message.recall', () => {
  it('names the message and answers nothing', async () => {
    const { client, network } = scriptedClient({ [RECALL]: ok({}) });
    expect(await client.message.recall({ msgid: 'm1' })).toBeUndefined();
    expect(JSON.parse(network.to(RECALL)[0]?.body ?? '')).toEqual({ msgid: 'm1' });
  });

  it('says when the message is too old', async () => {
    const { client } = scriptedClient({ [RECALL]: failure(42052) });
    await expect(client.message.recall({ msgid: 'm1' })).rejects.toMatchObject({ path: RECALL, errcode: 42052 });
  });
});

describe('message.updateTemplateCard', () => {
  const grey = { response_code: 'rc', userids: ['ZhangSan'], button: { replace_name: '已同意' } };

  it('sends what it is given and fills in the agent', async () => {
    const { client, network } = scriptedClient({ [UPDATE]: ok({}) });
    expect(await client.message.updateTemplateCard(grey)).toEqual({ invaliduser: [] });
    expect(JSON.parse(network.to(UPDATE)[0]?.body ?? '')).toEqual({ ...grey, agentid: 1000002 });
  });

  it('takes a whole card without a task id and with its submit button left out', async () => {
    const { client, network } = scriptedClient({ [UPDATE]: ok({ invaliduser: ['lisi'] }) });
    const template_card = {
      card_type: 'vote_interaction',
      main_title: { title: 'Lunch' },
      checkbox: { question_key: 'lunch', option_list: [{ id: 'a', text: 'Noodles' }], disable: true },
      replace_text: 'Closed',
    } satisfies UpdatedCard;
    const answer = await client.message.updateTemplateCard({ response_code: 'rc', atall: 1, template_card });
    expect(answer).toEqual({ invaliduser: ['lisi'] });
    expect(JSON.parse(network.to(UPDATE)[0]?.body ?? '')).toMatchObject({ atall: 1, template_card });
  });

  it('does not repeat a call whose code may be spent', async () => {
    const { client, network } = scriptedClient({ [UPDATE]: failure(60140) });
    await expect(client.message.updateTemplateCard(grey)).rejects.toMatchObject({ errcode: 60140 });
    expect(network.to(UPDATE)).toHaveLength(1);
  });
});
