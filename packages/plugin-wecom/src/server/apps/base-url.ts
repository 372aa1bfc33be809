import { DEFAULT_BASE_URL } from '../../constants';
import { WeComAppError } from './app-error';

/**
 * The API base URL as the client takes it, without a trailing slash; WeCom's own when none is set. A path before `/cgi-bin` is
 * allowed (proxies), and plain http too (private deployments).
 *
 * @throws {WeComAppError} `baseUrlInvalid`
 */
export function parseBaseUrl(text: string | undefined): string {
  if (!text?.trim()) return DEFAULT_BASE_URL;
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : undefined;
  const usable = url && /^https?:$/.test(url.protocol) && !url.username && !url.password && !url.search && !url.hash;
  if (!usable) throw new WeComAppError('baseUrlInvalid');
  // WeCom's documents show addresses with /cgi-bin, so it may be pasted along.
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '').replace(/\/cgi-bin$/, '');
}
