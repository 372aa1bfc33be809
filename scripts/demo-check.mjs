// npm run demo:check: the demo without a person, on temporary storage and free ports.
import { requireNode } from './lib/node-version.mjs';

requireNode();
await import('./lib/check-demo.mjs');
