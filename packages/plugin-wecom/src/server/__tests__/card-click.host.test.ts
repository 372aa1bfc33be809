import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Model } from '@nocobase/database';
import { acme, createSimulator, type Simulator } from '@openwecom/simulator';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AUTH_TYPE, CARD_REPLIES_COLLECTION, DELIVERIES_COLLECTION } from '../../constants';
import { newPair, sealedPair } from '../test-host/callbacks';
import { bootHost, type TestHost } from '../test-host/host';
import { addChannel, addUser, simulatorOptions } from '../test-host/wecom';

let host: TestHost;
let simulator: Simulator;
let server: Server;
beforeAll(async () => {
  simulator = await createSimulator({ seed: acme });
  host = await bootHost();
  server = createServer(host.app.callback());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  server?.close();
  await host?.close();
  await simulator?.close();
});

it('sends a card with a menu, and keeps what the member clicked on it', async () => {
  const root = await host.root();
  const options = await simulatorOptions(root, simulator);
  const agentId = Number(options.agentId);
  const pair = newPair();
  const callback = { enabled: true, ...(await sealedPair(root, { corpId: options.corpId, ...pair })) };
  await root
    .post('/api/authenticators:create')
    .send({ name: 'wecom', authType: AUTH_TYPE, enabled: true, options: { ...options, callback } });
  await addChannel(host, 'wecom', { authenticator: 'wecom' });
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/api/openwecom:callback/auth-wecom`;
  expect(await simulator.saveCallback(agentId, { url, ...pair })).toMatchObject({ ok: true });

  const user = await addUser(host, '张三', 'zhangsan');
  const template_card = {
    card_type: 'text_notice',
    main_title: { title: 'Leave request' },
    action_menu: { desc: 'More', action_list: [{ text: 'Approve', key: 'approve' }] },
    card_action: { type: 1, url: 'https://nocobase.example' },
  };
  await root.post('/api/messages:send').send({
    channelName: 'wecom',
    message: { content: { msgtype: 'template_card', template_card } },
    receivers: { type: 'userId', value: [user] },
    data: {},
    triggerFrom: 'test',
  });
  await expect.poll(() => simulator.inbox('zhangsan').last()?.body.msgtype).toBe('template_card');
  const { task_id } = (simulator.inbox('zhangsan').last()?.body as unknown as { template_card: { task_id: string } })
    .template_card;
  simulator.click({ userid: 'zhangsan', taskId: task_id, key: 'approve' });
  await simulator.callbacksSettled();
  const replies = host.app.db.getModel<Model>(CARD_REPLIES_COLLECTION);
  await expect.poll(() => replies.count()).toBe(1);
  expect((await replies.findOne())?.toJSON()).toMatchObject({
    taskId: task_id,
    member: 'zhangsan',
    eventKey: 'approve',
  });

  // And it shows with the delivery the card was sent with.
  const delivery = await host.app.db.getModel<Model>(DELIVERIES_COLLECTION).findOne({ where: { taskId: task_id } });
  const details = await root.get('/api/openwecom:getDelivery').query({ id: String(delivery?.get('id')) });
  expect((details.body as { data: { replies: unknown[] } }).data.replies).toMatchObject([
    {
      member: 'zhangsan',
      event: 'template_card_menu_event',
      eventKey: 'approve',
      repliedAt: expect.any(Number) as number,
    },
  ]);
});
