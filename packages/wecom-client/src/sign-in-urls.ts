/** What both of WeCom's sign-in pages are told. */
export interface SignInUrlParams {
  corpId: string;
  agentId: number | string;
  /** Where WeCom brings code and state to. Its host and port must be a trusted domain of the app (else errcode 50001). */
  redirectUri: string;
  /** Comes back unchanged, to be compared: letters and digits, at most 128. Random, single use, bound to the browser. */
  state: string;
}

export interface OauthUrlParams extends SignInUrlParams {
  /** `snsapi_base` asks nothing; `snsapi_privateinfo` asks for consent to private fields, once in 30 days. @default 'snsapi_base' */
  scope?: 'snsapi_base' | 'snsapi_privateinfo';
  /** Of a private deployment. @default 'https://open.weixin.qq.com' */
  baseUrl?: string;
}

export interface WebSignInUrlParams extends SignInUrlParams {
  /** Language of the page. @default 'zh' */
  lang?: 'zh' | 'en';
  /** Of a private deployment. @default 'https://login.work.weixin.qq.com' */
  baseUrl?: string;
}

/**
 * The address of WeCom's OAuth page. It works inside the WeCom client only (its user agent has `wxwork` in it). Nothing is sent.
 *
 * @see https://developer.work.weixin.qq.com/document/path/91022
 */
export function oauthUrl(params: OauthUrlParams): string {
  const { corpId, agentId, redirectUri, state, scope = 'snsapi_base', baseUrl = 'https://open.weixin.qq.com' } = params;
  // `agentid` counts with snsapi_privateinfo only, which is taken for snsapi_base without it.
  const query = new URLSearchParams({
    appid: corpId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope,
    state,
    agentid: String(agentId),
  });
  return `${withoutSlash(baseUrl)}/connect/oauth2/authorize?${query.toString()}#wechat_redirect`;
}

/**
 * The address of WeCom's web sign-in, a QR code in an ordinary browser. What comes back has no `user_ticket`. Nothing is sent.
 *
 * @see https://developer.work.weixin.qq.com/document/path/98152
 */
export function webSignInUrl(params: WebSignInUrlParams): string {
  const { corpId, agentId, redirectUri, state, lang = 'zh', baseUrl = 'https://login.work.weixin.qq.com' } = params;
  const query = new URLSearchParams({
    login_type: 'CorpApp',
    appid: corpId,
    agentid: String(agentId),
    redirect_uri: redirectUri,
    state,
    lang,
  });
  return `${withoutSlash(baseUrl)}/wwlogin/sso/login?${query.toString()}`;
}

function withoutSlash(baseUrl: string): string {
  return baseUrl.replace(/\/+$/, '');
}
