import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';

/** A Redis of the test's own, which it may empty and stop. */
export interface OwnRedis {
  url: string;
  empty: () => Promise<void>;
  stop: () => Promise<void>;
  start: () => Promise<void>;
  /** It takes connections and commands, and answers nothing until `goOn`. */
  hang: () => void;
  goOn: () => void;
}

/** @returns undefined where Redis is not installed */
export async function startOwnRedis(): Promise<OwnRedis | undefined> {
  const port = await freePort();
  let server: ChildProcess | undefined;
  const redis: OwnRedis = {
    url: `redis://127.0.0.1:${port}/0`,
    async empty() {
      await ask(port, (connection) => connection.flushall());
    },
    async stop() {
      const stopping = server;
      server = undefined;
      if (!stopping || stopping.exitCode !== null) return;
      stopping.kill('SIGKILL');
      await once(stopping, 'exit');
    },
    async start() {
      const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
      server = spawn('redis-server', options, { stdio: 'ignore' });
      await once(server, 'spawn');
      await ask(port, (connection) => connection.ping());
    },
    hang: () => void server?.kill('SIGSTOP'),
    goOn: () => void server?.kill('SIGCONT'),
  };
  try {
    await redis.start();
    return redis;
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function ask(port: number, what: (connection: Redis) => Promise<unknown>): Promise<void> {
  const connection = new Redis(port, '127.0.0.1', { retryStrategy: () => 50 });
  connection.on('error', () => undefined);
  await Promise.race([what(connection), pause(10_000).then(() => Promise.reject(new Error('Redis does not answer')))]);
  connection.disconnect();
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
