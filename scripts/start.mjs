// npm start: installs what is missing, builds what changed, and runs the demo. Nothing is installed yet when this file
// is read, so it uses Node alone.
import { requireNode } from './lib/node-version.mjs';

requireNode();
await import('./lib/start-demo.mjs');
