import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { root } from '../lib/paths.mjs';
import { start } from '../lib/processes.mjs';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'openwecom-processes-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Prints its own pid and that of a child of its own, and stays. */
const family = `
  const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  console.log(process.pid, child.pid);
  setInterval(() => {}, 1000);
`;

async function pidsIn(file: string): Promise<number[]> {
  return vi.waitFor(
    () => {
      const pids = readFileSync(file, 'utf8').trim().split(' ').map(Number);
      if (pids.length < 2) throw new Error('not started yet');
      return pids;
    },
    { timeout: 10_000 },
  );
}

it('passes the exit code of a command on', async () => {
  const file = join(folder, 'log');
  const command = start(process.execPath, ['-e', 'console.log("hi"); process.exit(3)'], {
    cwd: folder,
    output: { file },
  });
  expect(await command.exited).toBe(3);
  expect(readFileSync(file, 'utf8')).toBe('hi\n');
});

it('ends a command together with what it started', async () => {
  const file = join(folder, 'log');
  const command = start(process.execPath, ['-e', family], { cwd: folder, output: { file } });
  const pids = await pidsIn(file);
  await command.stop();
  await vi.waitFor(() => expect(pids.filter(isAlive)).toEqual([]), { timeout: 10_000 });
});

it('ends a command when the process that started it is killed', async () => {
  const file = join(folder, 'log');
  const module = pathToFileURL(join(root, 'scripts/lib/processes.mjs')).href;
  const parent = spawn(process.execPath, [
    '--input-type=module',
    '-e',
    `import { start } from ${JSON.stringify(module)};
     start(process.execPath, ['-e', ${JSON.stringify(family)}], { cwd: '.', output: { file: ${JSON.stringify(file)} } });`,
  ]);
  const pids = await pidsIn(file);
  parent.kill('SIGKILL');
  await vi.waitFor(() => expect(pids.filter(isAlive)).toEqual([]), { timeout: 15_000 });
}, 30_000);
