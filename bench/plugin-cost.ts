import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { median, type BenchTable } from './table';

const ROUNDS = 9;
const built = fileURLToPath(new URL('../packages/plugin-wecom/build/dist/', import.meta.url));

interface Boot {
  wallMs: number;
  cpuMs: number;
}

async function boot(storage: string, plugin: 'with' | 'without', install = false): Promise<Boot> {
  const child = fork(new URL('./host-boot.mjs', import.meta.url), [storage, plugin, ...(install ? ['install'] : [])], {
    execArgv: ['--preserve-symlinks'],
    silent: true,
  });
  const [result] = (await once(child, 'message')) as [Boot];
  await once(child, 'exit');
  return result;
}

/** What the plugin adds to the start of NocoBase: each start in a fresh process, with and without in turns. */
export async function startUpCost(): Promise<BenchTable> {
  const storages = {
    with: mkdtempSync(join(tmpdir(), 'openwecom-bench-')),
    without: mkdtempSync(join(tmpdir(), 'openwecom-bench-')),
  };
  try {
    const kinds = ['without', 'with'] as const;
    for (const kind of kinds) await boot(storages[kind], kind, true);
    const boots = { with: [] as Boot[], without: [] as Boot[] };
    for (let round = 0; round < ROUNDS; round += 1) {
      // Turns change sides, so that neither always follows the other.
      for (const kind of round % 2 === 0 ? kinds : [...kinds].reverse()) {
        boots[kind].push(await boot(storages[kind], kind));
      }
    }
    const wall = (kind: keyof typeof boots) => median(boots[kind].map(({ wallMs }) => wallMs));
    const cpu = (kind: keyof typeof boots) => median(boots[kind].map(({ cpuMs }) => cpuMs));
    const added = wall('with') - wall('without');
    return {
      title: 'Start-up of NocoBase',
      method: `From loading the plugins to "started", SQLite, the plugins a notification needs; median of ${ROUNDS} starts each, in turns.`,
      columns: ['', 'wall clock', 'CPU'],
      rows: [
        ...kinds.map((kind) => [`${kind} the plugin`, `${wall(kind).toFixed(0)} ms`, `${cpu(kind).toFixed(0)} ms`]),
        ['added', `${added.toFixed(0)} ms`, `${(cpu('with') - cpu('without')).toFixed(0)} ms`],
      ],
      goals: [{ text: `under 100 ms (${added.toFixed(0)} ms)`, met: added < 100 }],
    };
  } finally {
    for (const storage of Object.values(storages)) rmSync(storage, { recursive: true, force: true });
  }
}

/** What a browser loads before anything of ours is opened. */
export function firstBundles(): Promise<BenchTable> {
  const bundles = ['client', 'client-v2'].map((client) => {
    const bytes = readFileSync(join(built, client, 'index.js'));
    return { client, bytes: bytes.length, gzip: gzipSync(bytes).length };
  });
  const largest = Math.max(...bundles.map(({ gzip }) => gzip));
  const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
  return Promise.resolve({
    title: 'First bundle of each client',
    method: 'The one file every page of NocoBase loads; forms come in files of their own when they are opened.',
    columns: ['client', 'size', 'gzip'],
    rows: bundles.map(({ client, bytes, gzip }) => [client, kilobytes(bytes), kilobytes(gzip)]),
    goals: [{ text: `under 60 kB gzip (${kilobytes(largest)})`, met: largest < 60_000 }],
  });
}
