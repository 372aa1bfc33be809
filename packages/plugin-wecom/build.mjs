/**
 * Builds the plugin and stages the package as it is installed, in build/: package.json, the marker files, dist/, README, LICENSE and
 * no sources (with sources there, the host reads them instead of dist/externalVersion.js). `--pack` also writes the .tgz.
 */
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
const staged = path.join(here, 'build');
// Put together aside and swapped in at the end, so that a host that starts meanwhile does not find half a package.
const stage = path.join(here, `dist/staging-${process.pid}`);
const dist = path.join(stage, 'dist');
const pkg = JSON.parse(readFileSync(path.join(here, 'package.json'), 'utf8'));

/** Never bundled: the host's own packages, and those libraries of its table that server code may share with it. */
const SERVER_EXTERNALS = ['@nocobase/*', 'sequelize', 'koa', 'winston', 'lodash', 'dayjs', 'axios', 'joi'];

/** Libraries inside the bundles, whose licences want to be told: the browser's here, the server's as esbuild finds them. */
const bundled = new Set(['@wecom/jssdk']);

const LARGEST_PACKAGE = 1024 * 1024;

mkdirSync(dist, { recursive: true });
const externals = new Set([...(await buildServer()), ...(await buildBothClients())]);
stageFiles();
writeNotices();
writeExternalVersions();
rmSync(staged, { recursive: true, force: true });
renameSync(stage, staged);
console.log(`staged ${path.relative(root, staged)}`);
if (process.argv.includes('--pack')) pack();

/** @returns the external packages the server uses */
async function buildServer() {
  // The host finds migrations by scanning their folder, so each is a file of its own.
  const scanned = sources('src/server/migrations');
  const external = [];
  const later = new Set();
  await bundle(['src/server/index.ts', ...scanned], 'src/server');
  await bundle(['src/worker/index.ts'], 'src/worker');
  await bundle([...later], 'src/server');
  return external;

  async function bundle(entryPoints, folder) {
    const { metafile } = await build({
      absWorkingDir: here,
      entryPoints,
      outbase: 'src',
      outdir: dist,
      bundle: true,
      format: 'cjs',
      platform: 'node',
      target: 'node20',
      external: SERVER_EXTERNALS,
      plugins: [loadedLater(later, folder)],
      // `require` of what is loaded later: the host may be run where modules of the other kind are not found.
      supported: { 'dynamic-import': false },
      metafile: true,
      logLevel: 'warning',
    });
    for (const input of Object.keys(metafile.inputs)) {
      const [, name] = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input) ?? [];
      if (name) bundled.add(name);
    }
    external.push(
      // Not of libraries: what they leave out they ask for only if it is there.
      ...Object.entries(metafile.inputs)
        .filter(([file]) => !file.includes('node_modules/'))
        .flatMap(([, input]) => input.imports)
        .filter((used) => used.external && !isBuiltin(used.path) && !used.path.startsWith('.'))
        .filter((used) => used.path !== '<runtime>')
        .map((used) => used.path),
    );
  }
}

/**
 * What server code imports with `import()` becomes a file of its own, so that a start does not read what is needed later or never. It
 * shares no module with the rest, so a class in it must not be asked for outside.
 *
 * @param folder of the file it is imported from, once that is bundled
 */
function loadedLater(files, folder) {
  return {
    name: 'loaded-later',
    setup({ onResolve }) {
      onResolve({ filter: /^\./ }, ({ kind, path: request, resolveDir }) => {
        if (kind !== 'dynamic-import') return undefined;
        const file = path.relative(here, path.join(resolveDir, `${request}.ts`));
        files.add(file);
        const imported = path.relative(folder, file).replace(/\.ts$/, '.js');
        return { path: imported.startsWith('.') ? imported : `./${imported}`, external: true };
      });
    },
  };
}

/** @returns the external packages the two clients use */
async function buildBothClients() {
  const script = path.join(here, 'build-clients.mjs');
  if (!existsSync(script)) return [];
  const { buildClients } = await import(pathToFileURL(script).href);
  return buildClients(dist);
}

function sources(folder) {
  const absolute = path.join(here, folder);
  if (!existsSync(absolute)) return [];
  return readdirSync(absolute)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${folder}/${file}`);
}

function stageFiles() {
  cpSync(path.join(here, 'src/locale'), path.join(dist, 'locale'), { recursive: true });
  for (const file of ['README.md', 'README.zh-CN.md']) {
    if (existsSync(path.join(here, file))) cpSync(path.join(here, file), path.join(stage, file));
  }
  // The host takes the presence of these files as the promise that there is such a half.
  for (const half of ['client', 'client-v2', 'server']) {
    writeFileSync(path.join(stage, `${half}.js`), `module.exports = require('./dist/${half}/index.js');\n`);
  }
  cpSync(path.join(root, 'LICENSE'), path.join(stage, 'LICENSE'));
  // Only the staged package may be published; the workspace's own package.json is private.
  const { private: _, scripts: __, devDependencies: ___, ...published } = pkg;
  writeFileSync(path.join(stage, 'package.json'), `${JSON.stringify(published, null, 2)}\n`);
}

function writeNotices() {
  const notices = [...bundled].sort().map((name) => {
    const folder = path.join(root, 'node_modules', name);
    const { version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    return `${name} ${version} (${license})\n\n${file ? readFileSync(path.join(folder, file), 'utf8').trim() : ''}\n`;
  });
  writeFileSync(path.join(stage, 'THIRD-PARTY-NOTICES'), notices.join(`\n${'-'.repeat(80)}\n\n`));
}

/** The host's plugin manager compares these with what it runs, and asks before it enables a plugin built against something else. */
function writeExternalVersions() {
  const names = [...new Set([...externals].map(packageName))].sort();
  const versions = Object.fromEntries(names.map((name) => [name, builtAgainst(name)]));
  writeFileSync(path.join(dist, 'externalVersion.js'), `module.exports = ${JSON.stringify(versions, null, 2)};\n`);
}

function packageName(request) {
  return request
    .split('/')
    .slice(0, request.startsWith('@') ? 2 : 1)
    .join('/');
}

/** The version built against: the host's, or ours of what the host has only inside its client bundles. */
function builtAgainst(name) {
  const packages = [`host/node_modules/${name}`, `node_modules/${name}`];
  // client-v2 and flow-engine are served by the host but not published; they carry the version of the whole.
  if (name.startsWith('@nocobase/')) packages.push('host/node_modules/@nocobase/server');
  const file = packages.map((folder) => path.join(root, folder, 'package.json')).find(existsSync);
  if (!file) throw new Error(`"${name}" is external but installed nowhere: bundle it, or run npm ci here and in host/`);
  return JSON.parse(readFileSync(file, 'utf8')).version;
}

function pack() {
  const answer = execFileSync('npm', ['pack', staged, '--json', '--pack-destination', here], {
    cwd: here,
    encoding: 'utf8',
  });
  const [{ filename }] = JSON.parse(answer);
  const { size } = statSync(path.join(here, filename));
  console.log(`packed ${path.relative(root, path.join(here, filename))} (${Math.ceil(size / 1024)} KiB)`);
  if (size > LARGEST_PACKAGE) throw new Error(`The package is ${size} bytes, more than ${LARGEST_PACKAGE}`);
}
