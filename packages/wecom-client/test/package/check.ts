/**
 * Packs this package as it would be published, installs it into an empty folder outside the workspace, and uses it there: compiled
 * with the newest and the oldest supported TypeScript, with no library check skipped, and run as an ES module and as CommonJS.
 */
import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startLoopback } from './loopback';

const packageFolder = fileURLToPath(new URL('../..', import.meta.url));
const consumer = fileURLToPath(new URL('consumer.ts', import.meta.url));

/** NocoBase builds with the oldest of these. */
const compilers = ['5.1.6', '5.9.3'];
const nodeTypes = '20.19.43';

const resolutions = [
  { name: 'node16', module: 'node16', moduleResolution: 'node16', files: ['consumer.mts', 'consumer.cts'] },
  { name: 'bundler', module: 'esnext', moduleResolution: 'bundler', files: ['consumer.mts'] },
  { name: 'node', module: 'commonjs', moduleResolution: 'node', files: ['consumer.cts'] },
];

function run(command: string, args: string[], cwd: string, env: Record<string, string> = {}): Promise<void> {
  console.log(`$ ${[command, ...args].join(' ')}`);
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${command} ended with ${code}`))));
  });
}

async function pack(into: string): Promise<string> {
  await run('npm', ['run', 'build'], packageFolder);
  await run('npm', ['pack', '--silent', '--pack-destination', into], packageFolder);
  const [name] = readdirSync(into).filter((file) => file.endsWith('.tgz'));
  if (!name) throw new Error('npm pack made no file');
  return join(into, name);
}

async function install(tarball: string, folder: string): Promise<void> {
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'consumer', private: true }));
  const extra = compilers.map((version) => `typescript-${version}@npm:typescript@${version}`);
  const packages = [tarball, `@types/node@${nodeTypes}`, ...extra];
  await run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error', ...packages], folder);
}

async function compile(folder: string): Promise<void> {
  copyFileSync(consumer, join(folder, 'consumer.mts'));
  copyFileSync(consumer, join(folder, 'consumer.cts'));
  for (const version of compilers) {
    for (const { name, files, ...modules } of resolutions) {
      const config = join(folder, `tsconfig.${name}.${version}.json`);
      const compilerOptions = {
        ...modules,
        target: 'es2022',
        lib: ['es2022'],
        types: ['node'],
        strict: true,
        esModuleInterop: true,
        skipLibCheck: false,
        outDir: join(folder, 'out', version, name),
      };
      writeFileSync(config, JSON.stringify({ compilerOptions, files }));
      await run('node', [join(folder, 'node_modules', `typescript-${version}`, 'bin', 'tsc'), '-p', config], folder);
    }
  }
}

async function useIt(folder: string): Promise<void> {
  const { url, close } = await startLoopback();
  try {
    for (const version of compilers) {
      for (const file of ['consumer.mjs', 'consumer.cjs']) {
        await run('node', [join(folder, 'out', version, 'node16', file)], folder, { WECOM_URL: url });
      }
    }
  } finally {
    close();
  }
}

const folder = mkdtempSync(join(tmpdir(), 'openwecom-client-'));
try {
  const packed = join(folder, 'packed');
  const installed = join(folder, 'consumer');
  mkdirSync(packed);
  mkdirSync(installed);
  const tarball = await pack(packed);
  await run('npx', ['publint', tarball, '--strict'], packageFolder);
  await run('npx', ['attw', tarball], packageFolder);
  await install(tarball, installed);
  await compile(installed);
  await useIt(installed);
  console.log('The package installs, compiles and runs.');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
