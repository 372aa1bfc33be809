import type { TextKey, Translate } from '../../texts';

export type OperationErrorCode =
  | 'gone'
  | 'open'
  | 'nobodyToRetry'
  | 'noMessage'
  | 'notRecallable'
  | 'nobodyToTest'
  | 'authenticatorMissing'
  /** `member`: what was named as one. */
  | 'memberInvalid'
  /** `field`: name of the part of the query; also of the next. */
  | 'filterInvalid'
  | 'filterRepeated'
  /** `states`: those there are. */
  | 'stateUnknown';

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
