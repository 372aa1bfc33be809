import { existsSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { build } from '../build.mjs';
import { install } from '../install.mjs';
import { loadDemo } from './load-demo.mjs';
import { say } from './language.mjs';
import { root } from './paths.mjs';
import { stopAll, stopOnSignals } from './processes.mjs';
import { portFromEnvironment, requireFreePort } from './requirements.mjs';
import { reportAndExit, SetupError } from './setup-error.mjs';

const storage = join(root, 'apps', 'demo', 'storage');

const help = say(
  `npm start [-- options]

  Starts NocoBase with the WeCom plugin and a simulated WeCom, both on this machine only.

  --reset    begin anew: deletes the demo's storage folder (asks first)
  --yes      do not ask
  --help     this text

  Environment
  PORT              NocoBase's port, 13000 by default
  SIMULATOR_PORT    the simulated WeCom's port, 13100 by default
  DB_DIALECT        sqlite (default), postgres, mysql or mariadb; then also
                    DB_HOST DB_PORT DB_DATABASE DB_USER DB_PASSWORD`,
  `npm start [-- 选项]

  启动带企业微信插件的 NocoBase 和模拟的企业微信，仅本机可访问。

  --reset    重新开始：删除演示的数据目录（会先确认）
  --yes      不再确认
  --help     显示本说明

  环境变量
  PORT              NocoBase 端口，默认 13000
  SIMULATOR_PORT    模拟企业微信的端口，默认 13100
  DB_DIALECT        sqlite（默认）、postgres、mysql 或 mariadb；同时设置
                    DB_HOST DB_PORT DB_DATABASE DB_USER DB_PASSWORD`,
);

async function main() {
  const options = readOptions();
  if (options.help) {
    console.log(help);
    return 0;
  }
  stopOnSignals();
  const ports = {
    port: portFromEnvironment('PORT', 13000),
    simulatorPort: portFromEnvironment('SIMULATOR_PORT', 13100),
  };
  await requireFreePort('PORT', ports.port);
  await requireFreePort('SIMULATOR_PORT', ports.simulatorPort);
  if (options.reset) await reset(options.yes);
  await install({ sqlite: (process.env.DB_DIALECT ?? 'sqlite') === 'sqlite' });
  await build();
  const { run } = await loadDemo('run');
  return run({ ...ports, storage });
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: { help: { type: 'boolean' }, reset: { type: 'boolean' }, yes: { type: 'boolean' } },
    });
    return { help: values.help ?? false, reset: values.reset ?? false, yes: values.yes ?? false };
  } catch (error) {
    throw new SetupError(`${error instanceof Error ? error.message : String(error)}\n\n${help}`);
  }
}

/** @param {boolean} withoutAsking */
async function reset(withoutAsking) {
  if (!existsSync(storage)) return;
  if (!withoutAsking) {
    const terminal = createInterface({ input: process.stdin, output: process.stdout });
    const answer = await terminal.question(
      say(
        `Delete ${relative(root, storage)} with everything in it? [y/N] `,
        `删除 ${relative(root, storage)} 及其全部内容？[y/N] `,
      ),
    );
    terminal.close();
    if (!/^y(es)?$/i.test(answer.trim())) throw new SetupError(say('Nothing was deleted.', '未删除任何内容。'));
  }
  rmSync(storage, { recursive: true });
}

try {
  const code = await main();
  await stopAll();
  process.exit(code);
} catch (error) {
  await stopAll();
  reportAndExit(error);
}
