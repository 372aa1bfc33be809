import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
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
  const { tsImport } = await import('tsx/esm/api');
  const demo = join(root, 'apps', 'demo');
  return /** @type {DemoModule} */ (
    await tsImport(pathToFileURL(join(demo, 'src', `${name}.ts`)).href, {
      parentURL: import.meta.url,
      tsconfig: join(demo, 'tsconfig.json'),
    })
  );
}
