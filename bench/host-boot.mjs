// Starts NocoBase once, in a process of its own, and says how long that took. argv: storage folder, 'with' or 'without' the plugin.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import Module from 'node:module';
import { join } from 'node:path';
import { writeFileSync } from 'node:fs';

const [storage = '', plugin, install] = process.argv.slice(2);
const host = fileURLToPath(new URL('../host/', import.meta.url));
const modules = join(host, 'node_modules');
Object.assign(process.env, {
  APP_ENV: 'production',
  APP_KEY: 'a key for benchmarks only',
  API_BASE_PATH: '/api/',
  APP_PUBLIC_PATH: '/',
  PLUGIN_STATICS_PATH: '/static/plugins/',
  WS_PATH: '/ws',
  CDN_BASE_URL: '',
  CACHE_DEFAULT_STORE: 'memory',
  STORAGE_PATH: storage,
  PLUGIN_STORAGE_PATH: join(storage, 'plugins'),
  LOGGER_BASE_PATH: join(storage, 'logs'),
  LOGGER_TRANSPORT: 'file',
  LOGGER_LEVEL: 'error',
  NODE_MODULES_PATH: modules,
  NODE_PATH: modules,
  INIT_ROOT_EMAIL: 'root@example.com',
  INIT_ROOT_PASSWORD: 'root-password',
  INIT_ROOT_NICKNAME: 'Root',
  INIT_ROOT_USERNAME: 'root',
});
/** @type {{ _initPaths(): void }} */ (/** @type {unknown} */ (Module))._initPaths();
writeFileSync(join(storage, 'tsconfig.paths.json'), '{"compilerOptions":{"paths":{}}}');
process.chdir(storage);

const official = [
  'error-handler',
  'field-sort',
  'users',
  'auth',
  'acl',
  'data-source-main',
  'data-source-manager',
  'system-settings',
  'environment-variables',
  'notification-manager',
  'workflow',
  'workflow-notification',
].map((name) => [name, { name, packageName: `@nocobase/plugin-${name}` }]);
const ours = ['@openwecom/plugin-wecom', { name: '@openwecom/plugin-wecom', packageName: '@openwecom/plugin-wecom' }];

const { Application } = createRequire(join(host, 'package.json'))('@nocobase/server');
const app = new Application({
  name: 'main',
  acl: true,
  database: { dialect: 'sqlite', storage: join(storage, 'bench.sqlite'), logging: false },
  resourcer: { prefix: '/api' },
  plugins: plugin === 'with' ? [...official, ours] : official,
  logger: { request: { transports: ['file'] }, system: { transports: ['file'] } },
});
if (install) await app.runCommandThrowError('install', '-f');
const cpuBefore = process.cpuUsage();
const start = performance.now();
await app.runCommandThrowError('start');
const wallMs = performance.now() - start;
const cpu = process.cpuUsage(cpuBefore);
process.send?.({ wallMs, cpuMs: (cpu.user + cpu.system) / 1000 }, () => process.exit());
