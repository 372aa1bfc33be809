import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { say } from './language.mjs';
import { hostFolder, logFolder } from './paths.mjs';
import { start } from './processes.mjs';
import { step } from './progress.mjs';
import { SetupError } from './setup-error.mjs';

const sqliteFolder = join(hostFolder, 'node_modules', 'sqlite3');

/** The binding is downloaded where that is possible and compiled where it is not; npm itself runs no install scripts here. */
export async function ensureSqlite() {
  if (existsSync(join(sqliteFolder, 'build', 'Release', 'node_sqlite3.node')) && loads()) return;
  await step(
    say('Getting the SQLite driver', '准备 SQLite 驱动'),
    async () => {
      if ((await runInSqlite('sqlite-download', ['prebuild-install', 'bin.js'], ['-r', 'napi'])) === 0 && loads())
        return;
      requireCompiler();
      const code = await runInSqlite('sqlite-compile', ['node-gyp', 'bin', 'node-gyp.js'], ['rebuild', ...headers()]);
      if (code !== 0 || !loads()) throw new SetupError(explainCompileFailure());
    },
    () => say('(compiling takes a minute or two)', '（编译需要一两分钟）'),
  );
}

/** Loading it is the only proof that it fits this machine and this Node. */
function loads() {
  return spawnSync(process.execPath, ['-e', 'require("sqlite3")'], { cwd: hostFolder }).status === 0;
}

/**
 * @param {string} logName
 * @param {string[]} script its path inside the host's node_modules
 * @param {string[]} args
 */
function runInSqlite(logName, script, args) {
  return start(process.execPath, [join(hostFolder, 'node_modules', ...script), ...args], {
    cwd: sqliteFolder,
    output: { file: join(logFolder, `${logName}.log`) },
  }).exited;
}

/** Headers that came with this Node spare node-gyp a download, which may not be possible. */
function headers() {
  const prefix = dirname(dirname(realpathSync(process.execPath)));
  return existsSync(join(prefix, 'include', 'node', 'node_api.h')) ? [`--nodedir=${prefix}`] : [];
}

/** What node-gyp needs, and how to ask each for its version. */
const TOOLS = [
  { commands: [process.env.CXX, 'c++', 'g++', 'clang++'], name: say('a C++ compiler', 'C++ 编译器') },
  { commands: ['make', 'gmake'], name: 'make' },
  { commands: [process.env.PYTHON, 'python3', 'python'], name: 'python3' },
];

function requireCompiler() {
  const missing = TOOLS.filter(
    ({ commands }) => !commands.some((command) => command && spawnSync(command, ['--version']).status === 0),
  ).map(({ name }) => name);
  if (missing.length === 0) return;
  const list = missing.join(', ');
  throw new SetupError(
    say(
      `SQLite's driver must be compiled here and ${list} is missing. Debian/Ubuntu: sudo apt-get install -y build-essential python3; Fedora: sudo dnf install -y gcc-c++ make python3; macOS: xcode-select --install`,
      `需要在本机编译 SQLite 驱动，但缺少 ${list}。Debian/Ubuntu：sudo apt-get install -y build-essential python3；Fedora：sudo dnf install -y gcc-c++ make python3；macOS：xcode-select --install`,
    ),
  );
}

function explainCompileFailure() {
  const file = join(logFolder, 'sqlite-compile.log');
  const log = readFileSync(file, 'utf8');
  if (/ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|FetchError|getaddrinfo/.test(log)) {
    return say(
      `SQLite's driver cannot be compiled: the headers of Node ${process.version} are not on this machine and cannot be downloaded. Install them (Debian/Ubuntu: libnode-dev, or a Node from nodejs.org, which has them).`,
      `无法编译 SQLite 驱动：本机没有 Node ${process.version} 的头文件，也无法下载。请安装（Debian/Ubuntu：libnode-dev，或使用 nodejs.org 提供的自带头文件的 Node）。`,
    );
  }
  const tail = log.trimEnd().split('\n').slice(-15).join('\n');
  return `${say(`SQLite's driver did not compile; the whole log is in ${file}`, `SQLite 驱动编译失败，完整日志见 ${file}`)}\n${tail}`;
}
