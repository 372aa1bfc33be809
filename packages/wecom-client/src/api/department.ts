import type { CallApi } from '../transport/call-api';
import type { CallOptions } from './call-options';

/** The root department has id 1. */
export interface DepartmentNode {
  id: number;
  parentid: number;
  /** Larger comes first. */
  order: number;
}

export interface Department extends DepartmentNode {
  /** Missing where the secret may not read names. */
  name?: string;
  name_en?: string;
  /** Member ids. */
  department_leader?: string[];
}

export interface DepartmentApi {
  /**
   * Reads one department.
   *
   * @throws {WeComApiError} 60003 when it does not exist, 60011 outside the visible range
   * @see https://developer.work.weixin.qq.com/document/path/95351
   */
  get(params: { id: number }, options?: CallOptions): Promise<{ department: Department }>;
  /**
   * Reads a department and all below it, or all the secret may see. WeCom calls it slow and recommends `simplelist` and `get`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/90208
   */
  list(params?: { id?: number }, options?: CallOptions): Promise<{ department: Department[] }>;
  /**
   * Reads the tree without names: a department and all below it, or all the secret may see.
   *
   * @see https://developer.work.weixin.qq.com/document/path/95350
   */
  simplelist(params?: { id?: number }, options?: CallOptions): Promise<{ department_id: DepartmentNode[] }>;
}

export function createDepartmentApi(callApi: CallApi): DepartmentApi {
  const idQuery = (id: number | undefined) => (id === undefined ? {} : { query: { id: String(id) } });
  return {
    get: ({ id }, { signal } = {}) =>
      callApi({ method: 'GET', path: '/cgi-bin/department/get', ...idQuery(id) }, signal),
    list: ({ id } = {}, { signal } = {}) =>
      callApi({ method: 'GET', path: '/cgi-bin/department/list', ...idQuery(id) }, signal),
    simplelist: ({ id } = {}, { signal } = {}) =>
      callApi({ method: 'GET', path: '/cgi-bin/department/simplelist', ...idQuery(id) }, signal),
  };
}
