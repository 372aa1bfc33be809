// npm test: installs and builds what is missing and runs all tests; arguments go to vitest. The last line counts them.
import { requireNode } from './lib/node-version.mjs';

requireNode();
await import('./lib/run-tests.mjs');
