import { hasCode, WeComError } from './wecom-error';

/** No complete answer in time. WeCom may have seen the request. */
export class WeComTimeoutError extends WeComError {
  override readonly name = 'WeComTimeoutError';
  readonly code = 'ERR_WECOM_TIMEOUT';
  readonly path: string;
  readonly timeoutMs: number;

  constructor(path: string, timeoutMs: number) {
    super(`${path} failed: no answer within ${timeoutMs} ms. WeCom may have seen the request.`);
    this.path = path;
    this.timeoutMs = timeoutMs;
  }
}

export function isWeComTimeoutError(error: unknown): error is WeComTimeoutError {
  return hasCode(error, 'ERR_WECOM_TIMEOUT');
}
