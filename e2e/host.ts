import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { acme, createSimulator } from '@openwecom/simulator';
import { ADMINISTRATOR, DEMO_PASSWORD } from '../apps/demo/src/accounts';
import { startHost } from '../apps/demo/src/host';
import { signIn, type NocoBaseApi } from '../apps/demo/src/nocobase-api';
import { linkPlugin } from '../scripts/link-plugin.mjs';
import { freePort } from './free-port';

/** What every browser test works on: one NocoBase and one simulated WeCom for the whole run. */
export interface World {
  hostUrl: string;
  simulatorUrl: string;
  /** Session of the administrator. */
  token: string;
  corpId: string;
  agentId: number;
  secret: string;
  /** A member in the visible range, and the NocoBase user linked to it. */
  memberId: string;
  memberUserId: number;
  /** An enabled authenticator and a channel that uses it. */
  authenticator: string;
  channel: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    world: World;
  }
}

const MEMBER_ID = 'zhangsan';
const NAME = 'acme';

/** Runs once before all browser tests; what it returns runs once after them. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (!existsSync(fileURLToPath(new URL('../packages/plugin-wecom/build/dist/client-v2/index.js', import.meta.url)))) {
    throw new Error('The plugin is not built. Run: npm run build -w packages/plugin-wecom');
  }
  linkPlugin();
  const storage = mkdtempSync(join(tmpdir(), 'openwecom-e2e-'));
  const simulator = await createSimulator({ seed: acme, port: 0 });
  const host = await startHost({ port: await freePort(), storage, language: 'en-US' });
  const teardown = async () => {
    await host.stop();
    await simulator.close();
    rmSync(storage, { recursive: true, force: true });
  };
  try {
    project.provide('world', await furnish(host.url, simulator.url));
  } catch (error) {
    await teardown();
    throw error;
  }
  return teardown;
}

async function furnish(hostUrl: string, simulatorUrl: string): Promise<World> {
  const agent = acme.agents[0];
  if (!agent) throw new Error('The example corp has no agent.');
  const { corpId } = acme;
  const api = await signIn(hostUrl, ADMINISTRATOR.email, DEMO_PASSWORD);
  const { token } = await api.call<{ token: string }>('auth:signIn', {
    values: { account: ADMINISTRATOR.email, password: DEMO_PASSWORD },
  });
  await api.call('systemSettings:put', { values: { enabledLanguages: ['en-US', 'zh-CN'] } });
  const { sealed } = await api.call<{ sealed: string }>('openwecom:seal', {
    params: { purpose: 'agent-secret', corpId, baseUrl: simulatorUrl },
    text: agent.secret,
  });
  await api.call('authenticators:create', {
    values: {
      name: NAME,
      authType: 'openwecom',
      title: 'Acme',
      enabled: true,
      options: { corpId, agentId: String(agent.agentId), secret: sealed, baseUrl: simulatorUrl, origin: hostUrl },
    },
  });
  await api.call('notificationChannels:create', {
    values: { name: NAME, title: 'Acme channel', notificationType: 'openwecom', options: { authenticator: NAME } },
  });
  const memberUserId = await linkedUser(api);
  return {
    hostUrl,
    simulatorUrl,
    token,
    corpId,
    agentId: agent.agentId,
    secret: agent.secret,
    memberId: MEMBER_ID,
    memberUserId,
    authenticator: NAME,
    channel: NAME,
  };
}

async function linkedUser(api: NocoBaseApi): Promise<number> {
  const { id } = await api.call<{ id: number }>('users:create', {
    values: { username: 'zhangsan', nickname: 'Zhang San', password: DEMO_PASSWORD },
  });
  await api.call('wecomLinks:create', {
    values: { authenticator: NAME, wecomUserId: MEMBER_ID, user: id },
  });
  return id;
}
