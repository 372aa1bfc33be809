import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hostFolder } from '../../../scripts/lib/paths.mjs';
import { start } from '../../../scripts/lib/processes.mjs';
import { ADMINISTRATOR, DEMO_PASSWORD } from './accounts';

const PLUGIN = '@openwecom/plugin-wecom';

/** A fresh database is filled within 15 s on two cores; a slow disk may take several times that. */
const READY_WITHIN_MS = 180_000;
const ASK_EVERY_MS = 250;

export interface HostOptions {
  /** Of 127.0.0.1. */
  port: number;
  /** Database, uploads, logs and keys live here. */
  storage: string;
  /** Language of a fresh installation. */
  language: 'en-US' | 'zh-CN';
  /** Where NocoBase is installed. @default the repository's own host folder */
  folder?: string;
  /** Enables the linked plugin from the first start. @default true */
  withPlugin?: boolean;
  /** Official plugins that are off in a fresh installation, by package name. @default none */
  plugins?: readonly string[];
}

export interface Host {
  /** Such as http://127.0.0.1:13000 */
  url: string;
  logFile: string;
  exited: Promise<number>;
  stop: () => Promise<number>;
}

/** The host did not come up; the message ends with the last lines it logged. */
export class HostStartError extends Error {
  override readonly name = 'HostStartError';
}

/**
 * Starts NocoBase with the plugin, installs it into an empty database, and resolves when it answers.
 *
 * @throws {HostStartError} when it ends or stays silent
 */
export async function startHost(options: HostOptions): Promise<Host> {
  const { port, storage, folder = hostFolder } = options;
  mkdirSync(storage, { recursive: true });
  const logFile = join(storage, 'nocobase.log');
  const process_ = start(
    process.execPath,
    [fileURLToPath(new URL('host-process.mjs', import.meta.url)), 'start', '--quickstart'],
    { cwd: folder, env: hostEnvironment(options), output: { file: logFile } },
  );
  const url = `http://127.0.0.1:${port}`;
  let exitCode: number | undefined;
  void process_.exited.then((code) => (exitCode = code));

  const deadline = Date.now() + READY_WITHIN_MS;
  while (!(await answers(url))) {
    if (exitCode !== undefined) throw startError(`NocoBase ended with code ${exitCode}`, logFile);
    if (Date.now() > deadline) {
      await process_.stop();
      throw startError(`NocoBase did not answer within ${READY_WITHIN_MS / 1000} s`, logFile);
    }
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  }
  return { url, logFile, exited: process_.exited, stop: () => process_.stop() };
}

/** What the host's processes, its command line included, are told about this installation. */
export function hostEnvironment(options: HostOptions): NodeJS.ProcessEnv {
  const { port, storage, language, folder = hostFolder, withPlugin = true, plugins = [] } = options;
  const builtIn = [...plugins, ...(withPlugin ? [PLUGIN] : [])];
  return {
    DB_DIALECT: 'sqlite',
    // NocoBase runs on whatever database the caller's DB_* variables name.
    ...process.env,
    // A test runner's words: with them the host would take itself for its own unit test.
    VITEST: undefined,
    TEST: undefined,
    NODE_ENV: undefined,
    APP_ENV: 'production',
    APP_HOST: '127.0.0.1',
    APP_PORT: String(port),
    APP_KEY: keptKey(storage),
    STORAGE_PATH: storage,
    LOGGER_LEVEL: process.env['LOGGER_LEVEL'] ?? 'warn',
    ...(builtIn.length > 0 && { APPEND_PRESET_BUILT_IN_PLUGINS: builtIn.join(',') }),
    INIT_APP_LANG: language,
    INIT_ROOT_USERNAME: ADMINISTRATOR.username,
    INIT_ROOT_EMAIL: ADMINISTRATOR.email,
    INIT_ROOT_NICKNAME: ADMINISTRATOR.nickname,
    INIT_ROOT_PASSWORD: DEMO_PASSWORD,
    // Its command line sets these for the processes it starts; Node reads them before any code runs.
    NODE_PATH: join(folder, 'node_modules'),
    NODE_OPTIONS: '--preserve-symlinks',
  };
}

/** The key that signs sessions: made once, so that a restart does not sign everybody out. */
function keptKey(storage: string): string {
  const file = join(storage, 'app-key');
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600 });
  return readFileSync(file, 'utf8');
}

/** While it installs and restarts it answers with an error; after that this endpoint is open to everybody. */
async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/api/app:getInfo`, { signal: AbortSignal.timeout(5000) });
    return response.ok;
  } catch {
    return false;
  }
}

function startError(problem: string, logFile: string): HostStartError {
  const tail = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-15).join('\n');
  return new HostStartError(`${problem}; its log is ${logFile}\n${tail}`);
}
