import { AUTH_TYPE, CONTACTS_COLLECTION, SYNC_TYPE } from '../../constants';
import { request, requestPage } from '../host';

/** A sync source of our type. */
export interface Source {
  name: string;
  enabled: boolean;
}

const SOURCES = 'userDataSyncSources:list';

export async function listSources(): Promise<Source[]> {
  const filter = JSON.stringify({ sourceType: SYNC_TYPE });
  const fields = ['name', 'enabled'];
  return (await requestPage<Source>(SOURCES, { filter, fields, sort: ['sort'], paginate: false })).rows;
}

export async function findSource(name: string): Promise<Source | undefined> {
  const filter = JSON.stringify({ sourceType: SYNC_TYPE, name });
  return (await requestPage<Source>(SOURCES, { filter, fields: ['name', 'enabled'], paginate: false })).rows[0];
}

/** An authenticator of our type, and which application it means. */
export interface AuthenticatorApp {
  name: string;
  title?: string | null;
  options: { corpId?: string; agentId?: string; baseUrl?: string };
}

export const listAuthenticatorApps = (): Promise<AuthenticatorApp[]> =>
  request({
    url: 'authenticators:list',
    method: 'get',
    params: { filter: { authType: AUTH_TYPE }, fields: ['name', 'title', 'options'], paginate: false },
  });

export interface KnownDepartment {
  /** In WeCom. */
  id: number;
  name: string;
}

/** Departments that a source has synced. */
export async function listKnownDepartments(source: string): Promise<KnownDepartment[]> {
  const { rows } = await requestPage<{ key: string; name: string }>(`${CONTACTS_COLLECTION}:list`, {
    filter: JSON.stringify({ source, kind: 'department', state: 'synced' }),
    fields: ['key', 'name'],
    sort: ['id'],
    pageSize: 1000,
  });
  return rows.map(({ key, name }) => ({ id: Number(key), name }));
}
