import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import type { Application, ApplicationOptions } from '@nocobase/server';
import supertest from 'supertest';
import { PKG } from '../../constants';
import { createDatabase, type Dialect, type TestDatabase } from './database';
import { hostFolder, linkScript, stagedPlugin } from './folders';

/** The administrator the host makes. */
export const ROOT = { email: 'root@example.com', password: 'root-password' };

/** What the plugin needs, and what a notification passes through on its way. */
const OFFICIAL_PLUGINS = [
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

export interface TestHost {
  app: Application;
  /** Folder of the host's logs and keys, for tests that look for what must not be there. */
  storage: string;
  /** An agent without a user. */
  anonymous: () => Agent;
  /** An agent signed in as the administrator the host made. */
  root: () => Promise<Agent>;
  /** An agent signed in as this user. */
  signedInAs: (account: string, password: string) => Promise<Agent>;
  /** An agent signed in as a new user with the role "member". */
  member: (username: string) => Promise<Agent>;
  close: () => Promise<void>;
}

interface HostModule {
  Application: new (options: ApplicationOptions) => Application;
  Gateway: { getInstance(): { reset(): void; destroy(): void } };
  AppSupervisor: { getInstance(): { destroy(): Promise<void> } };
}

/** How tables and columns are called: `DB_UNDERSCORED`, `DB_TABLE_PREFIX` and, on PostgreSQL, `DB_SCHEMA`. */
export interface Naming {
  underscored?: boolean;
  tablePrefix?: string;
  schema?: string;
}

interface HostOptions {
  dialect?: Dialect;
  /** @default the host's own */
  naming?: Naming;
  /** SQLite in a file, as in production; in memory all of the host shares one connection. @default true */
  inFile?: boolean;
  /** More official plugins, without their prefix. */
  plugins?: string[];
  /** What another process has left behind, or will find; the host's own when there is none. */
  place?: { database: TestDatabase; storage: string; installed: boolean };
}

type Agent = ReturnType<typeof supertest.agent>;

/** An agent signed in as this user. @param target a listener, or the address of a host */
export async function signIn(
  target: Parameters<typeof supertest>[0],
  account: string,
  password: string,
): Promise<Agent> {
  const answer = await supertest(target).post('/api/auth:signIn').send({ account, password });
  const { token } = (answer.body as { data: { token: string } }).data;
  return supertest.agent(target).set('Authorization', `Bearer ${token}`).set('X-Authenticator', 'basic');
}

/** Boots a real NocoBase with the built plugin; once per test file, because it keeps its state in the process. */
export async function bootHost({
  dialect = 'sqlite',
  naming = {},
  inFile = true,
  plugins = [],
  place,
}: HostOptions = {}): Promise<TestHost> {
  if (!existsSync(path.join(stagedPlugin, 'dist/server/index.js'))) {
    throw new Error('The plugin is not built. Run: npm run build -w packages/plugin-wecom');
  }
  const { linkPlugin } = (await import(linkScript)) as { linkPlugin: () => string };
  linkPlugin();

  const storage = place?.storage ?? mkdtempSync(path.join(os.tmpdir(), 'openwecom-host-'));
  prepareEnvironment(storage, dialect);
  const file = inFile ? path.join(storage, 'nocobase.sqlite') : ':memory:';
  const database = place?.database ?? (await createDatabase(dialect, file));
  const { Application, Gateway, AppSupervisor } = createRequire(path.join(hostFolder, 'package.json'))(
    '@nocobase/server',
  ) as HostModule;
  Gateway.getInstance().reset();

  const names = [...[...OFFICIAL_PLUGINS, ...plugins].map((name) => [name, `@nocobase/plugin-${name}`]), [PKG, PKG]];
  const app = new Application({
    name: 'main',
    acl: true,
    database: { ...database.options, ...naming },
    resourcer: { prefix: '/api' },
    plugins: names.map(([name, packageName]) => [name, { name, packageName }]),
    logger: { request: { transports: ['file'] }, system: { transports: ['file'] } },
  } as unknown as ApplicationOptions);
  app.setMaxListeners(50); // As the host's gateway does.
  if (!place?.installed) await app.runCommandThrowError('install', '-f');
  await app.runCommandThrowError('start');

  const listener = app.callback();
  const host: TestHost = {
    app,
    storage,
    anonymous: () => supertest.agent(listener),
    root: () => host.signedInAs(ROOT.email, ROOT.password),
    signedInAs: (account, password) => signIn(listener, account, password),
    async member(username) {
      const password = 'member-password';
      await app.db
        .getRepository('users')
        .create({ values: { username, nickname: username, password, roles: ['member'] } });
      return host.signedInAs(username, password);
    },
    async close() {
      await app.destroy();
      Gateway.getInstance().destroy();
      await AppSupervisor.getInstance().destroy();
      await database.drop();
      rmSync(storage, { recursive: true, force: true });
    },
  };
  return host;
}

function prepareEnvironment(storage: string, dialect: Dialect) {
  const modules = path.join(hostFolder, 'node_modules');
  Object.assign(process.env, {
    APP_ENV: 'production',
    DB_DIALECT: dialect,
    APP_ENV_PATH: os.devNull,
    APP_KEY: 'a key for tests only',
    API_BASE_PATH: '/api/',
    APP_PUBLIC_PATH: '/',
    PLUGIN_STATICS_PATH: '/static/plugins/',
    WS_PATH: '/ws',
    CDN_BASE_URL: '',
    TZ: 'UTC',
    CACHE_DEFAULT_STORE: 'memory',
    STORAGE_PATH: storage,
    PLUGIN_STORAGE_PATH: path.join(storage, 'plugins'),
    LOGGER_BASE_PATH: path.join(storage, 'logs'),
    LOGGER_TRANSPORT: 'file',
    LOGGER_LEVEL: 'debug',
    NODE_MODULES_PATH: modules,
    NODE_PATH: modules,
    INIT_ROOT_EMAIL: ROOT.email,
    INIT_ROOT_PASSWORD: ROOT.password,
    INIT_ROOT_NICKNAME: 'Root',
    INIT_ROOT_USERNAME: 'root',
  });
  // The plugin is a link out of the host's node_modules; this is how it still finds the host's packages.
  (Module as unknown as { _initPaths(): void })._initPaths();
  // Under vitest the host reads this file from the working directory.
  writeFileSync(path.join(storage, 'tsconfig.paths.json'), '{"compilerOptions":{"paths":{}}}');
  process.chdir(storage);
}
