import { CONTACTS_COLLECTION, RESOURCE } from '../../constants';
import type { ConflictCode } from '../../contact-sync-state';
import { request, requestPage, type Page } from '../host';

export interface User {
  id: number | string;
  nickname?: string | null;
  username?: string | null;
  phone?: string | null;
  email?: string | null;
}

/** A member whom a person has to say something about, or has told to leave alone. */
export interface OpenContact {
  /** Lower-cased userid. */
  key: string;
  name: string;
  conflict: { code: ConflictCode; users: User[] } | null;
  /** All but what somebody else has was written: nobody has to say anything. */
  isWritten: boolean;
}

interface StoredContact {
  key: string;
  name: string | null;
  state: string;
  conflict: string | null;
}

export type Resolution = { userId: User['id'] } | { as: 'create' | 'ignore' | 'reopen' };

interface ContactQuery {
  source: string;
  state: 'conflict' | 'ignored';
  page: number;
  pageSize: number;
}

const USER_FIELDS = ['id', 'nickname', 'username', 'phone', 'email'];

/** Members somebody has to decide about, and those of whom not all could be written. */
const OPEN = [{ state: 'conflict' }, { state: 'synced', conflict: { $notEmpty: true } }];

/** With the users in question. */
export async function listContacts({ source, state, page, pageSize }: ContactQuery): Promise<Page<OpenContact>> {
  const { rows, total } = await requestPage<StoredContact>(`${CONTACTS_COLLECTION}:list`, {
    filter: JSON.stringify({ source, kind: 'member', $or: state === 'conflict' ? OPEN : [{ state }] }),
    fields: ['key', 'name', 'state', 'conflict'],
    sort: ['key'],
    page,
    pageSize,
  });
  const contacts = rows.map(({ key, name, state: of, conflict }) => ({
    key,
    name: name ?? '',
    isWritten: of === 'synced',
    conflict: conflict === null ? null : (JSON.parse(conflict) as { code: ConflictCode; users: string[] }),
  }));
  const users = await usersById(contacts.flatMap(({ conflict }) => conflict?.users ?? []));
  return {
    rows: contacts.map(({ conflict, ...contact }) => ({
      ...contact,
      conflict: conflict && { ...conflict, users: conflict.users.map((id) => users.get(id) ?? { id }) },
    })),
    total,
  };
}

async function usersById(ids: readonly string[]): Promise<Map<string, User>> {
  if (ids.length === 0) return new Map();
  const { rows } = await requestPage<User>('users:list', {
    filter: JSON.stringify({ id: { $in: [...new Set(ids)] } }),
    fields: USER_FIELDS,
    paginate: false,
  });
  return new Map(rows.map((user) => [String(user.id), user]));
}

/** Users in whose names, phone number or mail this is. */
export async function findUsers(search: string): Promise<User[]> {
  const has = ['nickname', 'username', 'phone', 'email'].map((field) => ({ [field]: { $includes: search } }));
  const { rows } = await requestPage<User>('users:list', {
    ...(search && { filter: JSON.stringify({ $or: has }) }),
    fields: USER_FIELDS,
    sort: ['id'],
    pageSize: 20,
  });
  return rows;
}

export const resolveContact = (source: string, key: string, resolution: Resolution): Promise<unknown> =>
  request({ url: `${RESOURCE}:resolveContact`, method: 'post', data: { source, key, ...resolution } });

/** As people know a user: name, username and what else tells two of one name apart. */
export function userLabel({ id, nickname, username, phone, email }: User): string {
  const name = nickname || username || `#${id}`;
  const more = [username !== name && username, phone, email].filter(Boolean).join(', ');
  return more ? `${name} (${more})` : name;
}
