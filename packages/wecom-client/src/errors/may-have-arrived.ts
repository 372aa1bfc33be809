import { isWeComApiError } from './api-error';
import { isWeComConfigError } from './config-error';
import { isWeComHttpError } from './http-error';
import { isWeComNetworkError } from './network-error';
import { isWeComTimeoutError } from './timeout-error';

/**
 * Whether a call to `path` that failed with `error` may still have taken effect in WeCom. Such a message is repeated only unchanged
 * and with `enable_duplicate_check`.
 *
 * False for refusals, wrong parameters, failures of another call before it (the access token) and connections that were never made.
 * True for everything else, unknown errors included.
 */
export function mayHaveArrived(error: unknown, path: string): boolean {
  if (isWeComConfigError(error)) return false;
  if (isWeComApiError(error)) return error.path === path && error.errcode === 0;
  if (isWeComNetworkError(error)) return error.path === path && !error.beforeSending;
  if (isWeComHttpError(error) || isWeComTimeoutError(error)) return error.path === path;
  return true;
}
