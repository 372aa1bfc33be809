// Type-checks every part of the repository with its own settings, all of them even when one fails.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const projects = [
  '.',
  'packages/wecom-client',
  'packages/message-view',
  'packages/wecom-simulator',
  'packages/wecom-simulator/src/inbox',
  'packages/plugin-wecom',
  'packages/plugin-wecom/src/client-v2',
  'apps/contract-tests',
  'apps/demo',
].filter((folder) => existsSync(`${folder}/tsconfig.json`));

const failed = projects.filter((folder) => {
  console.log(`types: ${folder}`);
  return spawnSync('npx', ['tsc', '-p', folder], { stdio: 'inherit' }).status !== 0;
});
if (failed.length > 0) {
  console.error(`Type errors in: ${failed.join(', ')}`);
  process.exit(1);
}
