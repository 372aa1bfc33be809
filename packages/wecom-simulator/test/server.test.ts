import { createServer } from 'node:net';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { acme, createSimulator, SimulatorConfigError, type Simulator, type SimulatorOptions } from '../src/index';

let simulator: Simulator | undefined;
afterEach(async () => {
  await simulator?.close();
  simulator = undefined;
});

async function started(options: SimulatorOptions = {}) {
  simulator = await createSimulator(options);
  const { url } = simulator;
  const { secret } = acme.agents[0] ?? {};
  const answer = await fetch(`${url}/cgi-bin/gettoken?corpid=${acme.corpId}&corpsecret=${secret}`);
  const { access_token } = (await answer.json()) as { access_token: string };
  const send = (content: string) =>
    fetch(`${url}/cgi-bin/message/send?access_token=${access_token}`, {
      method: 'POST',
      body: JSON.stringify({ touser: 'zhangsan', agentid: 1000002, msgtype: 'text', text: { content } }),
    });
  return { simulator, url, send };
}

describe('createSimulator', () => {
  it('shows what arrived without going through HTTP', async () => {
    const { simulator, send } = await started();
    await send('早');
    expect(simulator.inbox('zhangsan').last()).toMatchObject({ msgtype: 'text', body: { text: { content: '早' } } });
    expect(simulator.messages()[0]?.recipients).toEqual([{ userid: 'zhangsan', state: 'delivered' }]);
    expect(simulator.calls().map(({ path }) => path)).toEqual(['/cgi-bin/gettoken', '/cgi-bin/message/send']);
    expect(simulator.inbox('lisi').last()).toBeUndefined();
  });

  it('tells a listener what happens', async () => {
    const { simulator, send } = await started();
    const types: string[] = [];
    const end = simulator.on(({ type }) => types.push(type));
    await send('x');
    simulator.advanceClock(1);
    simulator.changeMember('lisi', { licensed: false });
    simulator.changeAgent(1000002, { enabled: false });
    simulator.reset();
    end();
    simulator.reset();
    expect(types).toEqual(['message', 'call', 'clock', 'corp', 'corp', 'reset']);
  });

  it('answers 60020 with the real address of the caller', async () => {
    const { simulator, send } = await started();
    simulator.changeAgent(1000002, { trustedIps: ['203.0.113.10'] });
    expect(await (await send('x')).text()).toContain('from ip: 127.0.0.1');
  });

  it('drops a connection before acting, and after acting', async () => {
    const { simulator, send } = await started();
    simulator.addFault({ path: 'message/send', drop: 'before' });
    await expect(send('never')).rejects.toThrow('fetch failed');
    expect(simulator.inbox('zhangsan').messages).toHaveLength(0);
    simulator.addFault({ path: 'message/send', drop: 'after' });
    await expect(send('unknown to its sender')).rejects.toThrow('fetch failed');
    expect(simulator.inbox('zhangsan').messages).toHaveLength(1);
    expect(simulator.calls().slice(-2)).toMatchObject([
      { status: 0, answer: null, fault: { drop: 'before' } },
      { status: 0, answer: null, fault: { drop: 'after' } },
    ]);
    expect((await send('arrives')).status).toBe(200);
  });

  it('waits before it answers', async () => {
    const { simulator, send } = await started();
    simulator.addFault({ path: 'message/send', delayMs: 60 });
    const before = performance.now();
    expect((await send('late')).status).toBe(200);
    expect(performance.now() - before).toBeGreaterThan(50);
  });

  it('streams what happens to a page', async () => {
    const { url, send } = await started();
    const stream = await fetch(`${url}/_simulator/events`);
    expect(stream.headers.get('content-type')).toContain('text/event-stream');
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    await send('live');
    let text = '';
    while (!text.includes('event: call')) text += (await reader?.read())?.value ?? '';
    const data = /event: message\ndata: (.*)\n/.exec(text)?.[1] ?? '';
    expect(JSON.parse(data)).toMatchObject({
      body: { text: { content: 'live' } },
      recipients: [{ userid: 'zhangsan', state: 'delivered' }],
    });
    expect(text).not.toContain(acme.agents[0]?.secret);
    await reader?.cancel();
  });

  it('frees its port although streams are open', async () => {
    const first = await createSimulator();
    await fetch(`${first.url}/_simulator/events`);
    await first.close();
    simulator = await createSimulator({ port: Number(new URL(first.url).port) });
    expect(simulator.url).toBe(first.url);
  });

  it('explains a port that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await expect(createSimulator({ port })).rejects.toThrow(`"port" ${port} is in use by another program`);
    other.close();
  });

  it('names every wrong option', async () => {
    const attempt = createSimulator({ port: 70_000, host: '', limits: { apiPerMinute: 0 } });
    await expect(attempt).rejects.toBeInstanceOf(SimulatorConfigError);
    await expect(attempt).rejects.toMatchObject({
      issues: [{ path: 'port' }, { path: 'host' }, { path: 'limits.apiPerMinute' }],
    });
  });
});
