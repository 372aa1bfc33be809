import { RESOURCE } from '../../constants';

/** Name of the file with which WeCom checks whose a trusted domain is. */
export const isDomainFileName = (name: string): boolean => /^WW_verify_[A-Za-z0-9]{1,64}\.txt$/.test(name);

/**
 * For nginx in front of NocoBase: WeCom asks at the root of the domain, and plugins are reached under the API alone. A rewrite needs no
 * address: the rules that the proxy has for the API already apply.
 *
 * @param apiUrl address of the API as the browser reaches it, such as `https://nocobase.example.com/api/`
 */
export function domainFileProxyLine(name: string, apiUrl: string): string {
  const api = new URL(apiUrl).pathname.replace(/\/+$/, '');
  return `location = /${name} { rewrite ^ ${api}/${RESOURCE}:domainFile/${name} last; }`;
}
