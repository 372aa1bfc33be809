import type { Model } from '@nocobase/database';
import { createSimulator, type Simulator } from '@openwecom/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DELIVERY_QUEUES_COLLECTION } from '../../constants';
import { bootHost, type TestHost } from '../test-host/host';
import { addUser, finalLog, lastLog, setUpChannel } from '../test-host/wecom';

const FULL =
  'More than 1 messages of "wecom" are waiting to be sent, so no more are taken. See under its queue why they wait; WECOM_MOST_QUEUED sets the limit.';

describe('a queue that is full', () => {
  let host: TestHost;
  let simulator: Simulator;
  let user: number;

  beforeAll(async () => {
    process.env.WECOM_MOST_QUEUED = '1';
    simulator = await createSimulator();
    host = await bootHost();
    delete process.env.WECOM_MOST_QUEUED;
    await setUpChannel(host, simulator);
    user = await addUser(host, 'Patient', 'lisi');
  });
  afterAll(async () => {
    await host?.close();
    await simulator?.close();
  });

  async function send(content: string) {
    const root = await host.root();
    const receivers = { type: 'userId', value: [user] };
    const values = { channelName: 'wecom', message: { content }, receivers, data: {}, triggerFrom: 'test' };
    return ((await root.post('/api/messages:send').send(values)).body as { data: { status: string } }).data;
  }

  async function sendTest() {
    const root = await host.root();
    const request = root.post('/api/openwecom:sendTestMessage').set('Content-Type', 'text/plain');
    const answer = await request.send(JSON.stringify({ authenticator: 'wecom', members: ['lisi'] }));
    return { status: answer.status, ...(answer.body as { errors?: { message: string }[] }) };
  }

  it('refuses more with the reason, in the log and to whoever asks, until it has room', async () => {
    const [agent] = simulator.seed.agents;
    simulator.changeAgent(agent?.agentId ?? 0, { trustedIps: ['203.0.113.10'] });
    expect(await send('One that waits')).toMatchObject({ status: 'success' });
    const queue = () => host.app.db.getModel<Model>(DELIVERY_QUEUES_COLLECTION).findOne();
    await expect
      .poll(async () => (await queue())?.get('problem') as string | null | undefined, { timeout: 10_000 })
      .toContain('60020');
    expect(await send('One too many')).toMatchObject({ status: 'failure', reason: FULL });
    expect(await lastLog(host)).toMatchObject({ status: 'failure', reason: FULL });
    expect(await sendTest()).toMatchObject({ status: 409, errors: [{ message: FULL }] });
    expect(simulator.messages()).toEqual([]);

    simulator.changeAgent(agent?.agentId ?? 0, { trustedIps: null });
    const root = await host.root();
    const checked = await root.post('/api/openwecom:check').send({ authenticator: 'wecom' });
    expect(checked.status).toBe(200);
    await expect.poll(() => simulator.messages().length, { timeout: 20_000 }).toBe(1);
    await expect.poll(() => send('There is room'), { timeout: 20_000 }).toMatchObject({ status: 'success' });
    expect(await finalLog(host)).toMatchObject({ status: 'success', reason: null });
    expect(simulator.inbox('lisi').last()?.body).toMatchObject({ text: { content: 'There is room' } });
  });
});
