import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { vi } from 'vitest';
import { hostFolder, stagedPlugin } from '../../server/test-host/folders';

/** All that a machine with a worker has installed. */
const LIBRARIES = ['sequelize', 'pg', 'mariadb', 'mysql2'];

export interface WorkerProcess {
  /** All it has written. */
  said: () => string;
  /** Until it sends. */
  sends: () => Promise<void>;
  /** Until it has ended. @returns its exit code */
  ended: Promise<number | null>;
  kill: (signal: NodeJS.Signals) => void;
}

/** Starts the command of the staged plugin, beside nothing of the host. @param folder for the libraries it finds */
export function startWorkerProcess(folder: string, env: Readonly<Record<string, string>>): WorkerProcess {
  const modules = path.join(folder, 'node_modules');
  if (mkdirSync(modules, { recursive: true })) {
    for (const name of LIBRARIES) symlinkSync(path.join(hostFolder, 'node_modules', name), path.join(modules, name));
  }
  const child = spawn(process.execPath, [path.join(stagedPlugin, 'dist/worker/index.js')], {
    env: { PATH: process.env.PATH, NODE_PATH: modules, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const output of [child.stdout, child.stderr]) output.on('data', (chunk) => (said += String(chunk)));
  return {
    said: () => said,
    sends: async () => void (await vi.waitUntil(() => said.includes('The worker sends'), { timeout: 20_000 })),
    ended: once(child, 'close').then(([code]) => code as number | null),
    kill: (signal) => void (child.exitCode === null && child.kill(signal)),
  };
}
