import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeErrcode, isWeComApiError, mayHaveArrived, text } from '@openwecom/client';
import { simulate, type Simulated } from '../src/simulated';

const SEND = '/cgi-bin/message/send';
const hello = { touser: 'zhangsan', ...text('你好') };
const guarded = { ...hello, enable_duplicate_check: 1, duplicate_check_interval: 600 } as const;

const failureOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => undefined,
    (reason: unknown) => reason,
  );

describe('when WeCom does not do as asked, the client', () => {
  let simulated: Simulated;

  beforeEach(async () => {
    simulated = await simulate({ limits: { apiPerMinute: 5 } });
  });

  afterEach(() => simulated.simulator.close());

  it('asks for one access token for twenty cold messages', async () => {
    const { client, simulator, callsTo } = simulated;
    await Promise.all(Array.from({ length: 20 }, (_, i) => client.message.send({ ...hello, ...text(`第 ${i} 条`) })));
    expect(callsTo('gettoken')).toBe(1);
    expect(simulator.inbox('zhangsan').messages).toHaveLength(20);
  });

  it('gets a new access token after the old one expired', async () => {
    const { client, simulator, callsTo } = simulated;
    await client.message.send(hello);
    simulator.advanceClock(7_200_000);
    expect(await client.message.send(hello)).toMatchObject({ accepted: ['zhangsan'] });
    const answers = simulator.calls().filter(({ path }) => path === SEND);
    expect(answers.map(({ answer }) => answer?.['errcode'])).toEqual([0, 42001, 0]);
    expect(callsTo('gettoken')).toBe(2);
  });

  it('gets a new access token after the old one was taken back', async () => {
    const { client, simulator } = simulated;
    await client.agent.get();
    simulator.revokeTokens();
    expect(await client.agent.get()).toMatchObject({ agentid: 1000002 });
    expect(simulator.calls().map(({ answer }) => answer?.['errcode'])).toContain(40014);
  });

  it('tells that the secret is wrong, and does not ask again at once', async () => {
    const { clientWith, callsTo } = simulated;
    const client = clientWith({ secret: 'wrong' });
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      await expect(client.message.send(hello)).rejects.toMatchObject({ errcode: 40001, path: '/cgi-bin/gettoken' });
    }
    expect(callsTo('gettoken')).toBe(1);
    expect(callsTo('message/send')).toBe(0);
  });

  it('tells that secret and AgentId are of different apps', async () => {
    const client = simulated.clientWith({ agentId: 1000003 });
    await expect(client.agent.get()).rejects.toMatchObject({ errcode: 301002 });
    await expect(client.message.send(hello)).rejects.toMatchObject({ errcode: 301002 });
  });

  it('tells which address has to be trusted', async () => {
    const { client, simulator } = simulated;
    simulator.changeAgent(1000002, { trustedIps: ['203.0.113.7'] });
    const error = await failureOf(client.message.send(hello));
    expect(error).toMatchObject({ errcode: 60020 });
    if (!isWeComApiError(error)) throw error;
    const { callerIp, remedy } = describeErrcode(error.errcode, 'zh-CN', error.errmsg);
    expect(callerIp).toBe('127.0.0.1');
    expect(remedy).toContain('127.0.0.1');
    expect(error.message).toContain('add 127.0.0.1 to');
  });

  it('repeats a call of a busy WeCom, three times at most', async () => {
    const { client, simulator, waits } = simulated;
    simulator.addFault({ path: 'message/send', errcode: -1, times: 2 });
    expect(await client.message.send(hello)).toMatchObject({ accepted: ['zhangsan'] });
    expect(waits).toEqual([1000, 2000]);
    expect(simulator.inbox('zhangsan').messages).toHaveLength(1);

    simulator.addFault({ path: 'message/send', errcode: -1, times: 3 });
    await expect(client.message.send(hello)).rejects.toMatchObject({ errcode: -1 });
  });

  it('survives a busy gettoken', async () => {
    const { client, simulator } = simulated;
    simulator.addFault({ path: 'gettoken', errcode: -1, times: 2 });
    expect(await client.agent.get()).toMatchObject({ agentid: 1000002 });
  });

  it('tells that there were too many calls, and adds none', async () => {
    const { client, callsTo } = simulated;
    for (let call = 1; call <= 5; call += 1) await client.tag.list();
    await expect(client.tag.list()).rejects.toMatchObject({ errcode: 45009 });
    expect(callsTo('tag/list')).toBe(6);
  });

  it.each(['before', 'after'] as const)(
    'says that a message may have arrived when the connection breaks %s',
    async (drop) => {
      const { client, simulator } = simulated;
      await client.accessToken.get();
      simulator.addFault({ path: 'message/send', drop });
      const error = await failureOf(client.message.send(guarded));
      expect(error).toMatchObject({ code: 'ERR_WECOM_NETWORK', path: SEND, beforeSending: false });
      expect(mayHaveArrived(error, SEND)).toBe(true);
      expect(simulator.inbox('zhangsan').messages).toHaveLength(drop === 'before' ? 0 : 1);

      // The same params make the same request, so the repeat is delivered once in both cases.
      await client.message.send(structuredClone(guarded));
      expect(simulator.inbox('zhangsan').messages).toHaveLength(1);
    },
  );

  it('says that nothing was sent when nobody listens', async () => {
    const { simulator, client } = await simulate();
    await client.accessToken.get();
    await simulator.close();
    const error = await failureOf(client.message.send(hello));
    expect(error).toMatchObject({ code: 'ERR_WECOM_NETWORK', beforeSending: true });
    expect(mayHaveArrived(error, SEND)).toBe(false);
  });

  it('tells a page of a proxy from an answer of WeCom', async () => {
    const { client, simulator } = simulated;
    simulator.addFault({ path: 'message/send', status: 502 });
    const error = await failureOf(client.message.send(hello));
    expect(error).toMatchObject({ code: 'ERR_WECOM_HTTP', status: 502, path: SEND });
    expect(mayHaveArrived(error, SEND)).toBe(true);
  });

  it('does not wait longer than it was told', async () => {
    const { simulator, clientWith } = simulated;
    const client = clientWith({ timeoutMs: 50 });
    simulator.addFault({ path: 'agent/get', delayMs: 60_000 });
    await expect(client.agent.get()).rejects.toMatchObject({ code: 'ERR_WECOM_TIMEOUT', timeoutMs: 50 });
  });

  it('raises a request that WeCom accepted and did not understand', async () => {
    const { clientWith, simulator } = simulated;
    const client = clientWith({
      // A JSON body that lost its end on the way.
      fetch: (url, init) =>
        fetch(url, typeof init?.body === 'string' ? { ...init, body: init.body.slice(0, -1) } : init),
    });
    const error = await failureOf(client.message.send(hello));
    expect(isWeComApiError(error)).toBe(true);
    expect(simulator.inbox('zhangsan').messages).toEqual([]);
  });
});
