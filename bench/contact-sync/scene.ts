import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase } from '../../packages/plugin-wecom/src/server/test-host/database';
import { startChild, type Remote } from '../delivery/child';
import type { CorpSize } from './corp-size';
import type { HostCommands } from './host-process';
import type { WeComCommands } from './wecom-process';

const { linkPlugin } = await import('../../scripts/link-plugin.mjs');

/** A corp of its own and a NocoBase of its own, on an empty PostgreSQL database. */
export interface Scene {
  wecom: Remote<WeComCommands>;
  host: Remote<HostCommands>;
}

export interface SceneOptions {
  /** Of the NocoBase. */
  nodeOptions?: string[];
  /** WeCom tells phone numbers and mails. */
  withDetails?: boolean;
}

const startHost = (nodeOptions: string[] = []) =>
  startChild<HostCommands>(new URL('./host-process.ts', import.meta.url), { nodeOptions });

export async function onScene<Result>(
  size: CorpSize,
  { nodeOptions = [], withDetails = false }: SceneOptions,
  play: (scene: Scene) => Promise<Result>,
): Promise<Result> {
  linkPlugin();
  const database = await createDatabase('postgres');
  const storage = mkdtempSync(join(tmpdir(), 'openwecom-bench-'));
  const wecom = startChild<WeComCommands>(new URL('./wecom-process.ts', import.meta.url));
  const installer = startHost();
  const host = startHost(['--expose-gc', ...nodeOptions]);
  try {
    const address = await wecom.call.start(size, withDetails);
    const place = { storage, database: database.options };
    await installer.call.install(place);
    await installer.kill();
    await host.call.start(place);
    await host.call.setUp(address);
    return await play({ wecom: wecom.call, host: host.call });
  } finally {
    await Promise.all([wecom.kill(), installer.kill(), host.kill()]);
    await database.drop();
    rmSync(storage, { recursive: true, force: true });
  }
}
