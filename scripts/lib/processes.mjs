import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const guard = fileURLToPath(new URL('guard.mjs', import.meta.url));

/**
 * @typedef {object} Started
 * @property {number} pid of the process group
 * @property {Promise<number>} exited resolves with the exit code, 128 + signal when it was ended by one
 * @property {() => Promise<number>} stop ends the command and everything it started, within ten seconds
 */

/** @type {Set<Started>} */
const running = new Set();

/**
 * Starts a command in a process group of its own, where a terminal's Ctrl-C does not reach it before we say so. It
 * ends with this process, even when this process is killed.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, output: 'inherit' | { file: string } }} options
 * @returns {Started}
 */
export function start(command, args, { cwd, env = process.env, output }) {
  let out = /** @type {'inherit' | number} */ ('inherit');
  if (output !== 'inherit') {
    mkdirSync(dirname(output.file), { recursive: true });
    out = openSync(output.file, 'w');
  }
  const child = spawn(process.execPath, [guard, command, ...args], {
    cwd,
    env: { ...env, NODE_OPTIONS: '', ...(env.NODE_OPTIONS && { NODE_OPTIONS: env.NODE_OPTIONS }) },
    stdio: ['pipe', out, out],
    detached: true,
  });
  if (typeof out === 'number') closeSync(out);
  // The guard may be gone before its stdin is closed; its exit code tells everything there is to know.
  child.stdin?.on('error', () => {});

  /** @type {Promise<number>} */
  const exited = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGTERM' ? 143 : 137)));
  });
  /** @type {Started} */
  const started = {
    pid: child.pid ?? 0,
    exited: exited.finally(() => running.delete(started)),
    stop() {
      child.stdin?.end();
      return started.exited;
    },
  };
  running.add(started);
  return started;
}

/** Ends everything that `start` started and that still runs. */
export async function stopAll() {
  await Promise.all([...running].map((started) => started.stop()));
}

/** Exit codes a shell expects of a program that was ended by these signals. */
const EXIT_CODES = /** @type {const} */ ({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 });

/**
 * From now on Ctrl-C, SIGTERM and a closed terminal stop everything that was started, and then this process.
 *
 * @param {() => void | Promise<void>} [beforehand] what else has to be closed
 */
export function stopOnSignals(beforehand) {
  let stopping = false;
  for (const signal of /** @type {(keyof typeof EXIT_CODES)[]} */ (Object.keys(EXIT_CODES))) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      void (async () => {
        await Promise.allSettled([beforehand?.(), stopAll()]);
        process.exit(EXIT_CODES[signal]);
      })();
    });
  }
}
