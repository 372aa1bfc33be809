import { hasCode, WeComError } from './wecom-error';

export interface WeComNetworkErrorOptions {
  /** The platform's error, without addresses. */
  cause: unknown;
  /** See `WeComNetworkError.beforeSending`. */
  beforeSending: boolean;
}

/** No answer: the connection could not be made, or broke. */
export class WeComNetworkError extends WeComError {
  override readonly name = 'WeComNetworkError';
  readonly code = 'ERR_WECOM_NETWORK';
  readonly path: string;
  /** True when no connection was made (name lookup, connect, TLS), so WeCom cannot have seen the request. */
  readonly beforeSending: boolean;

  constructor(path: string, { cause, beforeSending }: WeComNetworkErrorOptions) {
    const reason = cause instanceof Error ? cause.message : 'unknown reason';
    super(
      `${path} failed without an answer: ${reason}. ${
        beforeSending ? 'No connection was made.' : 'WeCom may have seen the request.'
      }`,
      { cause },
    );
    this.path = path;
    this.beforeSending = beforeSending;
  }
}

export function isWeComNetworkError(error: unknown): error is WeComNetworkError {
  return hasCode(error, 'ERR_WECOM_NETWORK');
}
