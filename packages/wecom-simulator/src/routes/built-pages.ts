import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where the built pages lie, seen from the built bundle and from this source file. */
const folders = ['./inbox/', '../../dist/inbox/'].map((path) => fileURLToPath(new URL(path, import.meta.url)));

/** The folder of the built pages, with a slash at the end; undefined when it has no such page. */
export function folderWith(page: string): string | undefined {
  return folders.find((folder) => existsSync(folder + page));
}

export const NOT_BUILT =
  'The pages are not built. Run: npm run build -w packages/wecom-simulator\nThe API and /_simulator/ work without them.\n';

/** Nothing comes from elsewhere but pictures, and nothing a page shows can bring a script. */
export function pagePolicy(frameAncestors: string): string {
  return [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    'img-src * data: blob:',
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${frameAncestors}`,
  ].join('; ');
}
