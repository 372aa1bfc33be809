import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readArguments, readSeedFile } from '../src/cli';

const bin = fileURLToPath(new URL('../src/bin.ts', import.meta.url));
const start = (...args: string[]) => spawn(process.execPath, ['--import', 'tsx', bin, ...args], { stdio: 'pipe' });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulator-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('the command line', () => {
  it('has defaults', () => {
    expect(readArguments([])).toEqual({
      help: false,
      port: 8090,
      host: '127.0.0.1',
      seedFile: undefined,
      size: undefined,
      keptDeliveries: undefined,
    });
    expect(readArguments(['--port', '0', '--seed', 'a.json', '--host', '::1'])).toMatchObject({
      port: 0,
      seedFile: 'a.json',
      host: '::1',
    });
  });

  it('makes a corp of the size that is asked for', () => {
    const args = ['--members', '20000', '--departments', '1000', '--keep', '100000'];
    expect(readArguments(args)).toMatchObject({
      size: { members: 20_000, departments: 1000 },
      keptDeliveries: 100_000,
    });
    expect(readArguments(['--members', '5']).size).toEqual({ members: 5 });
  });

  it.each([
    [['--members', '0'], '"--members" must be a number from 1, got "0"'],
    [['--departments', '3'], '"--departments" needs --members'],
    [['--members', '5', '--seed', 'a.json'], '"--members" cannot stand beside --seed'],
    [['--port', 'http'], '"--port" must be 0 to 65535, got "http"'],
    [['--port', '65536'], '"--port" must be 0 to 65535, got "65536"'],
    [['--prot', '1'], "Unknown option '--prot'; see --help"],
    [['extra'], "Unexpected argument 'extra'"],
  ])('explains %j in one line', (args, reason) => {
    expect(() => readArguments(args)).toThrow(reason);
    expect(() => readArguments(args)).not.toThrow('\n');
  });

  it('explains a seed file that is missing, is no JSON, or is no seed', async () => {
    const file = join(folder, 'seed.json');
    await expect(readSeedFile(file)).rejects.toThrow(`"--seed" ${file} cannot be read (ENOENT)`);
    await writeFile(file, '{');
    await expect(readSeedFile(file)).rejects.toThrow(`"--seed" ${file} is no JSON`);
    await writeFile(file, '{"corpId":"ww0123456789"}');
    await expect(readSeedFile(file)).rejects.toThrow('"agents"');
  });
});

describe('the process', () => {
  it('prints one line when it is ready, and ends on a signal', { timeout: 30_000 }, async () => {
    const child = start('--port', '0');
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    expect(String(line)).toMatch(/^ready http:\/\/127\.0\.0\.1:\d+\n$/);
    const seed = await fetch(`${String(line).slice('ready '.length).trim()}/_simulator/seed`);
    expect(seed.status).toBe(200);
    child.kill('SIGTERM');
    expect((await once(child, 'exit'))[0]).toBe(0);
  });

  it('ends with one line when the port is taken', { timeout: 30_000 }, async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const child = start('--port', String(port));
    let errors = '';
    child.stderr.on('data', (data: Buffer) => (errors += String(data)));
    expect((await once(child, 'exit'))[0]).toBe(1);
    expect(errors).toBe(
      `The simulator cannot start: "port" ${port} is in use by another program; choose another, or 0 for a free one\n`,
    );
    other.close();
  });
});
