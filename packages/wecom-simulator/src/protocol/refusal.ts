import type { JsonObject } from './json';

/** WeCom refuses a call: thrown by a handler, turned into an answer in one place. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  /**
   * @param detail why, for the call log; WeCom itself does not say so much
   * @param extra fields that stand beside `errcode`, such as `invaliduser`
   */
  constructor(
    readonly errcode: number,
    readonly detail: string,
    readonly extra: JsonObject = {},
  ) {
    super(detail);
  }
}

/**
 * The body is no JSON, or a field has the wrong JSON type. WeCom then may answer `errcode` 0 with a warning and deliver
 * nothing, which is the reading simulated here (document 90313).
 */
export class WrongJsonFormat extends Error {
  override readonly name = 'WrongJsonFormat';

  constructor(readonly detail: string) {
    super(detail);
  }
}
