import type { Translate } from '../texts';

/** Why it cannot be told, or not be trusted, which WeCom app is meant. Each code has a text of its own. */
export type WeComAppErrorCode =
  /** A channel without an authenticator. */
  | 'notChosen'
  | 'gone'
  | 'disabled'
  | 'otherType'
  /** Required settings without a value; `fields`. */
  | 'incomplete'
  /** `names` of variables the host does not know. */
  | 'variableUnknown'
  | 'agentIdInvalid'
  | 'baseUrlInvalid'
  /** The secret is clear text: neither sealed nor a variable. */
  | 'secretNotSealed'
  /** Sealed for another corp or another server, or with a key the host no longer has. */
  | 'sealDoesNotOpen'
  /** Token or EncodingAESKey (`field`): in clear text, of another Company ID or NocoBase, or from a variable and not of WeCom's form. */
  | 'callbackNotSealed'
  | 'callbackDoesNotOpen'
  | 'callbackInvalid'
  /** Settings of message reception that nothing here could have stored. */
  | 'callbackUnreadable'
  /** More than `max` characters. */
  | 'callbackNameTooLong'
  /** Variables would go to a server no administrator has confirmed. */
  | 'baseUrlUnconfirmed';

/** A problem of the settings, never a crash. Carries no value of a setting except names. */
export class WeComAppError extends Error {
  override readonly name = 'WeComAppError';

  constructor(
    readonly code: WeComAppErrorCode,
    readonly params: Readonly<Record<string, string>> = {},
  ) {
    super(`WeCom app: ${code} ${JSON.stringify(params)}`);
  }

  /** What is wrong and what to do, for an administrator. */
  describe(t: Translate): string {
    return t(`server.app.${this.code}`, this.params);
  }
}
