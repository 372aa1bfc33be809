// Read by versions of Node that are too old for everything else: no modern syntax, no imports that may be missing.

/** The oldest Node that runs this repository: [major, minor]. The same as "engines" in package.json. */
export const OLDEST_NODE = [20, 19];

/**
 * @param {string} version such as "20.19.0"
 * @returns {boolean}
 */
export function isNodeSupported(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}

/** Ends the process with one line when this Node is too old. */
export function requireNode() {
  if (isNodeSupported(process.versions.node)) return;
  const oldest = OLDEST_NODE.join('.');
  const zh = /^zh/i.test(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '');
  console.error(
    zh
      ? `✗ 需要 Node.js ${oldest} 或更高版本，当前为 ${process.versions.node}：请到 https://nodejs.org 安装。`
      : `✗ Node.js ${oldest} or newer is needed, this is ${process.versions.node}: install one from https://nodejs.org.`,
  );
  process.exit(1);
}
