import { hasVariable } from '../auth/variable';

/**
 * The address WeCom is to call.
 *
 * @param path below the API; its colon would make it an absolute address to `new URL`
 * @param api address of the API as this browser reaches it
 * @param origin address of this NocoBase as others reach it, when the settings say so in plain text
 */
export function callbackAddress(path: string, api: string, origin?: string): string {
  const known = origin?.trim();
  const reached = new URL(api.endsWith('/') ? api : `${api}/`);
  const base = known && !hasVariable(known) && URL.canParse(known) ? new URL(reached.pathname, known) : reached;
  return base.href + path;
}
