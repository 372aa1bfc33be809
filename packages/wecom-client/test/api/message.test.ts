import { describe, expect, it } from 'vitest';
import { text, textCard, type SendMessageParams } from '../../src/index';
import { scriptedClient, SEND } from '../support/client';
import { ok } from '../support/scripted-fetch';

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
