// Installs what is missing: our workspace, NocoBase in its own folder, and SQLite's driver. Cheap when nothing is.
import { closeSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { requireNode } from './lib/node-version.mjs';

requireNode();

const { installState } = await import('./lib/installed.mjs');
const { say } = await import('./lib/language.mjs');
const { npm } = await import('./lib/npm.mjs');
const { hostFolder, root } = await import('./lib/paths.mjs');
const { stopOnSignals } = await import('./lib/processes.mjs');
const { step } = await import('./lib/progress.mjs');
const { HOST_BYTES, requireDiskSpace } = await import('./lib/requirements.mjs');
const { reportAndExit } = await import('./lib/setup-error.mjs');
const { ensureSqlite } = await import('./lib/sqlite.mjs');

/** NocoBase's command line reads them, whatever it is asked to do. */
const FILES_THE_HOST_READS = ['.env.e2e.example', '.env.test.example'];

/**
 * Not `npm ci`: it refuses a lock file that lacks a build for some other platform, as one written where the registry
 * has not got them all does. Versions come from the lock file all the same, and nothing is written to it.
 */
const INSTALL = ['install', '--no-save', '--no-audit', '--no-fund'];

/** @param {{ sqlite?: boolean }} [options] `sqlite: false` where another database is used */
export async function install({ sqlite = true } = {}) {
  await installFolder(root, say('Installing the workspace', '安装工作区依赖'), 'install-workspace', []);
  if (installState(hostFolder) !== 'complete') requireDiskSpace(hostFolder, HOST_BYTES);
  // The one package whose install script matters is SQLite's driver, and it gets a step with clear errors below.
  await installFolder(hostFolder, say('Installing NocoBase', '安装 NocoBase'), 'install-host', ['--ignore-scripts']);
  for (const file of FILES_THE_HOST_READS) closeSync(openSync(join(hostFolder, file), 'a'));
  if (sqlite) await ensureSqlite();
}

/**
 * @param {string} folder
 * @param {string} label
 * @param {string} logName
 * @param {string[]} args
 */
async function installFolder(folder, label, logName, args) {
  const state = installState(folder);
  if (state === 'complete') return;
  // npm writes its record last: a folder without one is half an install, which npm would take for a whole one.
  if (state === 'missing') rmSync(join(folder, 'node_modules'), { recursive: true, force: true });
  await step(
    label,
    () => npm(folder, [...INSTALL, ...args], logName),
    () => say('(a few minutes the first time)', '（首次需要几分钟）'),
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  stopOnSignals();
  await install().catch(reportAndExit);
}
