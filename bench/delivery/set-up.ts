import type { Application } from '@nocobase/server';
import supertest from 'supertest';
import { AUTH_TYPE, CHANNEL_TYPE, LINKS_COLLECTION } from '../../packages/plugin-wecom/src/constants';
import { ROOT } from '../host.mjs';
import { HOST_QUEUE } from './host-queue-channel';
import { IDLE } from './idle-channel';
import { cardOf, TEMPLATE } from './messages';
import type { WeComAddress } from './simulator-process';

/** Name of the authenticator and of the channel. */
export const WECOM = 'wecom';

const IN_APP = 'in-app';
const ROWS_AT_ONCE = 1000;

/** Each run has another one: WeCom lets a member have thirty messages a minute. */
const RECEIVER = '{{$context.data.receiver}}';

export const workflowKinds = ['none', 'idle', 'in-app', 'wecom'] as const;

/** The same workflow without a node, with a channel that does nothing, with the host's in-app message, and with ours. */
export type WorkflowKind = (typeof workflowKinds)[number];

type Api = Awaited<ReturnType<typeof administrator>>;

/** An authenticator and a channel for WeCom, a user for each member, linked in their order, and what is compared with it. */
export async function setUp(app: Application, wecom: WeComAddress): Promise<void> {
  const api = await administrator(app);
  const options = await authenticatorOptions(api, wecom);
  await create(api, 'authenticators', { name: WECOM, authType: AUTH_TYPE, enabled: true, options });
  await createUsers(app, wecom.members);
  for (const channel of [
    { name: WECOM, notificationType: CHANNEL_TYPE, options: { authenticator: WECOM } },
    { name: IN_APP, notificationType: 'in-app-message', options: {} },
    { name: HOST_QUEUE, notificationType: HOST_QUEUE, options: {} },
    { name: IDLE, notificationType: IDLE, options: {} },
  ]) {
    await create(api, 'notificationChannels', { title: channel.name, ...channel });
  }
  for (const kind of workflowKinds) {
    const config = { collection: 'users', mode: 1 };
    const workflow = { title: kind, type: 'collection', sync: true, enabled: true, config };
    const { id } = await create(api, 'workflows', workflow);
    if (kind !== 'none') await create(api, `workflows/${id}/nodes`, notificationNode(kind));
  }
}

async function administrator(app: Application) {
  const listener = app.callback();
  const answer = await supertest(listener).post('/api/auth:signIn').send(ROOT);
  const { token } = (answer.body as { data: { token: string } }).data;
  return supertest.agent(listener).set('Authorization', `Bearer ${token}`).set('X-Authenticator', 'basic');
}

async function create(api: Api, resource: string, values: object): Promise<{ id: number | string }> {
  const answer = await api.post(`/api/${resource}:create`).send(values);
  if (answer.status !== 200) throw new Error(`${resource}: ${answer.text}`);
  return (answer.body as { data: { id: number | string } }).data;
}

/** As the settings form stores them. */
async function authenticatorOptions(api: Api, { url, corpId, agentId, secret }: WeComAddress) {
  const query = new URLSearchParams({ purpose: 'agent-secret', corpId, baseUrl: url }).toString();
  const answer = await api.post(`/api/openwecom:seal?${query}`).set('Content-Type', 'text/plain').send(secret);
  const { sealed } = (answer.body as { data: { sealed: string } }).data;
  return { corpId, agentId: String(agentId), secret: sealed, baseUrl: url, origin: 'https://nocobase.example' };
}

async function createUsers(app: Application, members: readonly string[]): Promise<void> {
  for (let from = 0; from < members.length; from += ROWS_AT_ONCE) {
    const batch = members.slice(from, from + ROWS_AT_ONCE);
    const rows = batch.map((member) => ({ username: member, nickname: member }));
    const created = await app.db.getModel('users').bulkCreate(rows, { hooks: false });
    const ids = created.map((user) => Number(user.get('id')));
    const links = batch.map((wecomUserId, index) => ({ authenticator: WECOM, wecomUserId, userId: ids[index] }));
    await app.db.getModel(LINKS_COLLECTION).bulkCreate(links, { hooks: false });
  }
}

function notificationNode(kind: Exclude<WorkflowKind, 'none'>) {
  const card = cardOf(TEMPLATE);
  const { title, description, url } = card.textcard;
  const message = {
    idle: { channelName: IDLE, content: card },
    'in-app': { channelName: IN_APP, title, content: description, options: { url, duration: 5 } },
    wecom: { channelName: WECOM, content: card },
  }[kind];
  return { type: 'notification', title: kind, config: { receivers: [RECEIVER], ignoreFail: false, ...message } };
}
