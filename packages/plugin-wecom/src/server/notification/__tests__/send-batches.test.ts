import { createWeComClient, type WeComClient } from '@openwecom/client';
import { createSimulator, type Simulator } from '@openwecom/simulator';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { sendBatches } from '../send-batches';

const body = { msgtype: 'text', text: { content: 'hello' } } as const;
const strangers = (count: number) => Array.from({ length: count }, (_, index) => `stranger${index}`);

let simulator: Simulator;
let client: WeComClient;

beforeAll(async () => {
  simulator = await createSimulator();
});
beforeEach(() => {
  simulator.reset();
  const { corpId, agents } = simulator.seed;
  const { agentId = 0, secret = '' } = agents[0] ?? {};
  client = createWeComClient({ corpId, agentId, secret, baseUrl: simulator.url });
});
afterAll(() => simulator.close());

it('tells members that were reached from those WeCom does not know', async () => {
  const delivery = await sendBatches(client, body, ['zhangsan', ...strangers(2)]);
  expect(delivery).toEqual({ accepted: ['zhangsan'], invalid: strangers(2), unlicensed: [], unsent: [] });
});

it('takes a refusal because nobody can be reached for what it is', async () => {
  expect(await sendBatches(client, body, strangers(3))).toMatchObject({ accepted: [], invalid: strangers(3) });
  expect(await sendBatches(client, body, strangers(1500))).toMatchObject({
    accepted: [],
    invalid: strangers(1500),
    unsent: [],
  });
});

it('sends to nobody without a call', async () => {
  expect(await sendBatches(client, body, [])).toMatchObject({ accepted: [], invalid: [] });
  expect(simulator.calls()).toEqual([]);
});

it('stops at the first call that fails, and knows who was not sent to', async () => {
  const members = ['zhangsan', ...strangers(999), 'lisi', 'wangwu'];
  const stop = simulator.on(() => {
    if (simulator.messages().length === 1) simulator.addFault({ path: 'message/send', errcode: 45009 });
  });
  const delivery = await sendBatches(client, body, members);
  stop();
  expect(delivery).toMatchObject({ accepted: ['zhangsan'], unsent: ['lisi', 'wangwu'], error: { errcode: 45009 } });
  expect(simulator.inbox('lisi').messages).toEqual([]);
});

it('repeats an identical message when asked to', async () => {
  await sendBatches(client, body, ['zhangsan']);
  await sendBatches(client, body, ['zhangsan']);
  expect(simulator.inbox('zhangsan').messages).toHaveLength(2);
});
