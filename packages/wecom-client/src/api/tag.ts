import type { CallApi } from '../transport/call-api';
import type { CallOptions } from './call-options';

export interface Tag {
  tagid: number;
  tagname: string;
}

/** Members and departments of a tag, as far as the app sees them. */
export interface TagContent {
  tagname: string;
  userlist: { userid: string; name?: string }[];
  /** Department ids. */
  partylist: number[];
}

export interface TagApi {
  /**
   * Reads all tags the secret may see.
   *
   * @see https://developer.work.weixin.qq.com/document/path/90216
   */
  list(options?: CallOptions): Promise<{ taglist: Tag[] }>;
  /**
   * Reads the content of one tag.
   *
   * @throws {WeComApiError} 40068 when there is no such tag
   * @see https://developer.work.weixin.qq.com/document/path/90213
   */
  get(params: { tagid: number }, options?: CallOptions): Promise<TagContent>;
}

export function createTagApi(callApi: CallApi): TagApi {
  return {
    list: ({ signal } = {}) => callApi({ method: 'GET', path: '/cgi-bin/tag/list' }, signal),
    get: ({ tagid }, { signal } = {}) =>
      callApi({ method: 'GET', path: '/cgi-bin/tag/get', query: { tagid: String(tagid) } }, signal),
  };
}
