import { LINKS_COLLECTION } from '../../../constants';
import { request, requestPage, type Page } from '../../host';

export interface User {
  id: number | string;
  nickname?: string | null;
  username?: string | null;
  phone?: string | null;
}

/** Who of this NocoBase is whom in WeCom. */
export interface MemberLink {
  id: number | string;
  /** Name of the authenticator. */
  authenticator: string;
  wecomUserId: string;
  userId: number | string;
  disabled: boolean;
}

export interface MemberRow {
  user: User;
  link?: MemberLink | undefined;
}

interface MemberQuery {
  authenticator: string;
  /** Part of a name, a phone number or, among those linked, a member id. */
  search: string;
  page: number;
  pageSize: number;
}

const USER_FIELDS = ['id', 'nickname', 'username', 'phone'];

/** Users who are linked with a member. */
export async function listLinked({ authenticator, search, page, pageSize }: MemberQuery): Promise<Page<MemberRow>> {
  const { rows, total } = await requestPage<MemberLink & { user?: User | null }>(`${LINKS_COLLECTION}:list`, {
    page,
    pageSize,
    sort: ['wecomUserId'],
    appends: ['user'],
    filter: JSON.stringify({
      authenticator,
      ...(search && {
        $or: [{ wecomUserId: { $includes: search.toLowerCase() } }, ...userHas(search, 'user.')],
      }),
    }),
  });
  return { rows: rows.map(({ user, ...link }) => ({ user: user ?? { id: link.userId }, link })), total };
}

/** All users, linked or not. */
export async function listEverybody({ authenticator, search, page, pageSize }: MemberQuery): Promise<Page<MemberRow>> {
  const { rows: users, total } = await requestPage<User>('users:list', {
    page,
    pageSize,
    sort: ['id'],
    fields: USER_FIELDS,
    ...(search && { filter: JSON.stringify({ $or: userHas(search, '') }) }),
  });
  if (users.length === 0) return { rows: [], total };
  const { rows: links } = await requestPage<MemberLink>(`${LINKS_COLLECTION}:list`, {
    paginate: false,
    filter: JSON.stringify({ authenticator, userId: { $in: users.map(({ id }) => id) } }),
  });
  const linkOf = new Map(links.map((link) => [String(link.userId), link]));
  return { rows: users.map((user) => ({ user, link: linkOf.get(String(user.id)) })), total };
}

/** Whom one user is in WeCom, with every authenticator. */
export async function listLinksOf(userId: User['id']): Promise<MemberLink[]> {
  const filter = JSON.stringify({ userId });
  return (await requestPage<MemberLink>(`${LINKS_COLLECTION}:list`, { paginate: false, filter })).rows;
}

const userHas = (text: string, prefix: string): object[] =>
  ['nickname', 'username', 'phone'].map((field) => ({ [prefix + field]: { $includes: text } }));

/** Links a user, or changes with which member. */
export function saveLink(authenticator: string, { user, link }: MemberRow, wecomUserId: string): Promise<unknown> {
  return link
    ? change(link, { wecomUserId })
    : request({
        url: `${LINKS_COLLECTION}:create`,
        method: 'post',
        data: { authenticator, wecomUserId, user: user.id },
      });
}

export const setDisabled = (link: MemberLink, disabled: boolean): Promise<unknown> => change(link, { disabled });

export const removeLink = ({ id }: MemberLink): Promise<unknown> =>
  request({ url: `${LINKS_COLLECTION}:destroy`, method: 'post', params: { filterByTk: id } });

function change({ id }: MemberLink, values: Partial<MemberLink>): Promise<unknown> {
  return request({ url: `${LINKS_COLLECTION}:update`, method: 'post', params: { filterByTk: id }, data: values });
}
