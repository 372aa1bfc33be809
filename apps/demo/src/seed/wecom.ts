import type { Seed } from '@openwecom/simulator';
import { accounts } from '../accounts';
import type { NocoBaseApi } from '../nocobase-api';
import { bilingual } from './bilingual';
import { userId, type UserIds } from './users';

/** Name of the authenticator and of the channel that uses it. */
export const WECOM = 'wecom-demo';

/** With what WeCom signs and encrypts what it sends. */
export interface CallbackPair {
  token: string;
  encodingAESKey: string;
}

export interface WeComSettings {
  corpId: string;
  agent: Pick<Seed['agents'][number], 'agentId' | 'secret'> & CallbackPair;
  /** Of the contacts-sync assistant. */
  contactsCallback: CallbackPair;
  /** Address of the simulator. */
  baseUrl: string;
  /** Address of NocoBase. */
  origin: string;
}

/** Points an authenticator and a channel at the simulator. Written again at every start, because ports may change. */
export async function seedWeCom(api: NocoBaseApi, { corpId, agent, baseUrl, origin }: WeComSettings): Promise<void> {
  const { sealed } = await api.call<{ sealed: string }>('openwecom:seal', {
    params: { purpose: 'agent-secret', corpId, baseUrl },
    text: agent.secret,
  });
  await createOrUpdate(api, 'authenticators', {
    name: WECOM,
    authType: 'openwecom',
    title: bilingual('企业微信（模拟器）', 'WeCom (simulator)'),
    enabled: true,
    options: {
      corpId,
      agentId: String(agent.agentId),
      secret: sealed,
      baseUrl,
      oauthBaseUrl: baseUrl,
      webSignInBaseUrl: baseUrl,
      origin,
      autoLogin: true,
      autoSignup: false,
      callback: { enabled: true, ...(await sealPair(api, corpId, agent)) },
    },
  });
  await createOrUpdate(api, 'notificationChannels', {
    name: WECOM,
    title: bilingual('企业微信', 'WeCom'),
    notificationType: 'openwecom',
    options: { authenticator: WECOM },
  });
}

/** As settings hold it. */
export async function sealPair(
  api: NocoBaseApi,
  corpId: string,
  { token, encodingAESKey }: CallbackPair,
): Promise<CallbackPair> {
  const seal = async (purpose: string, text: string) => {
    const params = { purpose, corpId, baseUrl: '' };
    return (await api.call<{ sealed: string }>('openwecom:seal', { params, text })).sealed;
  };
  return {
    token: await seal('callback-token', token),
    encodingAESKey: await seal('encoding-aes-key', encodingAESKey),
  };
}

/** Links users to members, as an administrator does by hand. */
export async function seedLinks(api: NocoBaseApi, ids: UserIds): Promise<void> {
  for (const account of accounts) {
    if (account.wecomUserId === undefined) continue;
    const link = { authenticator: WECOM, wecomUserId: account.wecomUserId.toLowerCase() };
    const existing = await api.call<unknown[]>('wecomLinks:list', { params: { filter: link } });
    if (existing.length > 0) continue;
    await api.call('wecomLinks:create', { values: { ...link, user: userId(ids, account) } });
  }
}

export async function createOrUpdate(
  api: NocoBaseApi,
  resource: 'authenticators' | 'notificationChannels' | 'userDataSyncSources',
  values: { name: string; [key: string]: unknown },
): Promise<void> {
  const [existing] = await api.call<{ id?: number; name: string }[]>(`${resource}:list`, {
    params: { filter: { name: values.name } },
  });
  if (existing === undefined) {
    await api.call(`${resource}:create`, { values });
    return;
  }
  await api.call(`${resource}:update`, { params: { filterByTk: String(existing.id ?? existing.name) }, values });
}
