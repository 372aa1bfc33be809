// Builds what changed since it was last built: the client, the simulator with its page, the plugin. `--force` builds everything.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildSteps, isUpToDate, markBuilt, fingerprint } from './lib/build-steps.mjs';
import { say } from './lib/language.mjs';
import { npm } from './lib/npm.mjs';
import { root } from './lib/paths.mjs';
import { stopOnSignals } from './lib/processes.mjs';
import { step } from './lib/progress.mjs';
import { reportAndExit } from './lib/setup-error.mjs';
import { linkPlugin } from './link-plugin.mjs';

/** @param {{ force?: boolean }} [options] */
export async function build({ force = false } = {}) {
  for (const part of buildSteps) {
    const sources = fingerprint(['package-lock.json', ...part.sources]);
    if (!force && isUpToDate(part, sources)) continue;
    await step(say(`Building ${part.name}`, `构建 ${part.name}`), () =>
      npm(join(root, part.workspace), ['run', 'build'], `build-${part.name.replace('/', '-')}`),
    );
    markBuilt(part, sources);
  }
  linkPlugin();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  stopOnSignals();
  await build({ force: process.argv.includes('--force') }).catch(reportAndExit);
}
