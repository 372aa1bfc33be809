/** Why a sign-in page shows an error in place of people; the page has a text for each. */
export type SignInReason =
  | 'appid'
  | 'agentid'
  | 'agentid-missing'
  | 'agent-disabled'
  | 'redirect-missing'
  | 'redirect-invalid'
  | 'redirect-untrusted'
  | 'response-type'
  | 'scope'
  | 'state'
  | 'login-type';

/** A sign-in address that WeCom would not accept. */
export class SignInRefusal extends Error {
  override readonly name = 'SignInRefusal';

  /**
   * @param errcode of the API inside WeCom, of the web sign-in panel (negative) in a browser
   * @param params what the page's text names
   */
  constructor(
    readonly errcode: number,
    readonly reason: SignInReason,
    readonly params: Readonly<Record<string, string>> = {},
  ) {
    super(`${errcode} ${reason}`);
  }
}
