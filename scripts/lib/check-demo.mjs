import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../build.mjs';
import { install } from '../install.mjs';
import { loadDemo } from './load-demo.mjs';
import { stopAll, stopOnSignals } from './processes.mjs';
import { freePort } from './requirements.mjs';
import { reportAndExit } from './setup-error.mjs';

const storage = mkdtempSync(join(tmpdir(), 'openwecom-demo-'));
const removeStorage = () => rmSync(storage, { recursive: true, force: true });
process.on('exit', removeStorage);
stopOnSignals();

try {
  await install({ sqlite: (process.env.DB_DIALECT ?? 'sqlite') === 'sqlite' });
  await build();
  const { check } = await loadDemo('check');
  const code = await check({ port: await freePort(), simulatorPort: await freePort(), storage });
  await stopAll();
  process.exit(code);
} catch (error) {
  await stopAll();
  reportAndExit(error);
}
