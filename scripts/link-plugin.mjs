/**
 * The host finds our plugin as it finds any other: in its node_modules. There it is a link to the staged package, which
 * `npm run build -w packages/plugin-wecom` writes. Made anew when it is missing (an `npm ci` in host/ removes it) or points elsewhere.
 */
import { mkdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const target = path.join(root, 'packages/plugin-wecom/build');

/** @returns the path of the link */
export function linkPlugin(host = path.join(root, 'host')) {
  const link = path.join(host, 'node_modules/@openwecom/plugin-wecom');
  // A relative link survives when the whole folder is moved or mounted elsewhere.
  const relative = path.relative(path.dirname(link), target);
  if (currentTarget(link) === relative) return link;
  mkdirSync(path.dirname(link), { recursive: true });
  rmSync(link, { recursive: true, force: true });
  symlinkSync(relative, link, 'dir');
  return link;
}

/** @param {string} link */
function currentTarget(link) {
  try {
    return readlinkSync(link);
  } catch {
    return undefined;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(`linked ${path.relative(root, linkPlugin())} -> ${path.relative(root, target)}`);
}
