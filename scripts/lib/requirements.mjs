import { createServer } from 'node:net';
import { statfsSync } from 'node:fs';
import { say } from './language.mjs';
import { SetupError } from './setup-error.mjs';

/** NocoBase takes 1.1 GB, npm's cache as much again, the compiler and the workspace the rest. */
export const HOST_BYTES = 3e9;

/**
 * @param {string} folder
 * @param {number} bytes
 */
export function requireDiskSpace(folder, bytes) {
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  if (free >= bytes) return;
  const [need, have] = [bytes, free].map((value) => (value / 1e9).toFixed(1));
  throw new SetupError(
    say(
      `Not enough disk space: NocoBase needs about ${need} GB in ${folder}, ${have} GB are free.`,
      `磁盘空间不足：安装 NocoBase 约需 ${need} GB（${folder}），当前可用 ${have} GB。`,
    ),
  );
}

/**
 * Reads a port from the environment.
 *
 * @param {string} name
 * @param {number} fallback
 */
export function portFromEnvironment(name, fallback) {
  const text = process.env[name];
  if (!text) return fallback;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65536) return port;
  throw new SetupError(
    say(
      `${name} must be a port between 1 and 65535, got "${text}".`,
      `${name} 必须是 1 到 65535 之间的端口，当前为 "${text}"。`,
    ),
  );
}

/**
 * @param {string} name the environment variable that moves the port elsewhere
 * @param {number} port
 */
export async function requireFreePort(name, port) {
  const problem = await listenProblem(port);
  if (!problem) return;
  const other = `${name}=${port + 1} npm start`;
  if (problem === 'EACCES') {
    throw new SetupError(
      say(
        `Port ${port} needs administrator rights. Choose another one: ${other}`,
        `端口 ${port} 需要管理员权限，请换一个端口：${other}`,
      ),
    );
  }
  throw new SetupError(
    say(
      `Port ${port} is in use. Stop what listens there or choose another one: ${other}`,
      `端口 ${port} 已被占用。请停止占用它的程序，或换一个端口：${other}`,
    ),
  );
}

/** A port of 127.0.0.1 nobody listens on at the moment. */
export function freePort() {
  return new Promise((/** @type {(port: number) => void} */ resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(address && typeof address === 'object' ? address.port : 0));
    });
  });
}

/**
 * @param {number} port
 * @returns {Promise<string | undefined>} the error code of listening there, if any
 */
function listenProblem(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.on('error', (/** @type {NodeJS.ErrnoException} */ error) => resolve(error.code ?? 'unknown'));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(undefined)));
  });
}
