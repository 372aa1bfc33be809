import { fileURLToPath } from 'node:url';

const at = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** The NocoBase the tests run on, with its own node_modules. */
export const hostFolder = at('../../../../../host');

/** The plugin as users install it. Host tests run on this, never on the sources. */
export const stagedPlugin = at('../../../build');

export const linkScript = at('../../../../../scripts/link-plugin.mjs');
