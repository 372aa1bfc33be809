import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../build.mjs';
import { install } from '../install.mjs';
import { say } from './language.mjs';
import { root } from './paths.mjs';
import { start, stopAll, stopOnSignals } from './processes.mjs';
import { reportAndExit, SetupError } from './setup-error.mjs';
import { countTests, summaryLine } from './test-result.mjs';

/** What some tests need and a machine may lack. They skip themselves; here it is said what is missing. */
const optional = [
  {
    tests: say('browser tests', '浏览器测试'),
    present: () =>
      ['chromium', 'chromium-browser', 'google-chrome'].some(isCommand) || existsSync(process.env.CHROMIUM_PATH ?? ''),
    install: say(
      'install Chromium (Debian/Ubuntu: apt-get install -y chromium) or set CHROMIUM_PATH',
      '安装 Chromium（Debian/Ubuntu：apt-get install -y chromium）或设置 CHROMIUM_PATH',
    ),
  },
];

/** @param {string} command */
function isCommand(command) {
  return spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0;
}

const reportFolder = mkdtempSync(join(tmpdir(), 'openwecom-tests-'));
process.on('exit', () => rmSync(reportFolder, { recursive: true, force: true }));
stopOnSignals();

/** @returns {Promise<number>} the exit code */
async function main() {
  await install();
  await build();
  for (const { tests, present, install: how } of optional) {
    if (!present()) console.log(say(`! Skipping ${tests}: ${how}`, `! 跳过${tests}：请${how}`));
  }
  const report = join(reportFolder, 'report.json');
  const code = await start(
    process.execPath,
    [
      join(root, 'node_modules', 'vitest', 'vitest.mjs'),
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...process.argv.slice(2),
    ],
    { cwd: root, output: 'inherit' },
  ).exited;
  if (!existsSync(report))
    throw new SetupError(
      say(`vitest ended with code ${code} before it could count.`, `vitest 未能完成统计，退出码 ${code}。`),
    );
  const counts = countTests(JSON.parse(readFileSync(report, 'utf8')));
  // In CI everything is supposed to be there, so a skipped test is a hole nobody would notice.
  const holes = process.env.CI === 'true' && counts.skipped > 0;
  if (holes) console.log(say('✗ Tests were skipped, which CI does not allow.', '✗ 有测试被跳过，CI 中不允许。'));
  console.log(summaryLine(counts));
  return code === 0 && counts.failed > 0 ? 1 : holes && code === 0 ? 1 : code;
}

try {
  const code = await main();
  await stopAll();
  process.exit(code);
} catch (error) {
  await stopAll();
  reportAndExit(error);
}
