import { hasCode, WeComError } from './wecom-error';

/** Something answered, but not as WeCom does: not JSON, no object, or a status that is not 2xx without an errcode. */
export class WeComHttpError extends WeComError {
  override readonly name = 'WeComHttpError';
  readonly code = 'ERR_WECOM_HTTP';
  readonly path: string;
  readonly status: number;

  constructor(path: string, status: number, what: string) {
    super(`${path} failed: HTTP status ${status}, ${what}. Check the base URL and any proxy between here and WeCom.`);
    this.path = path;
    this.status = status;
  }
}

export function isWeComHttpError(error: unknown): error is WeComHttpError {
  return hasCode(error, 'ERR_WECOM_HTTP');
}
