import type { CallApi } from '../transport/call-api';
import type { CallOptions } from './call-options';

/** Who signed in. A member of the corp has a `userid`; anybody else has an `openid`, and customers an `external_userid` too. */
export interface UserInfo {
  userid?: string;
  /** Opens private fields with `getUserDetail`; at most 512 bytes, 1800 s. Only with scope `snsapi_privateinfo`, in the visible range. */
  user_ticket?: string;
  openid?: string;
  external_userid?: string;
}

/** Private fields. Each is missing unless the admin enabled it for the app and the member agreed. */
export interface UserDetail {
  userid: string;
  /** '0' unknown, '1' male, '2' female. */
  gender?: string;
  avatar?: string;
  qr_code?: string;
  /** With a country code such as `+886` in front unless it is of mainland China. */
  mobile?: string;
  /** Personal mail. */
  email?: string;
  /** Corp mail. */
  biz_mail?: string;
  address?: string;
}

export interface OauthApi {
  /**
   * Exchanges the code that WeCom's page brought back for who signed in, after OAuth and after web sign-in. A code lasts 5 minutes and
   * can be exchanged once.
   *
   * @param params `code` at most 512 bytes; `legacy` asks at `/cgi-bin/user/getuserinfo`, the only path of some private deployments,
   * and answers the same names @default legacy: false
   * @throws {WeComApiError} 40029 when the code is wrong, 42003 when it has expired, 42022 when it was used
   * @see https://developer.work.weixin.qq.com/document/path/91023
   * @see https://developer.work.weixin.qq.com/document/path/98176
   */
  getUserInfo(params: { code: string; legacy?: boolean }, options?: CallOptions): Promise<UserInfo>;
  /**
   * Reads the private fields a member agreed to show.
   *
   * @throws {WeComApiError} 84014 when the ticket has expired, 84015 when it is wrong
   * @see https://developer.work.weixin.qq.com/document/path/95833
   */
  getUserDetail(params: { user_ticket: string }, options?: CallOptions): Promise<UserDetail>;
}

/** The older path spells its fields differently, and nothing else about it differs. */
interface LegacyUserInfo {
  UserId?: string;
  OpenId?: string;
}

export function createOauthApi(callApi: CallApi): OauthApi {
  return {
    async getUserInfo({ code, legacy = false }, { signal } = {}) {
      const path = legacy ? '/cgi-bin/user/getuserinfo' : '/cgi-bin/auth/getuserinfo';
      const { UserId, OpenId, ...answer } = await callApi<UserInfo & LegacyUserInfo>(
        { method: 'GET', path, query: { code } },
        signal,
      );
      return { ...answer, ...(UserId && { userid: UserId }), ...(OpenId && { openid: OpenId }) };
    },
    getUserDetail: (params, { signal } = {}) =>
      callApi({ method: 'POST', path: '/cgi-bin/auth/getuserdetail', body: params }, signal),
  };
}
