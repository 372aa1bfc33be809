import type { TextKey, Translate } from '../../texts';

export type OperationErrorCode =
  | 'gone'
  | 'open'
  | 'nobodyToRetry'
  | 'noMessage'
  | 'notRecallable'
  | 'nobodyToTest'
  /** `member`: what was named as one. */
  | 'memberInvalid'
  | 'filterInvalid';

/** What an administrator asked for cannot be done with this delivery. */
export class OperationError extends Error {
  override readonly name = 'OperationError';

  constructor(
    readonly code: OperationErrorCode,
    readonly params: Readonly<Record<string, string>> = {},
  ) {
    super(`Delivery: ${code}`);
  }

  describe(t: Translate): string {
    const key: TextKey = `server.delivery.operation.${this.code}`;
    return t(key, this.params);
  }
}
