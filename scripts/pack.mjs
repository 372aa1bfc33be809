// Writes the plugin as one .tgz, the file the plugin manager takes.
import { join } from 'node:path';
import { npm } from './lib/npm.mjs';
import { root } from './lib/paths.mjs';
import { stopOnSignals } from './lib/processes.mjs';
import { step } from './lib/progress.mjs';
import { reportAndExit } from './lib/setup-error.mjs';
import { say } from './lib/language.mjs';

stopOnSignals();
await step(say('Packing @openwecom/plugin-wecom', '打包 @openwecom/plugin-wecom'), () =>
  npm(join(root, 'packages', 'plugin-wecom'), ['run', 'pack'], 'pack-plugin'),
).catch(reportAndExit);
