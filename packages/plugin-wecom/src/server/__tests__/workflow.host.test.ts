import type { Model } from '@nocobase/database';
import { createSimulator, type Simulator } from '@openwecom/simulator';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { bootHost, type TestHost } from '../test-host/host';
import { addUser, finalLog, settled, setUpChannel } from '../test-host/wecom';

let host: TestHost;
let simulator: Simulator;
let zhangsan: number;

beforeAll(async () => {
  simulator = await createSimulator();
  host = await bootHost();
  await setUpChannel(host, simulator);
  zhangsan = await addUser(host, '张三', 'zhangsan');
  await host.app.db.getRepository('collections').create({
    values: {
      name: 'leaves',
      fields: [
        { name: 'title', type: 'string' },
        { name: 'days', type: 'integer' },
        { name: 'note', type: 'text' },
        { name: 'applicant', type: 'belongsTo', target: 'users', foreignKey: 'applicantId' },
      ],
    },
    context: {},
  });
});
beforeEach(() => simulator.reset());
afterAll(async () => {
  await host?.close();
  await simulator?.close();
});

const RECORD = { title: '年假 <b>A&B</b> "x"', days: 3, note: "it's {{title}} & {{$env.HIDDEN}}" };

/** Creates a workflow with one notification node, then a record; waits for the execution. @returns its status */
async function run(config: object, values: object = RECORD): Promise<number> {
  const root = await host.root();
  const workflow = await root.post('/api/workflows:create').send({
    title: 't',
    type: 'collection',
    enabled: true,
    config: { mode: 1, collection: 'leaves', appends: ['applicant'] },
  });
  const { id } = (workflow.body as { data: { id: string } }).data;
  const node = await root
    .post(`/api/workflows/${id}/nodes:create`)
    .send({ type: 'notification', title: 'n', config: { channelName: 'wecom', ...config } });
  expect(node.status).toBe(200);
  await root.post('/api/leaves:create').send({ ...values, applicantId: zhangsan });
  const execution = async () =>
    (await host.app.db.getRepository('executions').findOne({ filter: { workflowId: id } })) as Model | null;
  await expect.poll(async () => Number((await execution())?.get('status') ?? 0), { timeout: 20_000 }).not.toBe(0);
  await root.post(`/api/workflows:update?filterByTk=${id}`).send({ enabled: false });
  await settled(host);
  return (await execution())?.get('status') as number;
}

it('sends a text card whose variables arrive exactly as they are in the record', async () => {
  const status = await run({
    receivers: [zhangsan],
    content: {
      msgtype: 'textcard',
      textcard: {
        title: '{{{$context.data.title}}}',
        description: '<div class="gray">{{{$context.data.days}}}</div>{{{$context.data.note}}}',
        url: 'https://nocobase.example/leaves/{{{$context.data.id}}}',
        btntxt: '',
      },
    },
  });
  expect(status).toBe(1);
  expect(await finalLog(host)).toMatchObject({ status: 'success', reason: null });
  expect(simulator.inbox('zhangsan').last()?.body).toEqual({
    msgtype: 'textcard',
    textcard: {
      title: RECORD.title,
      description: `<div class="gray">3</div>${RECORD.note}`,
      url: expect.stringMatching(/^https:\/\/nocobase\.example\/leaves\/\d+$/) as string,
    },
  });
});

it('sends markdown', async () => {
  const content = {
    msgtype: 'markdown',
    markdown: { content: '# {{{$context.data.title}}}\n> {{{$context.data.days}}} 天' },
  };
  expect(await run({ receivers: [zhangsan], content })).toBe(1);
  expect(simulator.inbox('zhangsan').last()?.body).toEqual({
    msgtype: 'markdown',
    markdown: { content: `# ${RECORD.title}\n> 3 天` },
  });
});

it('sends a text notice with numbers as numbers, nested lists in order, and nothing of what was left empty', async () => {
  const card = {
    card_type: 'text_notice',
    source: { icon_url: '', desc: 'HR', desc_color: 3 },
    main_title: { title: '{{{$context.data.title}}}', desc: '' },
    emphasis_content: { title: '{{{$context.data.days}}}', desc: '天' },
    quote_area: { type: 0, title: '', quote_text: '' },
    horizontal_content_list: [
      { keyname: '申请人', value: '{{{$context.data.applicant.nickname}}}' },
      { type: 1, keyname: '单据', value: '查看', url: 'https://nocobase.example/{{{$context.data.id}}}' },
      { type: 3, keyname: '成员', value: '张三', userid: 'zhangsan' },
    ],
    jump_list: [{ type: 1, title: '打开', url: 'https://nocobase.example/' }],
    card_action: { type: 1, url: 'https://nocobase.example/' },
  };
  expect(await run({ receivers: [zhangsan], content: { msgtype: 'template_card', template_card: card } })).toBe(1);
  expect(simulator.inbox('zhangsan').last()?.body).toMatchObject({
    msgtype: 'template_card',
    template_card: {
      card_type: 'text_notice',
      source: { desc: 'HR', desc_color: 3 },
      main_title: { title: RECORD.title },
      emphasis_content: { title: '3', desc: '天' },
      horizontal_content_list: [
        { keyname: '申请人', value: '张三' },
        { type: 1, keyname: '单据', value: '查看', url: expect.stringMatching(/\/\d+$/) as string },
        { type: 3, keyname: '成员', value: '张三', userid: 'zhangsan' },
      ],
      jump_list: [{ type: 1, title: '打开', url: 'https://nocobase.example/' }],
      card_action: { type: 1, url: 'https://nocobase.example/' },
    },
  });
  const { template_card: sent } = simulator.inbox('zhangsan').last()?.body as unknown as { template_card: object };
  expect(sent).not.toHaveProperty('quote_area');
  expect(sent).not.toHaveProperty('task_id');
});

it('gives a card with a menu a task id of its own each time', async () => {
  const card = {
    card_type: 'text_notice',
    main_title: { title: 'menu' },
    action_menu: { desc: 'more', action_list: [{ text: 'mute', key: 'mute' }] },
    card_action: { type: 1, url: 'https://nocobase.example/' },
    task_id: 'the-same-each-time',
  };
  const { agentId = 0 } = simulator.seed.agents[0] ?? {};
  simulator.changeAgent(agentId, { callbackUrl: 'http://127.0.0.1:9/none' });
  const content = { msgtype: 'template_card', template_card: card };
  expect(await run({ receivers: [zhangsan], content })).toBe(1);
  expect(await run({ receivers: [zhangsan], content })).toBe(1);
  const ids = simulator
    .inbox('zhangsan')
    .messages.map(({ body }) => (body as unknown as { template_card: { task_id: string } }).template_card.task_id);
  expect(new Set(ids).size).toBe(2);
  expect(ids).not.toContain('the-same-each-time');
});

it('explains that a menu needs a callback URL', async () => {
  const card = {
    card_type: 'text_notice',
    main_title: { title: 'menu' },
    action_menu: { desc: 'more', action_list: [{ text: 'mute', key: 'mute' }] },
    card_action: { type: 1, url: 'https://nocobase.example/' },
  };
  expect(await run({ receivers: [zhangsan], content: { msgtype: 'template_card', template_card: card } })).toBe(1);
  expect(await finalLog(host)).toMatchObject({
    status: 'failure',
    reason: expect.stringContaining('WeCom says: 43012') as string,
  });
});

it('uses no text from outside the content, where it would have been compiled twice', async () => {
  const root = await host.root();
  await root.post('/api/environmentVariables:create').send({ name: 'HIDDEN', type: 'secret', value: 'hidden-value' });
  const status = await run({
    receivers: [zhangsan],
    title: '{{$context.data.note}}',
    subject: '{{$context.data.note}}',
    options: { url: 'https://x.example' },
  });
  expect(status).toBe(-1);
  expect(await finalLog(host)).toMatchObject({ status: 'failure', reason: 'The message has no content.' });
  expect(simulator.calls().filter(({ path }) => path.includes('message/send'))).toEqual([]);
});

it('takes receivers from variables and from queries', async () => {
  const lisi = await addUser(host, '李四', 'lisi');
  const content = { msgtype: 'markdown', markdown: { content: 'hello' } };
  expect(await run({ receivers: ['{{$context.data.applicant.id}}', { filter: { nickname: '李四' } }], content })).toBe(
    1,
  );
  expect(simulator.inbox('zhangsan').messages).toHaveLength(1);
  expect(simulator.inbox('lisi').messages).toHaveLength(1);
  // A whole record where an id was meant is that one user, not everybody.
  simulator.reset();
  expect(await run({ receivers: ['{{$context.data.applicant}}'], content })).toBe(1);
  expect(simulator.messages().flatMap((message) => message.recipients.map(({ userid }) => userid))).toEqual([
    'zhangsan',
  ]);
  await host.app.db.getRepository('users').destroy({ filterByTk: lisi });
});
