// Starts NocoBase once, in a process of its own, and says how long that took. argv: storage folder, 'with' or 'without' the plugin.
import { join } from 'node:path';
import { createHost, OFFICIAL_PLUGINS, OUR_PLUGIN } from './host.mjs';

const [storage = '', plugin, install] = process.argv.slice(2);
const app = createHost({
  storage,
  database: { dialect: 'sqlite', storage: join(storage, 'bench.sqlite'), logging: false },
  plugins: plugin === 'with' ? [...OFFICIAL_PLUGINS, OUR_PLUGIN] : OFFICIAL_PLUGINS,
});
if (install) await app.runCommandThrowError('install', '-f');
const cpuBefore = process.cpuUsage();
const start = performance.now();
await app.runCommandThrowError('start');
const wallMs = performance.now() - start;
const cpu = process.cpuUsage(cpuBefore);
process.send?.({ wallMs, cpuMs: (cpu.user + cpu.system) / 1000 }, () => process.exit());
