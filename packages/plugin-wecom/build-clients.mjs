import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { rspack } from '@rspack/core';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const { name } = JSON.parse(readFileSync(at('package.json'), 'utf8'));

/** Modules the host's loader gives to plugins, in both clients. Everything else is bundled. */
const provided =
  /^(react|react-dom|react\/jsx-runtime|react-i18next|i18next|antd|@ant-design\/icons|lodash|@formily\/(core|react|reactive)|@nocobase\/.+)$/;

/** What every visitor of the host loads, even who never opens one of our forms. */
const firstBundleLimit = 60 * 1024;

const clients = [
  { folder: 'client', id: name },
  { folder: 'client-v2', id: `${name}/client-v2` },
];

/**
 * Builds both clients into `<outDir>/client` and `<outDir>/client-v2`: one UMD module each, named as the host's loader expects,
 * and async chunks beside it for the forms.
 *
 * @param {string} outDir
 * @returns {Promise<string[]>} names of the host's packages that the bundles use
 */
export async function buildClients(outDir) {
  const used = new Set();
  for (const client of clients) {
    await build(client, join(outDir, client.folder), used);
    const size = gzipSync(readFileSync(join(outDir, client.folder, 'index.js'))).length;
    if (size > firstBundleLimit)
      throw new Error(`${client.folder}/index.js has ${size} bytes gzip, over ${firstBundleLimit}`);
  }
  return [...used].sort();
}

/**
 * Tells the chunks' address from the bundle's own, which only the AMD loader knows: it runs a module's factory later than its
 * script, so `document.currentScript` is gone by then.
 */
const publicPath = `import { uri } from 'module';
__webpack_public_path__ = new URL('.', new URL(uri, window.location.href)).href;`;

function build({ folder, id }, outDir, used) {
  const compiler = rspack({
    mode: 'production',
    context: at('.'),
    entry: { index: [`data:text/javascript,${encodeURIComponent(publicPath)}`, `./src/${folder}/plugin.tsx`] },
    target: ['web', 'es2020'],
    devtool: false,
    output: {
      path: outDir,
      filename: 'index.js',
      chunkFilename: '[name].[contenthash].js',
      publicPath: '',
      clean: true,
      library: { name: id, type: 'umd', umdNamedDefine: true },
      uniqueName: id,
    },
    resolve: {
      extensions: ['.tsx', '.ts', '.js'],
      alias: {
        '@openwecom/client/messages$': at('../wecom-client/src/messages/index.ts'),
        '@openwecom/message-view$': at('../message-view/src/index.ts'),
      },
    },
    module: {
      rules: [
        {
          test: /\.tsx?$/,
          loader: 'builtin:swc-loader',
          options: {
            jsc: {
              parser: { syntax: 'typescript', tsx: true },
              transform: { react: { runtime: 'automatic' } },
              target: 'es2020',
            },
          },
          // Our sources only register things in their entry, so what is not imported can go.
          sideEffects: false,
        },
      ],
    },
    externals: [
      ({ request }, callback) => {
        if (request === 'module') return callback(null, request);
        if (!request || !provided.test(request)) return callback();
        used.add(request.startsWith('@') ? request.split('/').slice(0, 2).join('/') : request.split('/')[0]);
        return callback(null, request);
      },
    ],
    stats: 'errors-warnings',
  });
  return new Promise((resolve, reject) => {
    compiler.run((error, stats) => {
      if (error) return reject(error);
      if (stats.hasErrors() || stats.hasWarnings()) return reject(new Error(stats.toString('errors-warnings')));
      compiler.close(() => resolve());
    });
  });
}
