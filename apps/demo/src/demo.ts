import { createSimulator } from '@openwecom/simulator';
import { say, speaksChinese } from '../../../scripts/lib/language.mjs';
import { step } from '../../../scripts/lib/progress.mjs';
import { agent, contactsCallback, corp } from './corp';
import { startHost } from './host';
import { seedDemo, seedDirectory } from './seed/seed';
import { connectCallbacks } from './seed/callbacks';

export interface DemoOptions {
  port: number;
  simulatorPort: number;
  storage: string;
}

export interface Demo {
  /** NocoBase, such as http://127.0.0.1:13000 */
  url: string;
  /** The simulated WeCom and its phone. */
  simulatorUrl: string;
  /** Resolves when NocoBase ends, with its exit code. */
  exited: Promise<number>;
  stop: () => Promise<void>;
}

/** Starts the simulator and NocoBase, both on 127.0.0.1, and fills them with the demo. */
export async function startDemo({ port, simulatorPort, storage }: DemoOptions): Promise<Demo> {
  const simulator = await createSimulator({ seed: corp, host: '127.0.0.1', port: simulatorPort });
  const language = speaksChinese ? 'zh-CN' : 'en-US';
  const host = await step(
    say('Starting NocoBase', '启动 NocoBase'),
    () => startHost({ port, storage, language, plugins: ['@nocobase/plugin-departments'] }),
    () => say('(about 15 s the first time)', '（首次约 15 秒）'),
  );
  await step(say('Setting up the demo', '准备演示数据'), () =>
    seedDemo({ corpId: corp.corpId, agent, contactsCallback, baseUrl: simulator.url, origin: host.url }),
  );
  await step(say('Syncing members and departments', '同步成员和部门'), async () => {
    await connectCallbacks(simulator, host.url);
    await seedDirectory(host.url);
  });
  return {
    url: host.url,
    simulatorUrl: simulator.url,
    exited: host.exited,
    async stop() {
      await Promise.all([host.stop(), simulator.close()]);
    },
  };
}
