import { Op, type Model } from '@nocobase/database';
import type { Simulator } from '@openwecom/simulator';
import { expect } from 'vitest';
import { AUTH_TYPE, CHANNEL_TYPE, DELIVERIES_COLLECTION, LINKS_COLLECTION } from '../../constants';
import type { TestHost } from './host';

type Agent = Awaited<ReturnType<TestHost['root']>>;

/** Seals a secret as the settings form does. */
export async function sealSecret(
  root: Agent,
  { corpId = '', baseUrl = '', secret, purpose = 'agent-secret' }: Record<string, string>,
): Promise<string> {
  const query = new URLSearchParams({ purpose, corpId, baseUrl }).toString();
  const answer = await root.post(`/api/openwecom:seal?${query}`).set('Content-Type', 'text/plain').send(secret);
  expect(answer.status).toBe(200);
  return (answer.body as { data: { sealed: string } }).data.sealed;
}

/** Settings of the simulator's first agent, as its form would store them. */
export async function simulatorOptions(root: Agent, simulator: Simulator) {
  const { corpId, agents } = simulator.seed;
  const [agent] = agents;
  if (!agent) throw new Error('The seed has no agent');
  const baseUrl = simulator.url;
  const secret = await sealSecret(root, { corpId, baseUrl, secret: agent.secret });
  return { corpId, agentId: String(agent.agentId), secret, baseUrl, origin: 'https://nocobase.example' };
}

/** An authenticator and a channel of the same name that send to the simulator. */
export async function setUpChannel(host: TestHost, simulator: Simulator, name = 'wecom'): Promise<void> {
  const root = await host.root();
  const options = await simulatorOptions(root, simulator);
  const authenticator = await root
    .post('/api/authenticators:create')
    .send({ name, authType: AUTH_TYPE, enabled: true, options });
  expect(authenticator.status).toBe(200);
  await addChannel(host, name, { authenticator: name });
}

export async function addChannel(host: TestHost, name: string, options: object): Promise<void> {
  const root = await host.root();
  const channel = await root
    .post('/api/notificationChannels:create')
    .send({ name, title: name, notificationType: CHANNEL_TYPE, options });
  expect(channel.status).toBe(200);
}

/** A user, linked to this member unless there is none. @returns the user's id */
export async function addUser(
  host: TestHost,
  nickname: string,
  wecomUserId?: string,
  authenticator = 'wecom',
): Promise<number> {
  const user = (await host.app.db.getRepository('users').create({ values: { nickname } })) as Model;
  const userId = user.get('id') as number;
  if (wecomUserId) {
    await host.app.db.getRepository(LINKS_COLLECTION).create({ values: { authenticator, wecomUserId, userId } });
  }
  return userId;
}

/** Until everything is sent, or has failed, and the host's notification log says so. */
export async function settled(host: TestHost): Promise<void> {
  const deliveries = host.app.db.getModel(DELIVERIES_COLLECTION);
  const unsettled = { [Op.or]: [{ state: ['queued', 'sending'] }, { logged: false, channelName: { [Op.ne]: null } }] };
  await expect.poll(() => deliveries.count({ where: unsettled }), { timeout: 20_000 }).toBe(0);
}

export interface LogRow {
  id: string;
  status: string;
  reason: string | null;
  message: unknown;
}

/** The newest row of the host's notification log, as it is now. */
export async function lastLog(host: TestHost): Promise<LogRow> {
  const rows = (await host.app.db
    .getRepository('notificationSendLogs')
    .find({ sort: '-createdAt', limit: 1 })) as Model[];
  return rows[0]?.toJSON() as LogRow;
}

/** The newest row, once it says how everything ended. */
export async function finalLog(host: TestHost): Promise<LogRow> {
  await settled(host);
  return lastLog(host);
}
