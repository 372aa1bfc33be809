import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root } from './paths.mjs';

/**
 * @typedef {object} BuildStep
 * @property {string} name what is built, as the progress shows it
 * @property {string} workspace folder whose npm script "build" makes it
 * @property {string[]} sources files and folders the result depends on
 * @property {string} result something the build writes; without it, it is built whatever the dates say
 */

const packagesFolder = (/** @type {string} */ name) => `packages/${name}`;

/** In the order in which they need each other. @type {BuildStep[]} */
export const buildSteps = [
  {
    name: '@openwecom/client',
    workspace: packagesFolder('wecom-client'),
    sources: ['packages/wecom-client'],
    result: 'packages/wecom-client/dist',
  },
  {
    name: '@openwecom/simulator',
    workspace: packagesFolder('wecom-simulator'),
    sources: ['packages/wecom-simulator', 'packages/message-view'],
    result: 'packages/wecom-simulator/dist',
  },
  {
    name: '@openwecom/plugin-wecom',
    workspace: packagesFolder('plugin-wecom'),
    sources: ['packages/plugin-wecom', 'packages/wecom-client', 'packages/message-view'],
    result: 'packages/plugin-wecom/build/package.json',
  },
];

/** Neither made from sources nor part of a build. */
const NOT_SOURCES = new Set(['node_modules', 'dist', 'build', 'test', '__tests__', 'docs']);

/**
 * Tells whether anything changed: names, sizes and dates of all sources. It costs a few milliseconds, and unlike the
 * newest date alone it notices a removed file.
 *
 * @param {string[]} paths relative to `folder`
 * @param {string} [folder]
 */
export function fingerprint(paths, folder = root) {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of sourceFiles(join(folder, path))) {
      const { mtimeMs, size } = statSync(file);
      hash.update(`${relative(folder, file)} ${mtimeMs} ${size}\n`);
    }
  }
  return hash.digest('hex');
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function sourceFiles(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return [];
  if (!stat.isDirectory()) return [path];
  return readdirSync(path)
    .filter((name) => !NOT_SOURCES.has(name) && !name.endsWith('.tgz'))
    .sort()
    .flatMap((name) => sourceFiles(join(path, name)));
}

/**
 * @param {BuildStep} step
 * @param {string} sources fingerprint of them
 */
export function isUpToDate(step, sources) {
  const stamp = stampFile(step);
  return existsSync(join(root, step.result)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === sources;
}

/**
 * @param {BuildStep} step
 * @param {string} sources their fingerprint from before the build began: what changed meanwhile is built next time
 */
export function markBuilt(step, sources) {
  const stamp = stampFile(step);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, sources);
}

/** @param {BuildStep} step */
const stampFile = (step) => join(root, '.cache', 'built', step.name.replace('/', '-'));
