import { execFile } from 'node:child_process';
import { closeSync, copyFileSync, mkdirSync, mkdtempSync, openSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { hostEnvironment, startHost, type Host, type HostOptions } from '../../apps/demo/src/host';
import { hostFolder, root } from '../../scripts/lib/paths.mjs';
import { freePort } from '../free-port';

const run = promisify(execFile);

export interface StockHost extends Host {
  /** Runs the host's own command line beside the running host, as an administrator would. */
  command: (...args: string[]) => Promise<void>;
  close: () => Promise<void>;
}

/** A NocoBase as anybody has it: from the registry alone, in a folder of its own, with no link into this repository. */
export async function startStockHost(): Promise<StockHost> {
  mkdirSync(join(root, '.cache'), { recursive: true });
  const folder = mkdtempSync(join(root, '.cache', 'stock-host-'));
  const storage = mkdtempSync(join(tmpdir(), 'openwecom-stock-'));
  const remove = () => {
    for (const path of [folder, storage]) rmSync(path, { recursive: true, force: true });
  };
  try {
    // Hard links: the same 1,100 packages without their gigabyte.
    await run('cp', ['-al', join(hostFolder, 'node_modules'), folder]);
    rmSync(join(folder, 'node_modules', '@openwecom'), { recursive: true, force: true });
    copyFileSync(join(hostFolder, 'package.json'), join(folder, 'package.json'));
    for (const file of readdirSync(hostFolder).filter((name) => name.startsWith('.env'))) {
      closeSync(openSync(join(folder, file), 'a'));
    }
    const options: HostOptions = { port: await freePort(), storage, language: 'en-US', folder, withPlugin: false };
    const host = await startHost(options);
    return {
      ...host,
      async command(...args) {
        const binary = join('node_modules', '.bin', 'nocobase-v1');
        await run(process.execPath, [binary, ...args], { cwd: folder, env: hostEnvironment(options) });
      },
      async close() {
        await host.stop();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}
