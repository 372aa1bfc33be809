import { fileURLToPath } from 'node:url';

const at = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** The NocoBase the tests run on, with its own node_modules. */
export const hostFolder = at('../../../../../host');

/** The plugin as users install it. Host tests run on this, never on the sources. */
export const stagedPlugin = at('../../../build');

/** A module's address: a bare path is none when the importing module has no file of its own. */
export const linkScript = new URL('../../../../../scripts/link-plugin.mjs', import.meta.url).href;
