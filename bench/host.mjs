// NocoBase as it runs in production, made of the packages in host/, for processes that measure it.
import { writeFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const host = fileURLToPath(new URL('../host/', import.meta.url));
export const hostRequire = createRequire(join(host, 'package.json'));

export const OUR_PLUGIN = '@openwecom/plugin-wecom';
export const ROOT = { account: 'root@example.com', password: 'root-password' };

/** What a notification passes through, as names of official plugins without their prefix. */
export const OFFICIAL_PLUGINS = [
  'error-handler',
  'field-sort',
  'user-data-sync',
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
];

/**
 * Not yet installed and not started. Once in a process: the host keeps its state there, and works in the storage folder.
 *
 * @param {object} options
 * @param {string} options.storage
 * @param {object} options.database as the host takes it
 * @param {string[]} options.plugins official ones without their prefix, others by their package
 * @param {string} [options.logLevel]
 * @returns {import('@nocobase/server').Application}
 */
export function createHost({ storage, database, plugins, logLevel = 'error' }) {
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
    LOGGER_LEVEL: logLevel,
    NODE_MODULES_PATH: modules,
    NODE_PATH: modules,
    INIT_ROOT_EMAIL: ROOT.account,
    INIT_ROOT_PASSWORD: ROOT.password,
    INIT_ROOT_NICKNAME: 'Root',
    INIT_ROOT_USERNAME: 'root',
  });
  /** @type {{ _initPaths(): void }} */ (/** @type {unknown} */ (Module))._initPaths();
  writeFileSync(join(storage, 'tsconfig.paths.json'), '{"compilerOptions":{"paths":{}}}');
  process.chdir(storage);

  const { Application } = hostRequire('@nocobase/server');
  const app = new Application({
    name: 'main',
    acl: true,
    database,
    resourcer: { prefix: '/api' },
    plugins: plugins.map((name) => {
      const packageName = name.startsWith('@') ? name : `@nocobase/plugin-${name}`;
      return [name, { name, packageName }];
    }),
    logger: { request: { transports: ['file'] }, system: { transports: ['file'] } },
  });
  app.setMaxListeners(50); // As the host's gateway does.
  return app;
}
