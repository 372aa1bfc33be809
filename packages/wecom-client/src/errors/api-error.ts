import { describeErrcode } from '../errcodes';
import { hasCode, WeComError } from './wecom-error';

/** WeCom answered and refused: `errcode` is not 0, or it is 0 with a warning that the request was not understood. */
export class WeComApiError extends WeComError {
  override readonly name = 'WeComApiError';
  readonly code = 'ERR_WECOM_API';
  /** Path of the call, for example `/cgi-bin/message/send`; never the whole address, which holds secrets. */
  readonly path: string;
  /** See `describeErrcode`. */
  readonly errcode: number;
  /** WeCom's own text, with a hint for its support; its wording may change. */
  readonly errmsg: string;

  constructor(path: string, errcode: number, errmsg: string) {
    const { meaning, remedy } = describeErrcode(errcode, 'en-US', errmsg);
    super(`${path} failed with errcode ${errcode} (${errmsg}). ${meaning} ${remedy}`);
    this.path = path;
    this.errcode = errcode;
    this.errmsg = errmsg;
  }
}

export function isWeComApiError(error: unknown): error is WeComApiError {
  return hasCode(error, 'ERR_WECOM_API');
}
