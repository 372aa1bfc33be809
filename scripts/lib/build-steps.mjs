import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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
 * When the newest source changed. Dates are enough and cost a few milliseconds: git and editors set them.
 *
 * @param {string[]} paths relative to the repository
 * @returns {number} milliseconds
 */
export function newestSource(paths) {
  return Math.max(...['package-lock.json', ...paths].map((path) => newest(join(root, path))));
}

/**
 * @param {string} path
 * @returns {number}
 */
function newest(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  const children = readdirSync(path).filter((name) => !NOT_SOURCES.has(name) && !name.endsWith('.tgz'));
  // A folder's own date tells of a file that was removed.
  return Math.max(stat.mtimeMs, ...children.map((name) => newest(join(path, name))));
}

/** @param {BuildStep} step */
export function isUpToDate(step) {
  if (!existsSync(join(root, step.result))) return false;
  const stamp = stampFile(step);
  return existsSync(stamp) && Number(readFileSync(stamp, 'utf8')) >= newestSource(step.sources);
}

/**
 * @param {BuildStep} step
 * @param {number} newestBefore of the sources, read before the build began: what changed meanwhile is built next time
 */
export function markBuilt(step, newestBefore) {
  const stamp = stampFile(step);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, String(newestBefore));
}

/** @param {BuildStep} step */
const stampFile = (step) => join(root, '.cache', 'built', step.name.replace('/', '-'));
