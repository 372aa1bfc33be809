// Runs a command in this process's own group and ends the whole group when the pipe on stdin closes. The pipe is
// held by whoever started the guard, and the kernel closes it even when that process is killed, so nothing is left behind.
import { spawn } from 'node:child_process';

/** NocoBase closes its database within a second or two; npm and compilers end at once. */
const PATIENCE_MS = 8000;

const [command = '', ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });

let stopping = false;

function stop() {
  if (stopping) return;
  stopping = true;
  signalGroup('SIGTERM');
  setTimeout(() => signalGroup('SIGKILL'), PATIENCE_MS);
}

/** @param {NodeJS.Signals} signal */
function signalGroup(signal) {
  process.kill(-process.pid, signal);
}

// The guard is a member of the group it signals and must outlive it.
for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT', 'SIGHUP'])) process.on(signal, stop);

process.stdin.on('end', stop).on('error', stop).resume();

child.on('error', (error) => {
  console.error(error.message);
  process.exit(127);
});
child.on('exit', (code, signal) => {
  const result = code ?? (signal === 'SIGTERM' ? 143 : 137);
  if (!stopping) {
    process.exit(result);
  }
  // The command is gone; what it started may not be. Nobody but the guard is left to end it.
  process.stdout.write('', () => setTimeout(() => signalGroup('SIGKILL'), 200));
});
