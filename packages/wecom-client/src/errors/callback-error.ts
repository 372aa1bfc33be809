import { hasCode, WeComError } from './wecom-error';

/** The step of the verification that refused a callback. */
export type WeComCallbackErrorReason = 'signature' | 'decrypt' | 'receive-id' | 'xml';

/** A callback is not acceptable; nothing of it may be used. */
export class WeComCallbackError extends WeComError {
  override readonly name = 'WeComCallbackError';
  readonly code = 'ERR_WECOM_CALLBACK';
  readonly reason: WeComCallbackErrorReason;

  constructor(reason: WeComCallbackErrorReason, message: string) {
    super(message);
    this.reason = reason;
  }
}

export function isWeComCallbackError(error: unknown): error is WeComCallbackError {
  return hasCode(error, 'ERR_WECOM_CALLBACK');
}
