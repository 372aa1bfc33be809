import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { say } from './language.mjs';
import { logFolder } from './paths.mjs';
import { start } from './processes.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * Runs npm in a folder, quietly; its output goes to a file of which the last lines are shown when it fails.
 *
 * @param {string} folder
 * @param {string[]} args
 * @param {string} logName
 */
export async function npm(folder, args, logName) {
  const file = join(logFolder, `${logName}.log`);
  const cli = process.env.npm_execpath;
  const [command, ...first] = cli?.endsWith('npm-cli.js') ? [process.execPath, cli] : ['npm'];
  const code = await start(command, [...first, ...args], {
    cwd: folder,
    env: outsideOfScripts(process.env),
    output: { file },
  }).exited;
  if (code !== 0) throw new SetupError(explainNpmFailure(readFileSync(file, 'utf8'), file));
}

/**
 * npm tells the scripts it runs where they are, and an npm started by such a script would believe it is there too.
 *
 * @param {NodeJS.ProcessEnv} env
 */
function outsideOfScripts(env) {
  return Object.fromEntries(
    Object.entries(env).filter(
      ([name]) =>
        !/^npm_(lifecycle|package|command|node_execpath|execpath|config_local_prefix|config_workspace)/.test(name),
    ),
  );
}

const NETWORK_CODES =
  /\b(ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT)\b/;

/**
 * @param {string} log what npm printed
 * @param {string} file where it is kept
 * @returns {string} one line for the usual causes, the end of the log for the others
 */
export function explainNpmFailure(log, file) {
  const network = NETWORK_CODES.exec(log);
  if (network) {
    return say(
      `npm cannot reach its registry (${network[1]}). Check the network, or set a registry or proxy you can reach: npm config set registry …`,
      `npm 无法连接软件源（${network[1]}）。请检查网络，或设置可访问的镜像或代理：npm config set registry …`,
    );
  }
  if (/\bENOSPC\b/.test(log)) {
    return say(
      'The disk is full. Free about 3 GB and run the command again.',
      '磁盘已满。请清理出约 3 GB 空间后重试。',
    );
  }
  const denied = /\b(EACCES|EPERM)\b[^\n]*/.exec(log);
  if (denied) {
    return say(`npm may not write here: ${denied[0]}`, `npm 没有写入权限：${denied[0]}`);
  }
  const lines = log.trimEnd().split('\n');
  const first = lines.findIndex((line) => line.startsWith('npm error'));
  // npm says what is wrong first and prints its manual after it; a build that npm ran says it last.
  const telling = /\bEUSAGE\b/.test(log) && first >= 0 ? lines.slice(first, first + 15) : lines.slice(-15);
  return `${say(`npm failed; the whole log is in ${file}`, `npm 执行失败，完整日志见 ${file}`)}\n${telling.join('\n')}`;
}
