import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './paths.mjs';

/**
 * @typedef {{ port: number, simulatorPort: number, storage: string }} DemoOptions
 * @typedef {{ run: (options: DemoOptions) => Promise<number>, check: (options: DemoOptions) => Promise<number> }} DemoModule
 */

/**
 * Loads a part of the demo, which is TypeScript and runs from its sources. Only possible once packages are installed.
 *
 * @param {'run' | 'check'} name
 * @returns {Promise<DemoModule>}
 */
export async function loadDemo(name) {
  const { register } = await import('tsx/esm/api');
  const demo = join(root, 'apps', 'demo');
  // Not tsImport(): it would load scripts/lib a second time, and with it a second list of what has to be stopped.
  register({ tsconfig: join(demo, 'tsconfig.json') });
  return /** @type {DemoModule} */ (await import(pathToFileURL(join(demo, 'src', `${name}.ts`)).href));
}
