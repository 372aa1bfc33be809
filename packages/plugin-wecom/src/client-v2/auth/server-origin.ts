import { DEFAULT_BASE_URL } from '../../constants';
import { hasVariable } from './variable';

/** The server a base URL leads to, without path: what a secret is bound to. Empty means WeCom's own; a variable stands for itself. */
export function serverOrigin(baseUrl: string | undefined): string {
  const text = baseUrl?.trim() || DEFAULT_BASE_URL;
  if (hasVariable(text)) return text;
  return URL.canParse(text) ? new URL(text).origin : text;
}

/** Whether a secret sent to this base URL would leave for a server that is not WeCom's own. */
export function isForeignServer(baseUrl: string | undefined): boolean {
  return serverOrigin(baseUrl) !== DEFAULT_BASE_URL;
}
