import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** NocoBase, with a lock file of its own: its packages never mix with ours. */
export const hostFolder = join(root, 'host');

/** Output of npm and of the builds, kept for the case that one fails. */
export const logFolder = join(root, '.cache', 'logs');
