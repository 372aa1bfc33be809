import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Tests run on the sources of our packages; what users install is tested by the package check. */
const alias = [
  { find: /^@openwecom\/client\/messages$/, replacement: at('packages/wecom-client/src/messages/index.ts') },
  { find: /^@openwecom\/client$/, replacement: at('packages/wecom-client/src/index.ts') },
  { find: /^@openwecom\/simulator$/, replacement: at('packages/wecom-simulator/src/index.ts') },
  { find: /^@openwecom\/message-view$/, replacement: at('packages/message-view/src/index.ts') },
  // Our collections, for tests that make their tables without booting the host.
  { find: /^@nocobase\/database$/, replacement: at('host/node_modules/@nocobase/database/lib/index.js') },
];

/** Projects run one after the other, cheapest first. */
let order = 0;

const project = (name: string, include: string[], options: Record<string, unknown> = {}) => ({
  resolve: { alias },
  test: {
    name,
    include,
    exclude: ['**/node_modules/**', '**/dist/**', '**/build/**'],
    sequence: { groupOrder: order++ },
    ...options,
  },
});

/** A real server keeps one core busy, and with a real browser two. */
const heavy = { pool: 'forks', maxWorkers: 1, testTimeout: 120_000, hookTimeout: 240_000 };

export default defineConfig({
  test: {
    projects: [
      project('unit', [
        'packages/*/test/**/*.test.{ts,tsx}',
        'apps/demo/test/**/*.test.ts',
        'scripts/test/**/*.test.ts',
        'packages/plugin-wecom/src/**/__tests__/*.test.{ts,tsx}',
        '!**/*.host.test.ts',
        '!**/*.services.test.ts',
      ]),
      project('contract', ['apps/contract-tests/test/**/*.test.ts']),
      project('host', ['packages/plugin-wecom/src/**/__tests__/*.host.test.ts'], { ...heavy, maxWorkers: 2 }),
      // They wait for leases and restarts of processes more than they compute.
      project('services', ['packages/plugin-wecom/src/**/__tests__/*.services.test.ts'], { ...heavy, maxWorkers: 3 }),
      project('browser', ['e2e/*.test.ts'], { ...heavy, globalSetup: ['e2e/host.ts'], fileParallelism: false }),
      project('package', ['e2e/package/*.test.ts'], heavy),
    ],
  },
});
