import js from '@eslint/js';
import importX from 'eslint-plugin-import-x';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import ts from 'typescript-eslint';

/**
 * `target` may not import from `from`: dependencies point one way.
 *
 * @param {string | string[]} target
 * @param {string | string[]} from
 * @param {string} message
 */
const forbid = (target, from, message) => ({ target, from, message });

const client = './packages/wecom-client/src';
const plugin = './packages/plugin-wecom/src';

const zones = [
  forbid(
    client,
    ['./packages/message-view', './packages/wecom-simulator', './packages/plugin-wecom', './host'],
    'The client knows nothing of its users.',
  ),
  forbid(
    './packages/wecom-simulator',
    ['./packages/wecom-client', './packages/plugin-wecom', './host'],
    'The simulator shares no code with the client or the plugin: a mistake in one must show in the other.',
  ),
  forbid(
    './packages/message-view',
    ['./packages/wecom-client', './packages/wecom-simulator', './packages/plugin-wecom'],
    'message-view depends on React alone.',
  ),
  forbid('./packages', ['./apps', './bench', './e2e'], 'Nothing depends on apps, benchmarks or browser tests.'),
  forbid(
    [`${client}/errors`, `${client}/errcodes.ts`, `${client}/messages`],
    [`${client}/transport`, `${client}/callback`, `${client}/api`, `${client}/client.ts`, `${client}/index.ts`],
    'Inside the client: errors, messages < transport, callback < api < client < index.',
  ),
  forbid(
    [`${client}/transport`, `${client}/callback`],
    [`${client}/api`, `${client}/client.ts`, `${client}/index.ts`],
    'Inside the client: transport and callback lie below api.',
  ),
  forbid(`${client}/api`, [`${client}/client.ts`, `${client}/index.ts`], 'Inside the client: api lies below client.'),
  forbid(`${plugin}/client-v2`, [`${plugin}/client`, `${plugin}/server`], 'Forms are written once, in client-v2.'),
  forbid(`${plugin}/server`, [`${plugin}/client`, `${plugin}/client-v2`], 'The server knows nothing of the browser.'),
  forbid(`${plugin}/client`, [`${plugin}/server`], 'The legacy client only registers what client-v2 holds.'),
];

export default ts.config(
  { ignores: ['**/dist/', '**/build/', '**/node_modules/', 'host/', 'coverage/', '**/storage/', '.cache/'] },
  js.configs.recommended,
  ...ts.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
      globals: { ...globals.node },
    },
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [
        createTypeScriptImportResolver({
          project: ['tsconfig.json', 'packages/*/tsconfig.json', 'apps/*/tsconfig.json'],
        }),
      ],
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'import-x/no-cycle': 'error',
      'import-x/no-restricted-paths': ['error', { zones }],
    },
  },
  {
    files: ['**/*.tsx'],
    plugins: { 'react-hooks': reactHooks },
    languageOptions: { globals: { ...globals.browser } },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    files: ['**/*.{js,mjs}'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
);
