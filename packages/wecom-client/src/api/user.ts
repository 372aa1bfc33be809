import type { CallApi } from '../transport/call-api';
import type { CallOptions } from './call-options';

export interface SimpleMember {
  userid: string;
  name?: string;
  /** Department ids. */
  department: number[];
  open_userid?: string;
}

/**
 * A member. Apps created after 2022-06-20 get none of avatar, gender, mobile, email, biz_mail, qr_code and address here, only after
 * the member agreed in an OAuth sign-in.
 */
export interface Member extends SimpleMember {
  /** One number for each department; larger comes first. */
  order?: number[];
  position?: string;
  /** One 0 or 1 for each department. */
  is_leader_in_dept?: number[];
  main_department?: number;
  direct_leader?: string[];
  telephone?: string;
  alias?: string;
  english_name?: string;
  /** 1 active, 2 disabled, 4 not activated, 5 left. */
  status?: number;
  extattr?: { attrs: unknown[] };
  external_position?: string;
  external_profile?: Record<string, unknown>;
  avatar?: string;
  thumb_avatar?: string;
  /** '0' unknown, '1' male, '2' female. */
  gender?: string;
  mobile?: string;
  email?: string;
  biz_mail?: string;
  qr_code?: string;
  address?: string;
}

export interface UserApi {
  /**
   * Reads one member. Ids ignore case.
   *
   * @throws {WeComApiError} 60111 when the member does not exist, 60011 outside the visible range
   * @see https://developer.work.weixin.qq.com/document/path/90196
   */
  get(params: { userid: string }, options?: CallOptions): Promise<Member>;
  /**
   * Reads the members of one department with details; not of the departments below it.
   *
   * @throws {WeComApiError} 45029 when the answer would be too large
   * @see https://developer.work.weixin.qq.com/document/path/90201
   */
  list(params: { department_id: number }, options?: CallOptions): Promise<{ userlist: Member[] }>;
  /**
   * Reads the members of one department; not of the departments below it.
   *
   * @see https://developer.work.weixin.qq.com/document/path/90200
   */
  simplelist(params: { department_id: number }, options?: CallOptions): Promise<{ userlist: SimpleMember[] }>;
  /**
   * Reads the ids of all members of the corp, one row for each department a member is in. Only for the secret of contacts sync.
   *
   * @param params `cursor` is the `next_cursor` of the page before; `limit` 1 to 10000
   * @throws {WeComApiError} 48002 with the secret of an app
   * @see https://developer.work.weixin.qq.com/document/path/96067
   */
  listId(
    params?: { cursor?: string; limit?: number },
    options?: CallOptions,
  ): Promise<{ next_cursor?: string; dept_user: { userid: string; department: number }[] }>;
  /**
   * Finds a member by mobile number. Too many wrong numbers (about a fifth of the corp's size) block the app for a day.
   *
   * @param params `mobile` 5 to 32 bytes
   * @throws {WeComApiError} 46004 or 60111 when there is none
   * @see https://developer.work.weixin.qq.com/document/path/95402
   */
  getuserid(params: { mobile: string }, options?: CallOptions): Promise<{ userid: string }>;
  /**
   * Finds a member by mail address. Too many wrong addresses block the app for a day.
   *
   * @param params `email_type` 1: corp mail (default), 2: personal mail
   * @throws {WeComApiError} 46004 or 60111 when there is none
   * @see https://developer.work.weixin.qq.com/document/path/95895
   */
  getUseridByEmail(params: { email: string; email_type?: 1 | 2 }, options?: CallOptions): Promise<{ userid: string }>;
}

export function createUserApi(callApi: CallApi): UserApi {
  const inDepartment = (id: number) => ({ department_id: String(id) });
  return {
    get: ({ userid }, { signal } = {}) =>
      callApi({ method: 'GET', path: '/cgi-bin/user/get', query: { userid } }, signal),
    list: ({ department_id }, { signal } = {}) =>
      callApi({ method: 'GET', path: '/cgi-bin/user/list', query: inDepartment(department_id) }, signal),
    simplelist: ({ department_id }, { signal } = {}) =>
      callApi({ method: 'GET', path: '/cgi-bin/user/simplelist', query: inDepartment(department_id) }, signal),
    listId: (params = {}, { signal } = {}) =>
      callApi({ method: 'POST', path: '/cgi-bin/user/list_id', body: params }, signal),
    getuserid: (params, { signal } = {}) =>
      callApi({ method: 'POST', path: '/cgi-bin/user/getuserid', body: params }, signal),
    getUseridByEmail: (params, { signal } = {}) =>
      callApi({ method: 'POST', path: '/cgi-bin/user/get_userid_by_email', body: params }, signal),
  };
}
