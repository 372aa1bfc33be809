import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Whether node_modules holds what the lock file asks for, by npm's own record of what it installed. Reading two files
 * is all it costs when nothing is missing, and it notices an interrupted install as well as a changed lock file.
 *
 * @param {string} folder
 * @returns {'complete' | 'outdated' | 'missing'}
 */
export function installState(folder) {
  const wanted = readLock(join(folder, 'package-lock.json')) ?? {};
  const present = readLock(join(folder, 'node_modules', '.package-lock.json'));
  if (!present) return 'missing';
  return missingPackages(wanted, present).length === 0 ? 'complete' : 'outdated';
}

/**
 * @typedef {{ version?: string, optional?: boolean, devOptional?: boolean }} LockEntry
 * @typedef {Record<string, LockEntry>} LockPackages
 *
 * @param {LockPackages} wanted
 * @param {LockPackages} present
 * @returns {string[]} what is not there in the version that is wanted; builds for other platforms do not count
 */
export function missingPackages(wanted, present) {
  return Object.entries(wanted)
    .filter(
      ([path, entry]) => path.includes('node_modules/') && !entry.optional && present[path]?.version !== entry.version,
    )
    .map(([path]) => path);
}

/**
 * @param {string} file
 * @returns {LockPackages | undefined}
 */
function readLock(file) {
  try {
    return /** @type {{ packages: LockPackages }} */ (JSON.parse(readFileSync(file, 'utf8'))).packages;
  } catch {
    return undefined;
  }
}
